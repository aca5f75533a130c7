"""Search in all notes, as a palette."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.services.notes import Hit
from jobassist.services.notes import search as search_notes
from jobassist.session import Session
from ui.context import Context
from ui.jobs import Job
from ui.widgets.palette import Palette, Row
from ui.words import moment

_MOST = 30


class NoteSearch(QObject):
    """`note_chosen` carries the case's id and the note's."""

    note_chosen = Signal(str, str)

    def __init__(self, context: Context, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._session = session
        self._job: Job | None = None
        self.palette = Palette(host, self.tr("Søg i alle notater"))
        self.palette.typed.connect(self._search)
        self.palette.moved.connect(lambda hit: self.palette.show_preview(hit.note.text))
        self.palette.chosen.connect(
            lambda hit: self.note_chosen.emit(hit.note.case_id, hit.note.id)
        )

    def begin(self) -> None:
        """Open the palette."""
        self.palette.open()

    def _search(self, query: str) -> None:
        if self._job:
            self._job.cancel()
        if not query.strip():
            self.palette.show_rows([], self.tr("Skriv et eller flere ord."))
            return
        session = self._session
        self._job = self._context.jobs.run(
            self, lambda: search_notes(session, query, _MOST), self._show, self._failed
        )

    def _show(self, hits: list[Hit]) -> None:
        now = self._session.clock.now()
        rows = [
            Row(
                f"{hit.citizen} · {hit.case_number}",
                f"{moment(hit.note.occurred_at, now)} · {_plain(hit.snippet)}",
                hit,
            )
            for hit in hits
        ]
        self.palette.show_rows(rows, self.tr("Ingen notater passer."))

    def _failed(self, error: AppError) -> None:
        self.palette.show_rows([], str(self._context.explain(error)))


def _plain(snippet: str) -> str:
    return " ".join(snippet.replace("⟦", "").replace("⟧", "").split())
