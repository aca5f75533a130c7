"""The left side of a case: a new note, search, the timeline, and what is hidden from it."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from jobassist.ports.clock import DENMARK
from jobassist.records import IncomingPost, Note, NoteState
from jobassist.services.cases import CaseFile
from jobassist.services.incoming import Incoming
from jobassist.session import Session
from ui import keys
from ui.notes.timeline import Entry, in_order, kind_words, letter_words
from ui.notes.timeline_view import TimelineView
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.empty import Empty
from ui.widgets.layout import column
from ui.widgets.text import button, label
from ui.words import day, moment

_NARROWEST = 250  # what an entry is stays readable
_WIDE_ENOUGH = 340  # beside a note in large text


class CasePast(QWidget):
    """The case's notes, filtered while one types."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._file: CaseFile | None = None
        self._letters: Sequence[Incoming] = ()
        self._shown = ""  # the id of the note that is read or written beside it
        self.setMinimumWidth(min(scaled(_NARROWEST), _WIDE_ENOUGH))
        self.new_button = button(self.tr("Nyt notat"), symbol="plus", key=keys.NEW_NOTE)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Søg i sagens notater"))
        self.filter.setAccessibleName(self.tr("Søg i sagens notater"))
        self.filter.setClearButtonEnabled(True)
        self.timeline = TimelineView()
        self.hidden = label(role="caption", wrap=True)
        self.no_notes = Empty("final", self.tr("Ingen notater endnu"))
        self.notes = QStackedWidget()
        self.notes.addWidget(self.timeline)
        self.notes.addWidget(self.no_notes)
        inside = column(t.M, 0, self)
        inside.addWidget(self.new_button)
        inside.addWidget(self.filter)
        inside.addWidget(self.notes, 1)
        inside.addWidget(self.hidden)
        self.filter.textChanged.connect(self._show)

    def show_file(self, file: CaseFile, shown: str, letters: Sequence[Incoming] = ()) -> None:
        """Show the case's notes and letters; `shown` is the id of what is open, or empty."""
        self._file, self._shown, self._letters = file, shown, letters
        moved = self.tr("%n notater er flyttet herfra som fejljournalisering.", "", file.misfiled)
        self.hidden.setText(moved)
        self.hidden.setVisible(bool(file.misfiled))
        self._show()

    def stand_on(self, note_id: str) -> None:
        """Mark the note that is open now."""
        self._shown = note_id
        self.timeline.stand_on(note_id)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.filter.setFocus()
        self.filter.selectAll()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Come to the timeline; to the search field where it is empty."""
        empty = self.notes.currentWidget() is self.no_notes
        (self.filter if empty else self.timeline).setFocus(reason)

    def _show(self) -> None:
        if not self._file:
            return
        words = self.filter.text().lower().split()
        now = self._session.clock.now()
        today = now.astimezone(DENMARK).date()
        entries = [
            Entry(
                note,
                *kind_words(note),
                nested,
                when=moment(note.occurred_at, now),
                day=day(note.occurred_at.astimezone(DENMARK).date(), today),
                waits=note.state is NoteState.DRAFT,
            )
            for note, nested in in_order(self._file.notes)
            if all(word in f"{note.title}\n{note.text}".lower() for word in words)
        ]
        letters = [
            Entry(
                one.message,
                *letter_words(one),
                nested=False,
                when=moment(one.message.received_at, now),
                day=day(one.message.received_at.astimezone(DENMARK).date(), today),
                waits=one.handled is None,
            )
            for one in self._letters
            if all(word in f"{one.message.subject}\n{one.message.text}".lower() for word in words)
        ]
        entries = _by_time(entries, letters)
        self.timeline.rows.show(entries)
        if self._shown:
            self.timeline.stand_on(self._shown)
        self.notes.setCurrentWidget(self.timeline if entries else self.no_notes)
        if words:
            self.no_notes.tell(self.tr("Ingen notater passer."), self.tr("Prøv færre ord."))
        else:
            self.no_notes.tell(
                self.tr("Ingen notater endnu"),
                self.tr("Tryk {key} for at skrive det første.").format(key=keys.NEW_NOTE.shown),
            )


def _by_time(notes: list[Entry], letters: list[Entry]) -> list[Entry]:
    """Both, latest first; an addendum stays under its note."""
    ordered = list(letters)  # the latest first, as they come
    together: list[Entry] = []
    for entry in notes:
        told = entry.told
        if not entry.nested and isinstance(told, Note):
            while ordered and _received(ordered[0]) > told.occurred_at:
                together.append(ordered.pop(0))
        together.append(entry)
    return together + ordered


def _received(entry: Entry) -> datetime:
    assert isinstance(entry.told, IncomingPost)
    return entry.told.received_at
