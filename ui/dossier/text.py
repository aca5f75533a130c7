"""The case as one text in which passages are marked to be left out."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from jobassist.services.dossier import Dossier, Passage
from jobassist.services.dossier_redaction import Marks, merged
from jobassist.services.other_citizens import Mention
from ui.theme.apply import colours


class DossierText(QTextEdit):
    """Read only. What is selected is left out by `leave_out`, and taken back the same way.

    `marked` tells that something else is left out than before.
    """

    marked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            self.textInteractionFlags() | self.textInteractionFlags().TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("Sagens tekst"))
        self._places: list[tuple[int, Passage]] = []  # where each passage begins, in Qt's units
        self._marks: dict[str, tuple[Mention, ...]] = {}

    @property
    def marks(self) -> Marks:
        """What is left out, by passage."""
        return dict(self._marks)

    @property
    def count(self) -> int:
        """How many places are left out."""
        return sum(len(marks) for marks in self._marks.values())

    def show_dossier(self, dossier: Dossier, titles: dict[str, str], marks: Marks) -> None:
        """Show another text, with these places left out."""
        self._places = []
        self.clear()
        cursor = QTextCursor(self.document())
        head, strong, plain = (QTextCharFormat() for _ in range(3))
        # A step larger than the rest: the theme sets pixels, so no size in points can be read here.
        head.setProperty(QTextFormat.Property.FontSizeAdjustment, 1)
        for format_ in (head, strong):
            format_.setFontWeight(700)
        cursor.beginEditBlock()
        for section in dossier.sections:
            cursor.insertText(f"{titles[section.part.value]}\n", head)
            for passage in section.passages:
                cursor.insertText(f"{passage.heading}\n", strong)
                self._places.append((cursor.position(), passage))
                cursor.insertText(f"{passage.text}\n\n", plain)
            if section.rows:
                rows = "\n".join(" · ".join(row) for row in section.rows)
                cursor.insertText(f"{rows}\n\n", plain)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.put_marks(marks)

    def put_marks(self, marks: Marks) -> None:
        """Leave out these places, and no others."""
        known = {passage.key for _, passage in self._places}
        self._marks = {key: merged(found) for key, found in marks.items() if key in known and found}
        self._paint()
        self.marked.emit()

    def leave_out(self) -> None:
        """Leave out what is selected; where the cursor stands in a place, take that back."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        changed = dict(self._marks)
        for begins, passage in self._places:
            length = _units(passage.text)
            first, last = max(start, begins) - begins, min(end, begins + length) - begins
            if not 0 <= first <= last <= length:
                continue
            mark = Mention(_signs(passage.text, first), _signs(passage.text, last))
            changed[passage.key] = _toggled(changed.get(passage.key, ()), mark)
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.put_marks(changed)

    def go_to_next(self, *, backward: bool = False) -> None:
        """Select the next place that is left out, round the end."""
        places = self._ranges()
        if not places:
            return
        at = self.textCursor()
        if backward:
            before = [place for place in places if place[1] < at.selectionEnd()]
            start, end = before[-1] if before else places[-1]
        else:
            after = [place for place in places if place[0] > at.selectionStart()]
            start, end = after[0] if after else places[0]
        at.setPosition(start)
        at.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete leaves out what is selected."""
        if event.matches(QKeySequence.StandardKey.Delete):
            self.leave_out()
        else:
            super().keyPressEvent(event)

    def _ranges(self) -> list[tuple[int, int]]:
        return [
            (begins + _units(passage.text[: mark.start]), begins + _units(passage.text[: mark.end]))
            for begins, passage in self._places
            for mark in self._marks.get(passage.key, ())
        ]

    def _paint(self) -> None:
        black = QTextCharFormat()
        black.setBackground(QColor(colours().ink))
        black.setForeground(QColor(colours().surface))
        black.setFontStrikeOut(True)
        painted = []
        for start, end in self._ranges():
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            one.cursor, one.format = cursor, black
            painted.append(one)
        self.setExtraSelections(painted)


def _toggled(marks: tuple[Mention, ...], mark: Mention) -> tuple[Mention, ...]:
    """With the mark; or without those it lies in or covers exactly."""
    inside = [one for one in marks if one.start <= mark.start and mark.end <= one.end]
    if inside:
        return tuple(one for one in marks if one not in inside)
    return merged((*marks, mark))


def _units(text: str) -> int:
    """UTF-16 units, as Qt counts."""
    return len(text.encode("utf-16-le")) // 2


def _signs(text: str, units: int) -> int:
    """How many of Python's characters so many units are."""
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))
