"""Notices what is typed over dictated words, so that misheard ones can be learnt.

Each dictated piece is followed through the text, however it moves. When a draft has been saved or
left, the pieces that changed are told beside what was dictated.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

_MOST_PIECES = 400  # the latest; an hour's dictation


@dataclass(slots=True)
class _Piece:
    cursor: QTextCursor
    text: str
    seen: str  # what stood there when last looked at


class TypedCorrections(QObject):
    """`changed` carries triples: what was dictated, what stood there before, and stands now."""

    changed = Signal(object)

    def __init__(self, text: QTextEdit) -> None:
        super().__init__(text)
        self._text = text
        self._pieces: list[_Piece] = []
        text.installEventFilter(self)

    def follow(self, piece: str) -> None:
        """`piece` was dictated just now and ends at the cursor."""
        end = self._text.textCursor().position()
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(end - len(piece))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        text = self._plain(end - len(piece), end)
        self._pieces.append(_Piece(cursor, text, text))
        del self._pieces[:-_MOST_PIECES]

    def accept(self) -> None:
        """What has changed until now was a spoken command's doing, and is known."""
        for piece, (start, end) in zip(self._pieces, self._places(), strict=True):
            piece.seen = self._plain(start, end)

    def look(self, *, done: bool = False) -> None:
        """Tell what changed since the last time; unless `done`, not where the cursor still is."""
        here = -1 if done else self._text.textCursor().position()
        found = []
        for piece, (start, end) in zip(self._pieces, self._places(), strict=True):
            now = self._plain(start, end)
            if now != piece.seen and not start <= here <= end:
                found.append((piece.text, piece.seen, now))
                piece.seen = now
        if found:
            self.changed.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever leaves the text is done with its words."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.look(done=True)
        return super().eventFilter(watched, event)

    def _places(self) -> list[tuple[int, int]]:
        """First and last+1 character of each piece.

        What is written at the end of a piece makes it longer, so it ends where the next begins.
        """
        starts = [piece.cursor.selectionStart() for piece in self._pieces]
        ends = [piece.cursor.selectionEnd() for piece in self._pieces]
        return [
            (start, min([end, *(other for other in starts if start < other)]))
            for start, end in zip(starts, ends, strict=True)
        ]

    def _plain(self, start: int, end: int) -> str:
        cursor = QTextCursor(self._text.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")
