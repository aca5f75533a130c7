"""Small dialogs that ask for a few things at once: a contact, an agreement, a job order, a consent.

A dialog returns what was typed and saves nothing. Dictation goes into the field one stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from jobassist.services.danish import read_date
from ui.forms.control import DayLine
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

_WIDTH = 520
_TEXT_HIGH = 88


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing asked for. `kind`: line, text, day, tick or choice (`choices`: value to words)."""

    key: str
    name: str
    kind: str = "line"
    value: Any = ""
    choices: Mapping[str, str] | None = None
    required: bool = False


class AskDialog(QDialog):
    """`answers` after it was accepted: text as typed, a day or None, a tick or a chosen value."""

    def __init__(self, title: str, asked: list[Ask], do: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("jobassist")  # the heading may name somebody; a title never does
        self.setProperty("touch", True)
        self.setMinimumWidth(_WIDTH)
        self.controls: dict[str, QWidget] = {}
        self._asked = asked
        lines = column(t.S, t.XL, self)
        lines.addWidget(label(title, "title"))
        for one in asked:
            made = _control(one)
            made.setAccessibleName(one.name)
            self.controls[one.key] = made
            if one.kind != "tick":
                named = label(f"{one.name} *" if one.required else one.name, "strong", wrap=True)
                named.setBuddy(made)
                lines.addWidget(named)
            lines.addWidget(made)
        self.wrong = label(role="danger", wrap=True)
        self.wrong.hide()
        lines.addWidget(self.wrong)
        self.do_button = button(do, "primary")
        self.do_button.clicked.connect(self._accept)
        self.do_button.setDefault(True)
        away = button(self.tr("Fortryd"))
        away.clicked.connect(self.reject)
        foot = row(t.S)
        foot.addStretch(1)
        foot.addWidget(away)
        foot.addWidget(self.do_button)
        lines.addSpacing(t.S)
        lines.addLayout(foot)

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered, by key."""
        return {one.key: _answer(self.controls[one.key]) for one in self._asked}

    def _accept(self) -> None:
        for one in self._asked:
            made = self.controls[one.key]
            missing = one.required and not _answer(made)
            unread = isinstance(made, DayLine) and made.line.text().strip() and not _answer(made)
            if missing or unread:
                said = self.tr("Udfyld {name}.") if missing else self.tr("{name} er ikke en dato.")
                self.wrong.setText(said.format(name=one.name))
                self.wrong.show()
                made.setFocus()
                return
        self.accept()


def ask(
    parent: QWidget,
    title: str,
    asked: list[Ask],
    do: str,
    then: Callable[[dict[str, Any]], None],
) -> AskDialog:
    """Open the dialog; `then` gets the answers."""
    dialog = AskDialog(title, asked, do, parent)
    dialog.accepted.connect(lambda: then(dialog.answers))
    dialog.open()
    return dialog


def words_of(text: str) -> tuple[str, ...]:
    """What stands between commas or on lines of its own."""
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


def _control(one: Ask) -> QWidget:
    if one.kind == "text":
        text = QPlainTextEdit(str(one.value))
        text.setTabChangesFocus(True)
        text.setMaximumHeight(_TEXT_HIGH)
        return text
    if one.kind == "day":
        day = DayLine(one.name, today=False)
        if isinstance(one.value, date):
            day.line.setText(f"{one.value.day}.{one.value.month}.{one.value.year}")
        return day
    if one.kind == "tick":
        tick = QCheckBox(one.name)
        tick.setChecked(bool(one.value))
        return tick
    if one.kind == "choice":
        box = QComboBox()
        for value, words in (one.choices or {}).items():
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(one.value)))
        return box
    return QLineEdit(str(one.value))


def _answer(made: QWidget) -> Any:
    if isinstance(made, QPlainTextEdit):
        return made.toPlainText().strip()
    if isinstance(made, DayLine):
        return read_date(made.line.text())
    if isinstance(made, QCheckBox):
        return made.isChecked()
    if isinstance(made, QComboBox):
        return made.currentData()
    assert isinstance(made, QLineEdit)
    return made.text().strip()
