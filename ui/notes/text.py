"""The text of a note: typed and dictated text in one place.

What is being said now is shown as pre-edit text, as an input method does it: it lies in the
layout and wraps with it, but is no part of the document, of undo or of what is saved. When it is
committed, the same words stand in the same place as document text, in one step of undo.
"""

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QTextEdit

from jobassist.services.templates import Blank, blanks
from ui.theme.apply import colours

_LINE_HEIGHT = 145.0  # percent


class NoteText(QTextEdit):
    """`blank_reached` carries the blank one was taken to.

    `abbreviation_typed` carries one of `abbreviations` and where it ends: a space was typed there.
    """

    blank_reached = Signal(object)
    abbreviation_typed = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.abbreviations: frozenset[str] = frozenset()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Notatets tekst"))
        self.setPlaceholderText(self.tr("Skriv, eller hold F9 nede og tal"))
        self._blank_marks = _BlankMarks(self.document())
        self._live = ""
        self._live_at = -1
        self._stopped_at: Blank | None = None
        self.document().contentsChange.connect(self._keep_live_in_place)

    def show_text(self, text: str) -> None:
        """Show a note's text; nothing before it can be undone."""
        self.show_live("")
        self.setPlainText(text)
        space_lines(self.document())
        self.moveCursor(QTextCursor.MoveOperation.End)

    @property
    def live(self) -> str:
        """The tentative text now shown."""
        return self._live

    def before_cursor(self) -> str:
        """The text up to where an insertion would begin."""
        return self.toPlainText()[: self.textCursor().selectionStart()]

    def insert(self, text: str) -> None:
        """Put text in place of the selection, as one step of undo."""
        self.show_live("")
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert_phrase(self, text: str) -> None:
        """Insert a standard text, parted from what stands before, and go to its first blank."""
        before = self.before_cursor()
        if before and not before[-1].isspace():
            text = ("\n\n" if "\n" in text else " ") + text
        self.insert(text)
        self.setFocus()
        for blank in blanks(self.toPlainText()):
            if blank.start >= len(before):
                self.go_to(blank)
                break

    def show_live(self, text: str) -> None:
        """Show what is being said at the cursor; the empty string takes it away."""
        at = self.textCursor().selectionStart() if text else -1
        self._live = ""
        if self._live_at not in (
            -1,
            at,
        ):  # else it is laid out once
            self._lay_out("")
        self._live, self._live_at = text, at
        if text:
            self._lay_out(text)
            self._show_end_of_live()

    def stop_at(self, blank: Blank) -> None:
        """Select the blank; `go_to_blanks` begins with it while nothing else was done."""
        self.go_to(blank)
        self._stopped_at = blank

    def go_to_blanks(self) -> bool:
        """As `next_blank`, but the blank one was stopped at and has left untouched comes first."""
        stopped, self._stopped_at = self._stopped_at, None
        cursor = self.textCursor()
        selected = (cursor.selectionStart(), cursor.selectionEnd())
        if (
            stopped
            and stopped in blanks(self.toPlainText())
            and selected
            == (
                stopped.start,
                stopped.end,
            )
        ):
            self.go_to(stopped)
            return True
        return self.next_blank()

    def next_blank(self, *, backward: bool = False) -> bool:
        """Select the next blank after the cursor, round the end; False if there is none."""
        found = blanks(self.toPlainText())
        if not found:
            return False
        cursor = self.textCursor()
        if backward:
            before = [b for b in found if b.end < cursor.selectionEnd()]
            blank = before[-1] if before else found[-1]
        else:
            after = [b for b in found if b.start > cursor.selectionStart()]
            blank = after[0] if after else found[0]
        self.go_to(blank)
        return True

    def go_to(self, blank: Blank) -> None:
        """Select the blank, so that what comes next takes its place."""
        cursor = self.textCursor()
        cursor.setPosition(blank.end)  # the cursor at its start: a long one is seen from there
        cursor.setPosition(blank.start, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()
        self.blank_reached.emit(blank)

    def choices_here(self) -> tuple[str, ...]:
        """The choices of the blank that is selected; none elsewhere."""
        here = self.textCursor()
        start, end = here.selectionStart(), here.selectionEnd()
        found = blanks(self.toPlainText()) if end > start else ()
        return next((b.choices for b in found if (b.start, b.end) == (start, end)), ())

    def select(self, anchor: int, position: int) -> None:
        """Put the cursor at `position`, with the selection from `anchor`; within the text."""
        last = self.document().characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(anchor, last)))
        cursor.setPosition(max(0, min(position, last)), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the blanks while there are any; else it leaves the field."""
        return self.next_blank(backward=not forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A tab is never text."""
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Space:
            self._tell_abbreviation()

    def select_expected(self, start: int, end: int, expected: str) -> bool:
        """Select that stretch if it still reads as expected."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() != expected:
            return False
        self.setTextCursor(cursor)
        return True

    def _show_end_of_live(self) -> None:
        """Scroll down until the last line of what is being said is seen."""
        self.ensureCursorVisible()
        block = self.document().findBlock(self._live_at)
        place = self.document().documentLayout().blockBoundingRect(block)
        last = block.layout().lineForTextPosition(
            self._live_at - block.position() + len(self._live)
        )
        bar, bottom = self.verticalScrollBar(), place.top() + last.rect().bottom()
        bar.setValue(max(bar.value(), ceil(bottom) - self.viewport().height()))

    def _tell_abbreviation(self) -> None:
        cursor = self.textCursor()
        typed = cursor.block().text()[: cursor.positionInBlock() - 1]
        word = typed.rsplit(" ", 1)[-1]
        if word in self.abbreviations:
            self.abbreviation_typed.emit(word, cursor.position() - 1)

    def _keep_live_in_place(self, position: int, removed: int, added: int) -> None:
        if self._live and self._live_at > position and removed != added:
            text, place = self._live, max(position, self._live_at + added - removed)
            self._lay_out("", self.document().findBlock(position))
            self._live_at = place
            self._lay_out(text)

    def _lay_out(self, text: str, block: QTextBlock | None = None) -> None:
        block = block or self.document().findBlock(self._live_at)
        layout = block.layout()
        layout.setPreeditArea(self._live_at - block.position() if text else -1, text)
        layout.setFormats([_live_format(self._live_at - block.position(), text)] if text else [])
        self._blank_marks.rehighlightBlock(block)
        self.document().markContentsDirty(block.position(), block.length())


def space_lines(document: QTextDocument) -> None:
    """Give the lines room to be read; this cannot be undone."""
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    spacing = QTextBlockFormat()
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight
    spacing.setLineHeight(_LINE_HEIGHT, kind.value)
    cursor.mergeBlockFormat(spacing)
    document.clearUndoRedoStacks()


def _live_format(start: int, text: str) -> QTextLayout.FormatRange:
    looks = QTextCharFormat()
    looks.setForeground(QColor(colours().accent))
    looks.setFontItalic(True)
    shown = QTextLayout.FormatRange()
    shown.start, shown.length, shown.format = start, len(text), looks
    return shown


class _BlankMarks(QSyntaxHighlighter):
    """Shows what is still to be filled in."""

    def highlightBlock(self, text: str) -> None:
        looks = QTextCharFormat()
        looks.setBackground(QColor(colours().warning_soft))
        looks.setForeground(QColor(colours().warning))
        for blank in blanks(text):
            self.setFormat(blank.start, blank.end - blank.start, looks)
