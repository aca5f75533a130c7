"""The timeline: a case's notes, latest event first, each addendum under its note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from jobassist.records import Note, NoteState

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the note, what it is in words, its symbol, and whether it lies under another.

    `when` is day and time; `day` the day alone, for where there is no room.
    """

    note: Note
    kind: str
    symbol: str
    nested: bool
    when: str
    day: str

    @property
    def title(self) -> str:
        """The heading, else the first line of the text."""
        return self.note.title or self.note.text.strip().partition("\n")[0]

    @property
    def preview(self) -> str:
        """What follows the title, on one line."""
        text = self.note.text.strip()
        rest = text if self.note.title else text.partition("\n")[2]
        return " ".join(rest.split())


class TimelineModel(QAbstractListModel):
    """Rows of `Entry`."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def row_of(self, note_id: str) -> int:
        """The row of a note, -1 if it is not shown."""
        return next((i for i, e in enumerate(self.entries) if e.note.id == note_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The entry, or the row in words."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = [entry.kind, entry.when, entry.title]
            return ", ".join([*parts, unfit_words()] if entry.note.model_unfit else parts)
        return None


def in_order(notes: Sequence[Note]) -> list[tuple[Note, bool]]:
    """Notes as they came, each followed by its addenda (oldest first, marked True)."""
    known = {note.id for note in notes}
    under: dict[str, list[Note]] = {}
    for note in reversed(notes):
        if note.addendum_to in known:
            under.setdefault(str(note.addendum_to), []).append(note)
    ordered: list[tuple[Note, bool]] = []

    def add(note: Note, nested: bool) -> None:
        ordered.append((note, nested))
        for addendum in under.get(note.id, []):
            add(addendum, True)

    for note in notes:
        if note.addendum_to not in known:
            add(note, False)
    return ordered


def kind_words(note: Note) -> tuple[str, str]:
    """What a note is, in words, and its symbol."""
    draft = note.state is NoteState.DRAFT
    if note.addendum_to and draft:
        return QCoreApplication.translate("Timeline", "Tilføjelse, kladde"), "draft"
    if note.addendum_to:
        return QCoreApplication.translate("Timeline", "Tilføjelse"), "addendum"
    if draft:
        return QCoreApplication.translate("Timeline", "Kladde"), "draft"
    return QCoreApplication.translate("Timeline", "Endeligt notat"), "final"


def unfit_words() -> str:
    """The mark of a note that an unfit speech model helped write."""
    return QCoreApplication.translate("Timeline", "Uegnet talemodel")
