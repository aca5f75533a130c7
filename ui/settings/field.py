"""One setting on the page: its name, its control, who decides it, and the way back to default."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QSpinBox, QWidget

from jobassist.settings import Setting, Settings
from ui.noop import QT_TRANSLATE_NOOP
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

_CONTROL = 260
_WORDS = {
    "da": QT_TRANSLATE_NOOP("SettingField", "Dansk"),
    "en": QT_TRANSLATE_NOOP("SettingField", "Engelsk"),
    "system": QT_TRANSLATE_NOOP("SettingField", "Som systemet"),
    "light": QT_TRANSLATE_NOOP("SettingField", "Lyst"),
    "dark": QT_TRANSLATE_NOOP("SettingField", "Mørkt"),
    "contrast": QT_TRANSLATE_NOOP("SettingField", "Høj kontrast"),
}
Control = QCheckBox | QComboBox | QSpinBox | QLineEdit


class SettingField(QFrame):
    """`chosen` carries the key and the value; `reset` the key."""

    chosen = Signal(str, object)
    reset = Signal(str)

    def __init__(self, setting: Setting, settings: Settings, *, among: bool = False) -> None:
        """`among`: a text that is chosen among those `offer` brings."""
        super().__init__()
        self._among = among
        self.setting = setting
        self._settings = settings
        danish = settings["language"] == "da"
        self.name = setting.da if danish else setting.en
        self.control = self._control()
        self.control.setAccessibleName(self.name)
        self.back = button(self.tr("Nulstil"), "quiet")
        self.back.setAccessibleName(self.tr("Nulstil {name}").format(name=self.name))
        self.back.clicked.connect(lambda: self.reset.emit(setting.key))
        self.note = label(role="caption", wrap=True)
        self._build()
        self.show_state()

    def _build(self) -> None:
        words = column(2)
        name = label(self.name, wrap=True)
        name.setBuddy(self.control)
        words.addWidget(name)
        words.addWidget(self.note)
        across = row(t.L, 0, self)
        across.setContentsMargins(0, t.S, 0, t.S)
        across.addLayout(words, 1)
        across.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)
        if not isinstance(self.control, QCheckBox):
            self.control.setFixedWidth(_CONTROL)

    def show_state(self) -> None:
        """The value in force, and who decides it."""
        key, setting = self.setting.key, self.setting
        locked = self._settings.locked(key) or setting.by_policy
        self._show(self._settings[key])
        self.control.setEnabled(not locked)
        self.back.setVisible(not locked and self._settings[key] != setting.default)
        if locked:
            self.note.setText(self.tr("Styret af din organisation"))
        elif setting.later:
            self.note.setText(self.tr("Gælder, når vinduet åbnes igen"))
        self.note.setVisible(bool(self.note.text()))

    def offer(self, choices: Mapping[str, str]) -> None:
        """What there is to choose among: value to words. The value in force is always there."""
        assert isinstance(self.control, QComboBox)
        value = self._settings[self.setting.key]
        self.control.clear()
        for one, words in {**choices, value: choices.get(value, value)}.items():
            self.control.addItem(words, one)
        self._show(value)

    def _control(self) -> Control:
        setting = self.setting
        if setting.type is bool:
            box = QCheckBox()
            box.clicked.connect(lambda on: self.chosen.emit(setting.key, on))
            return box
        if setting.choices or self._among:
            combo = QComboBox()
            for value in setting.choices:
                combo.addItem(_word(str(value)), value)
            combo.activated.connect(lambda at: self.chosen.emit(setting.key, combo.itemData(at)))
            return combo
        if setting.type is int:
            spin = QSpinBox()
            spin.setRange(
                setting.least if setting.least is not None else 0,
                setting.most if setting.most is not None else 1_000_000,
            )
            spin.setKeyboardTracking(False)
            spin.lineEdit().setTextMargins(t.S, 0, 0, 0)
            spin.valueChanged.connect(lambda value: self.chosen.emit(setting.key, value))
            return spin
        line = QLineEdit()
        line.editingFinished.connect(self._tell_text)
        return line

    def _tell_text(self) -> None:
        assert isinstance(self.control, QLineEdit)
        written = self.control.text().strip()
        if written != self._settings[self.setting.key]:
            self.chosen.emit(self.setting.key, written)

    def _show(self, value: object) -> None:
        control = self.control
        was = control.blockSignals(True)
        if isinstance(control, QCheckBox):
            control.setChecked(bool(value))
        elif isinstance(control, QComboBox):
            control.setCurrentIndex(control.findData(value))
        elif isinstance(control, QSpinBox):
            control.setValue(int(str(value)))
        else:
            control.setText(str(value))
        control.blockSignals(was)


class Heading(QWidget):
    """The name of a group."""

    def __init__(self, text: str) -> None:
        super().__init__()
        lines = column(0, 0, self)
        lines.setContentsMargins(0, t.L, 0, 0)
        lines.addWidget(label(text, "title"))


def _word(value: str) -> str:
    known = _WORDS.get(value)
    return QCoreApplication.translate("SettingField", known) if known else value
