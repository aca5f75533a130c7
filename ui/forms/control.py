"""One field's control, and the plain ones: a line, a text of several lines, a value that is shown.

A control tells what was typed as it is (`edited`); whether that can be read is the form's affair.
It shows a state only when the state is another than it told itself, so that nobody's typing is
ever overwritten.
"""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
    QWidgetAction,
)

from jobassist.forms.definition import Field, FieldType
from jobassist.forms.filling import FieldState
from jobassist.services.dictation_text import joint
from jobassist.services.form_voice import is_text, spoken
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.layout import row
from ui.widgets.text import button, icon_button, label

_LINES_HIGH = 96
_NUMBER_WIDE, _DATE_WIDE = 180, 150


class Control(QWidget):
    """`edited` carries the value as it was typed; `done` says that one may go on to the next."""

    edited = Signal(object)
    done = Signal()

    def __init__(self, field: Field, language: str) -> None:
        super().__init__()
        self.field = field
        self.language = language
        self.today = date.today()  # the form's own day replaces it
        self.told: Any = None  # what was filled in here last; None: the form may show its own

    def name_it(self, name: str) -> None:
        """Its name for the screen reader."""
        self.setAccessibleName(name)

    def show_state(self, state: FieldState) -> None:
        """Show the value, unless somebody is typing it here."""
        inside = QApplication.focusWidget()
        typing = inside is not None and (inside is self or self.isAncestorOf(inside))
        if not (typing and self.told is not None):
            self._show(state)

    @abstractmethod  # the types keep it: Qt's metaclass is its own
    def _show(self, state: FieldState) -> None:
        """Show the value."""

    def tell(self, raw: Any) -> None:
        """Somebody filled it in."""
        self.told = raw
        self.edited.emit(raw)

    def before(self) -> str:
        """The text before the cursor, which dictation goes on from."""
        return ""

    def take_spoken(self, said: str) -> None:
        """Something was said into it."""
        raw = spoken(self.field, said)
        self.tell(raw)
        self.told = None  # the form shows what it made of it

    def lock(self, locked: bool) -> None:
        """Whether it can only be read."""
        self.setEnabled(not locked)


class LineControl(Control):
    """One line: a text, a number, hours, an amount, a telephone."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        self.line = QLineEdit()
        self.line.textEdited.connect(self.tell)
        self.line.returnPressed.connect(self.done)
        across = row(t.S, 0, self)
        across.addWidget(self.line, 1)
        if field.type in (FieldType.NUMBER, FieldType.HOURS, FieldType.MONEY):
            self.line.setMaximumWidth(scaled(_NUMBER_WIDE))
        if field.unit:
            across.addWidget(label(field.unit(language), "muted"))
        if field.type in (FieldType.NUMBER, FieldType.HOURS, FieldType.MONEY):
            across.addStretch(1)
        self.setFocusProxy(self.line)

    def name_it(self, name: str) -> None:
        """The line's name."""
        self.line.setAccessibleName(name)

    def _show(self, state: FieldState) -> None:
        text = (
            str(state.value) if self.field.type is FieldType.HOURS and state.value else state.text
        )
        if self.field.type is FieldType.NUMBER and isinstance(state.value, float):
            text = f"{state.value:g}".replace(".", ",")
        self.line.setText(text)

    def before(self) -> str:
        """The text before the cursor; a number or a day goes on from nothing."""
        return self.line.text()[: self.line.cursorPosition()] if is_text(self.field) else ""

    def take_spoken(self, said: str) -> None:
        """A text is written on at the cursor; anything else is what was said."""
        if not is_text(self.field):
            super().take_spoken(said)
            return
        self.line.insert(joint(self.before(), said.strip()) if said.strip() else "")
        self.tell(self.line.text())

    def lock(self, locked: bool) -> None:
        """It stays readable."""
        self.line.setReadOnly(locked)


class TextControl(Control):
    """Several lines. Tab goes on to the next field."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        self.text = _Text()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_LINES_HIGH)
        self.text.setMaximumHeight(2 * _LINES_HIGH)
        self.text.textChanged.connect(self._typed)
        self.text.finished.connect(self.done)
        row(0, 0, self).addWidget(self.text)
        self.setFocusProxy(self.text)

    def name_it(self, name: str) -> None:
        """The text's name."""
        self.text.setAccessibleName(name)

    def _typed(self) -> None:
        self.tell(self.text.toPlainText())

    def _show(self, state: FieldState) -> None:
        if state.text != self.text.toPlainText():
            with QSignalBlocker(self.text):
                self.text.setPlainText(state.text)

    def before(self) -> str:
        """The text before the cursor."""
        cursor = self.text.textCursor()
        cursor.setPosition(0, cursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def take_spoken(self, said: str) -> None:
        """It is written on at the cursor."""
        if said.strip():
            self.text.textCursor().insertText(joint(self.before(), said.strip()))

    def lock(self, locked: bool) -> None:
        """It stays readable."""
        self.text.setReadOnly(locked)


class _Text(QPlainTextEdit):
    finished = Signal()

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter belongs to the text before it belongs to the page."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_done(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on to what is missing next; Tab to the next field."""
        if _is_done(event):
            self.finished.emit()
        else:
            super().keyPressEvent(event)


def _is_done(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DayLine(QWidget):
    """A day: typed as one writes it, or picked.

    `edited` carries the text; `picked` that it is whole, `entered` that Enter was pressed.
    """

    edited = Signal(str)
    picked = Signal()
    entered = Signal()

    def __init__(self, name: str, *, today: bool) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("dd-mm-åååå"))
        self.line.setMaximumWidth(scaled(_DATE_WIDE))
        self.line.setMinimumWidth(scaled(_DATE_WIDE - 20))
        self.line.setAccessibleName(name)
        self.line.textEdited.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self.calendar_button = icon_button("calendar", self.tr("Vælg {name}").format(name=name))
        self.calendar_button.clicked.connect(self._pick)
        across = row(t.XS, 0, self)
        across.addWidget(self.line)
        across.addWidget(self.calendar_button)
        if today:
            self.today_button = button(self.tr("I dag"))
            self.today_button.setAccessibleName(self.tr("{name}: i dag").format(name=name))
            self.today_button.clicked.connect(lambda: self._put(QDate.currentDate()))
            across.addWidget(self.today_button)
        across.addStretch(1)
        self.setFocusProxy(self.line)

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setGridVisible(False)
        shown = QDate.fromString(self.line.text().replace("-", "."), "d.M.yyyy")
        calendar.setSelectedDate(shown if shown.isValid() else QDate.currentDate())
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(day: QDate) -> None:
            menu.close()
            self._put(day)

        calendar.clicked.connect(take)
        menu.popup(self.calendar_button.mapToGlobal(QPoint(0, self.calendar_button.height())))

    def _put(self, day: QDate) -> None:
        self.line.setText(f"{day.day()}.{day.month()}.{day.year()}")
        self.edited.emit(self.line.text())
        self.picked.emit()


class DateControl(Control):
    """One day."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        self.day = DayLine(field.label(language), today=True)
        self.day.edited.connect(self.tell)
        self.day.picked.connect(self.done)
        self.day.entered.connect(self.done)
        row(0, 0, self).addWidget(self.day)
        self.setFocusProxy(self.day)

    def _show(self, state: FieldState) -> None:
        self.day.line.setText(state.text)

    def lock(self, locked: bool) -> None:
        """It stays readable."""
        self.day.line.setReadOnly(locked)
        self.day.setEnabled(not locked)


class ShownControl(Control):
    """A value that is worked out: it can be read and not typed."""

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field, language)
        self.value: QLabel = label(role="strong", wrap=True)
        row(0, 0, self).addWidget(self.value)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _show(self, state: FieldState) -> None:
        self.value.setText(state.text or "–")

    def take_spoken(self, said: str) -> None:
        """Nothing can be said into it."""
