"""The doubtful words in a draft: underlined, gone to by a key, heard again, and read otherwise.

A mark lies on its words however the text around it changes. Whoever changes the words themselves,
or says that they are right, has decided what they are, and the mark goes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit

from jobassist.services.marks import Mark
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.theme.apply import colours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jobassist.services.doubts import Doubt


@dataclass(frozen=True, slots=True)
class _Mark:
    cursor: QTextCursor
    words: str
    dictation_id: str
    doubt: Doubt


class DoubtMarks(QObject):
    """`failed` carries why a sound could not be played; `counted` how many marks there are.

    `settled`: somebody said that a doubtful word is right.
    """

    failed = Signal(object)
    settled = Signal()
    counted = Signal(int)

    def __init__(self, context: Context, session: Session, text: QTextEdit, note_id: str) -> None:
        super().__init__(text)
        self._context = context
        self._session = session
        self._text = text
        self._note_id = note_id
        self._marks: list[_Mark] = []
        self._looked = False  # for what was kept
        self.menu = QMenu(text)
        self.menu.setAccessibleName(self.tr("Hvad der ellers kan være sagt"))
        text.textChanged.connect(self._forget_changed)
        text.verticalScrollBar().valueChanged.connect(self._show_seen)
        text.viewport().installEventFilter(self)

    def __len__(self) -> int:
        return len(self._marks)

    def mark(self, at: int, found: Sequence[Doubt], dictation_id: str) -> None:
        """Mark the doubts of a text that was inserted at `at`."""
        for doubt in found:
            cursor = self._cursor(at + doubt.start, at + doubt.end)
            self._marks.append(_Mark(cursor, cursor.selectedText(), dictation_id, doubt))
        self._show()

    def kept(self) -> tuple[Mark, ...] | None:
        """The marks as they lie now, to be kept with the text; None before `show_kept`."""
        if not self._looked:
            return None
        return tuple(
            Mark(
                mark.words,
                mark.dictation_id,
                replace(
                    mark.doubt,
                    start=mark.cursor.selectionStart(),
                    end=mark.cursor.selectionEnd(),
                ),
            )
            for mark in self._marks
        )

    def show_kept(self, marks: Sequence[Mark]) -> None:
        """Mark again what was kept; words that have been changed meanwhile are decided."""
        self._looked = True
        for mark in marks:
            cursor = self._cursor(mark.doubt.start, mark.doubt.end)
            if cursor.selectedText() == mark.words:
                self._marks.append(_Mark(cursor, mark.words, mark.dictation_id, mark.doubt))
        self._show()

    def go_to_next(self) -> bool:
        """Select the next doubt after the cursor, round the end, and play it; False without."""
        if not self._marks:
            return False
        here = self._text.textCursor().selectionStart()
        ordered = sorted(self._marks, key=lambda mark: mark.cursor.selectionStart())
        after = [mark for mark in ordered if mark.cursor.selectionStart() > here]
        mark = (after or ordered)[0]
        self._select(mark)
        self._play(mark)
        return True

    def play_at(self, position: int) -> bool:
        """Play the doubt at a character of the text; False if there is none."""
        mark = self._at(position)
        if mark:
            self._play(mark)
        return mark is not None

    def offer(self) -> bool:
        """Open a menu of what else may have been said at the cursor; False without a doubt."""
        cursor = self._text.textCursor()
        mark = self._at(cursor.selectionStart())
        if mark:
            below = self._text.cursorRect(mark.cursor).bottomLeft()
            self._offer(mark, self._text.viewport().mapToGlobal(below))
        return mark is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a doubtful word plays it, the other button offers what else it may be."""
        if isinstance(event, QContextMenuEvent):
            mark = self._at(self._text.cursorForPosition(event.pos()).position())
            if mark:
                self._offer(mark, event.globalPos())
                return True
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            QTimer.singleShot(0, self, self._show_seen)  # it is laid out anew after this event
        clicked = event.type() is QEvent.Type.MouseButtonRelease
        if (
            clicked
            and isinstance(event, QMouseEvent)
            and not self._text.textCursor().hasSelection()
        ):
            self.play_at(self._text.cursorForPosition(event.position().toPoint()).position())
        return super().eventFilter(watched, event)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        last = self._text.document().characterCount() - 1
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _at(self, position: int) -> _Mark | None:
        for mark in self._marks:
            if mark.cursor.selectionStart() <= position <= mark.cursor.selectionEnd():
                return mark
        return None

    def _select(self, mark: _Mark) -> None:
        self._text.setTextCursor(QTextCursor(mark.cursor))
        self._text.setFocus()

    def _offer(self, mark: _Mark, place: QPoint) -> None:
        """Open the menu at once; the readings come into it when the engine has found them."""
        self._select(mark)
        self.menu.clear()
        looking = self.menu.addAction(self.tr("Lytter igen …"))
        looking.setEnabled(False)
        line = self.menu.addSeparator()
        play = self.menu.addAction(self.tr("Hør ordet"), lambda: self._play(mark))
        self.menu.addAction(self.tr("Det er rigtigt"), lambda: self._settle(mark))
        self.menu.setActiveAction(play)
        self.menu.popup(place)
        session, note_id, words = self._session, self._note_id, mark.words

        def look() -> tuple[str, ...]:
            from jobassist.services.doubts import readings  # late: it brings numpy
            from jobassist.services.vocabulary import words_of

            expected = words_of(session, note_id)
            return readings(session, mark.dictation_id, mark.doubt, words, expected)

        def show(found: tuple[str, ...]) -> None:
            looking.setText(self.tr("Intet andet ligger nær") if not found else "")
            looking.setVisible(not found)
            readings = []
            for number, text in enumerate(found, start=1):
                action = QAction(f"&{number}  {text}", self.menu)
                action.triggered.connect(partial(self._write, mark, text))
                readings.append(action)
            self.menu.insertActions(line, readings)
            if readings:
                self.menu.setActiveAction(readings[0])

        self._context.jobs.run(self, look, show, self.failed.emit)

    def _write(self, mark: _Mark, text: str, _checked: bool = False) -> None:
        """Put a reading in place of the words, as one step of undo."""
        if mark.cursor.selectedText() != mark.words:
            return
        cursor = QTextCursor(mark.cursor)
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        self._text.setTextCursor(cursor)

    def _settle(self, mark: _Mark) -> None:
        self._marks = [each for each in self._marks if each is not mark]
        self._show()
        self.settled.emit()

    def _play(self, mark: _Mark) -> None:
        session = self._session

        def play() -> None:
            from jobassist.services.doubts import sound_of  # late: it brings numpy

            session.play(sound_of(session, mark.dictation_id, mark.doubt))

        self._context.jobs.run(self, play, failed=self.failed.emit)

    def _forget_changed(self) -> None:
        left = [mark for mark in self._marks if mark.cursor.selectedText() == mark.words]
        if len(left) != len(self._marks):
            self._marks = left
            self._show()

    def _show(self) -> None:
        self._show_seen()
        self.counted.emit(len(self._marks))

    def _show_seen(self) -> None:
        """Underline what can be seen: all of a long dictation's marks would take long to paint."""
        viewport = self._text.viewport().rect()
        margin = QPoint(0, viewport.height())
        first = self._text.cursorForPosition(viewport.topLeft() - margin).position()
        last = self._text.cursorForPosition(viewport.bottomRight() + margin).position()
        looks = self._looks()
        shown = []
        for mark in self._marks:
            if first <= mark.cursor.selectionEnd() and mark.cursor.selectionStart() <= last:
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = mark.cursor, looks
                shown.append(selection)
        self._text.setExtraSelections(shown)

    def _looks(self) -> QTextCharFormat:
        looks = QTextCharFormat()
        looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        looks.setUnderlineColor(QColor(colours().warning))
        hint = self.tr("Usikkert ord. Klik for at høre det; {key} viser, hvad det ellers kan være.")
        looks.setToolTip(hint.format(key=keys.OTHER_READINGS.shown))
        return looks
