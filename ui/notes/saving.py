"""Saves a draft when the typing pauses: changes are gathered, one save at a time."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from jobassist.errors import AppError
from jobassist.records import Note
from jobassist.services.marks import Mark
from jobassist.services.notes import save_draft
from jobassist.session import Session
from ui.context import Context

PAUSE_MS = 800
_RETRY_MS = 5000


class DraftSaver(QObject):
    """`state_changed` tells unsaved, saving, saved or failed; `failed` the error."""

    state_changed = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        session: Session,
        note_id: str,
        parent: QObject,
        *,
        new: Note | None = None,
        marks: Callable[[], Sequence[Mark] | None] = lambda: None,
    ) -> None:
        """`new` is a draft that is not stored: it is with the first change, or by `store`.

        `marks` tells, when it is saved, where the text is doubtful.
        """
        super().__init__(parent)
        self._new = new
        self._marks = marks
        self._context = context
        self._session = session
        self._note_id = note_id
        self._pending: dict[str, Any] = {}
        self._heard: dict[str, float] = {}
        self._sent: dict[str, Any] | None = None
        self._then: list[Callable[[], None]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._save)

    def change(self, **fields: Any) -> None:
        """These fields have new values; they are saved at the next pause."""
        self._pending |= fields
        self._timer.start(PAUSE_MS)
        self.state_changed.emit("unsaved")

    def heard_until(self, dictation_id: str, seconds: float) -> None:
        """The text holds a dictation to that second: kept with the next save, not before."""
        self._heard[dictation_id] = seconds

    def store(self) -> None:
        """Store a draft that is not yet; at once, in whatever thread.

        Raises: what `save_draft` raises.
        """
        if new := self._new:
            save_draft(self._session, self._note_id, new=new)

    def flush(self, then: Callable[[], None]) -> None:
        """Save now, and call `then` when everything is on disk; not at all if it fails."""
        self._then.append(then)
        self._save()

    def _save(self) -> None:
        self._timer.stop()
        if self._sent is not None:
            return
        if not self._pending:
            self._tell_flushed()
            return
        self._sent, self._pending = self._pending, {}
        fields, new = self._sent, self._new
        heard, self._heard = self._heard, {}
        marks = self._marks() if "text" in fields else None
        self.state_changed.emit("saving")

        def save() -> None:
            save_draft(self._session, self._note_id, new=new, marks=marks, **fields)
            if heard:
                from jobassist.services.transcript import written_until  # late: it brings numpy

                for dictation_id, seconds in heard.items():
                    written_until(self._session, dictation_id, seconds)

        self._context.jobs.run(self, save, lambda _: self._saved(), self._not_saved)

    def _saved(self) -> None:
        self._sent = self._new = None
        if self._pending:
            if self._then:
                self._save()
            return
        self.state_changed.emit("saved")
        self._tell_flushed()

    def _not_saved(self, error: AppError) -> None:
        self._pending = (self._sent or {}) | self._pending
        self._sent = None
        self._then.clear()
        self.state_changed.emit("failed")
        self.failed.emit(error)
        self._timer.start(_RETRY_MS)

    def _tell_flushed(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then()
