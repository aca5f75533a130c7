"""The doubtful words in a draft: underlined, gone to by a key, and heard again.

A mark lies on its words however the text around it changes. Whoever changes the words themselves
has decided what they are, and the mark goes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from jobassist.session import Session
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
    """`failed` carries why a sound could not be played; `counted` how many marks there are."""

    failed = Signal(object)
    counted = Signal(int)

    def __init__(self, context: Context, session: Session, text: QTextEdit) -> None:
        super().__init__(text)
        self._context = context
        self._session = session
        self._text = text
        self._marks: list[_Mark] = []
        text.textChanged.connect(self._forget_changed)
        text.viewport().installEventFilter(self)

    def __len__(self) -> int:
        return len(self._marks)

    def mark(self, at: int, found: Sequence[Doubt], dictation_id: str) -> None:
        """Mark the doubts of a text that was inserted at `at`."""
        for doubt in found:
            cursor = QTextCursor(self._text.document())
            cursor.setPosition(at + doubt.start)
            cursor.setPosition(at + doubt.end, QTextCursor.MoveMode.KeepAnchor)
            self._marks.append(_Mark(cursor, cursor.selectedText(), dictation_id, doubt))
        self._show()

    def go_to_next(self) -> bool:
        """Select the next doubt after the cursor, round the end, and play it; False without."""
        if not self._marks:
            return False
        here = self._text.textCursor().selectionStart()
        ordered = sorted(self._marks, key=lambda mark: mark.cursor.selectionStart())
        after = [mark for mark in ordered if mark.cursor.selectionStart() > here]
        mark = (after or ordered)[0]
        selected = QTextCursor(mark.cursor)
        self._text.setTextCursor(selected)
        self._text.setFocus()
        self._play(mark)
        return True

    def play_at(self, position: int) -> bool:
        """Play the doubt at a character of the text; False if there is none."""
        for mark in self._marks:
            if mark.cursor.selectionStart() <= position <= mark.cursor.selectionEnd():
                self._play(mark)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a doubtful word plays it; the cursor goes there all the same."""
        clicked = event.type() is QEvent.Type.MouseButtonRelease
        if (
            clicked
            and isinstance(event, QMouseEvent)
            and not self._text.textCursor().hasSelection()
        ):
            self.play_at(self._text.cursorForPosition(event.position().toPoint()).position())
        return super().eventFilter(watched, event)

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
        shown = []
        for mark in self._marks:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = mark.cursor
            selection.format = _looks()
            shown.append(selection)
        self._text.setExtraSelections(shown)
        self.counted.emit(len(self._marks))


def _looks() -> QTextCharFormat:
    looks = QTextCharFormat()
    looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    looks.setUnderlineColor(QColor(colours().warning))
    return looks
