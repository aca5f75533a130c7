"""Controls of fields where one chooses: one of few, one of many, several, yes or no, a period."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QPushButton

from jobassist.forms.definition import Field, FieldType
from jobassist.forms.filling import FieldState
from jobassist.services.danish import read_date
from ui.forms.control import (
    Control,
    DateControl,
    DayLine,
    LineControl,
    ShownControl,
    TextControl,
)
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

_FEW = 4  # choices that stand side by side or under each other; more are a list that opens
_SHORT = 22  # characters; longer ones stand under each other
_WEEKS = (4, 8, 13)
_MONDAY = 0
_WEEK = 7
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class FewControl(Control):
    """One of a few, each its own button; also yes or no, and a declaration."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        self.buttons: dict[Any, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        offered = self._offered()
        long = any(len(words) > _SHORT for words in offered.values())
        layout = column(t.S, 0, self) if long else row(t.S, 0, self)
        for value, words in offered.items():
            made = button(words, "choice")
            made.setCheckable(True)
            made.clicked.connect(partial(self._choose, value))
            self.buttons[value] = made
            self._group.addButton(made)
            layout.addWidget(made)
        if not long:
            layout.addStretch(1)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def _offered(self) -> dict[Any, str]:
        if self.field.type is FieldType.YES_NO:
            return {True: self.tr("Ja"), False: self.tr("Nej")}
        if self.field.type is FieldType.DECLARATION:
            return {True: self.tr("Ja, det erklærer jeg")}
        return {one.code: one.words(self.language) for one in self.field.choices}

    def name_it(self, name: str) -> None:
        """Each button says what it answers."""
        super().name_it(name)
        for made in self.buttons.values():
            made.setAccessibleName(f"{name}: {made.text().strip()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys go from one to the next; only Space or Enter chooses."""
        made = list(self.buttons.values())
        here = next((at for at, one in enumerate(made) if one.hasFocus()), None)
        step = _STEPS.get(Qt.Key(event.key()))
        if here is None or step is None:
            super().keyPressEvent(event)
        elif 0 <= here + step < len(made):
            made[here + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, value: Any) -> None:
        given = value if self.buttons[value].isChecked() else None
        self._mark(given)
        self.tell(given)
        if given is not None:
            self.done.emit()

    def _mark(self, value: Any) -> None:
        for other, made in self.buttons.items():
            made.setChecked(other == value and value is not None)

    def _show(self, state: FieldState) -> None:
        self._mark(state.value)


class ManyControl(Control):
    """One of many, in a list that opens. The wheel scrolls the page, never the choice."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        self.box = _Box()
        self.box.addItem(self.tr("Vælg …"), None)
        for one in field.choices:
            self.box.addItem(one.words(language), one.code)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(12)
        self.box.activated.connect(self._choose)
        row(0, 0, self).addWidget(self.box)
        self.setFocusProxy(self.box)

    def name_it(self, name: str) -> None:
        """The list's name."""
        self.box.setAccessibleName(name)

    def _choose(self, _at: int) -> None:
        self.tell(self.box.currentData())
        if self.box.currentData() is not None:
            self.done.emit()

    def _show(self, state: FieldState) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(state.value)))


class _Box(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class SeveralControl(Control):
    """Several of a list."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        self.boxes: dict[str, QCheckBox] = {}
        lines = column(0, 0, self)
        for one in field.choices:
            made = QCheckBox(one.words(language))
            made.clicked.connect(self._choose)
            self.boxes[one.code] = made
            lines.addWidget(made)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def _choose(self) -> None:
        self.tell([code for code, made in self.boxes.items() if made.isChecked()] or None)

    def _show(self, state: FieldState) -> None:
        chosen = state.value if isinstance(state.value, list) else []
        for code, made in self.boxes.items():
            made.setChecked(code in chosen)

    def take_spoken(self, said: str) -> None:
        """What is said is chosen beside what is."""
        from jobassist.services.form_voice import spoken

        for code in spoken(self.field, said) if isinstance(spoken(self.field, said), list) else ():
            self.boxes[code].setChecked(True)
        self._choose()


class PeriodControl(Control):
    """From a day to a day, with usual lengths to pick."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        name = field.label(language)
        self.first = DayLine(self.tr("{name}: fra").format(name=name), today=False)
        self.last = DayLine(self.tr("{name}: til").format(name=name), today=False)
        lines = column(t.S, 0, self)
        for words, day in ((self.tr("Fra"), self.first), (self.tr("Til"), self.last)):
            across = row(t.S)
            told = label(words, "muted")
            told.setMinimumWidth(32)
            across.addWidget(told)
            across.addWidget(day, 1)
            lines.addLayout(across)
            day.edited.connect(self._typed)
        self.first.picked.connect(self.last.setFocus)
        self.first.entered.connect(self.last.setFocus)
        self.last.picked.connect(self.done)
        self.last.entered.connect(self.done)
        quick = row(t.S)
        self.weeks: dict[int, QPushButton] = {}
        for weeks in _WEEKS:
            made = button(self.tr("%n uger", "", weeks))
            made.setAccessibleName(f"{name}: {made.text()}")
            made.setToolTip(self.tr("Fra den første dag, eller fra næste mandag"))
            made.clicked.connect(partial(self._last_for, weeks))
            self.weeks[weeks] = made
            quick.addWidget(made)
        quick.addStretch(1)
        lines.addLayout(quick)
        self.setFocusProxy(self.first)

    def _typed(self) -> None:
        days = {"fra": self.first.line.text().strip(), "til": self.last.line.text().strip()}
        self.tell(days if any(days.values()) else None)

    def _last_for(self, weeks: int) -> None:
        typed = self.first.line.text().strip()
        first = read_date(typed) or next_monday(self.today)
        if typed and not read_date(typed):  # half a day is finished by whoever began it
            self.first.setFocus()
            return
        last = first + timedelta(days=weeks * _WEEK - 1)
        for line, day in ((self.first.line, first), (self.last.line, last)):
            line.setText(f"{day.day}.{day.month}.{day.year}")
        self._typed()
        self.done.emit()

    def _show(self, state: FieldState) -> None:
        value = state.value if isinstance(state.value, dict) else {}
        for line, name in ((self.first.line, "fra"), (self.last.line, "til")):
            day = read_date(str(value.get(name) or ""))
            shown = f"{day.day}.{day.month}.{day.year}" if day else str(value.get(name) or "")
            if line.text() != shown:
                line.setText(shown)

    def lock(self, locked: bool) -> None:
        """It stays readable."""
        for day in (self.first, self.last):
            day.line.setReadOnly(locked)
            day.calendar_button.setVisible(not locked)
        for made in self.weeks.values():
            made.setVisible(not locked)


def next_monday(today: date) -> date:
    """The Monday after the day."""
    return today + timedelta(days=_WEEK - (today.weekday() - _MONDAY) % _WEEK)


def control_for(field: Field, language: str) -> Control:
    """The control for a field that is no table."""
    if field.calculate is not None:
        made: Control = ShownControl(field, language)
    elif field.type is FieldType.LONG_TEXT:
        made = TextControl(field, language)
    elif field.type is FieldType.DATE:
        made = DateControl(field, language)
    elif field.type is FieldType.PERIOD:
        made = PeriodControl(field, language)
    elif field.type in (FieldType.YES_NO, FieldType.DECLARATION):
        made = FewControl(field, language)
    elif field.type is FieldType.CHOICE:
        kind = FewControl if len(field.choices) <= _FEW else ManyControl
        made = kind(field, language)
    elif field.type is FieldType.CHOICES:
        made = SeveralControl(field, language)
    else:
        made = LineControl(field, language)
    made.name_it(field.label(language))
    return made
