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

from jobassist.records import IncomingPost, Note, NoteState
from jobassist.services.incoming import Incoming

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it tells of, in words, its symbol, and whether it lies under another.

    `when` is day and time; `day` the day alone, for where there is no room.
    """

    told: Note | IncomingPost
    kind: str
    symbol: str
    nested: bool
    when: str
    day: str
    waits: bool = False  # a draft to finish, a letter nobody has dealt with

    @property
    def id(self) -> str:
        """The note's or the letter's."""
        return self.told.id

    @property
    def is_letter(self) -> bool:
        """Whether it came from the citizen."""
        return isinstance(self.told, IncomingPost)

    @property
    def unfit(self) -> bool:
        """Whether an unfit speech model helped write it."""
        return isinstance(self.told, Note) and self.told.model_unfit

    @property
    def title(self) -> str:
        """The heading, else the first line of the text."""
        return self._heading or self.told.text.strip().partition("\n")[0]

    @property
    def preview(self) -> str:
        """What follows the title, on one line."""
        text = self.told.text.strip()
        rest = text if self._heading else text.partition("\n")[2]
        return " ".join(rest.split())

    @property
    def _heading(self) -> str:
        return self.told.title if isinstance(self.told, Note) else self.told.subject


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
        return next((i for i, e in enumerate(self.entries) if e.id == note_id), -1)

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
            return ", ".join([*parts, unfit_words()] if entry.unfit else parts)
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


def letter_words(letter: Incoming) -> tuple[str, str]:
    """What a letter from the citizen is, in words, and its symbol."""
    if letter.handled:
        return QCoreApplication.translate("Timeline", "Brev fra borgeren"), "letter"
    return QCoreApplication.translate("Timeline", "Brev fra borgeren, ubehandlet"), "letter"


def unfit_words() -> str:
    """The mark of a note that an unfit speech model helped write."""
    return QCoreApplication.translate("Timeline", "Uegnet talemodel")
