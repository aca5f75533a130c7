"""How the window locks: cover the page, save, close the store, and end the process."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from jobassist import log
from jobassist.errors import AppError
from jobassist.services.whereabouts import keep_place
from ui.context import Context
from ui.door.curtain import Curtain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jobassist.services.whereabouts import Left
    from jobassist.session import Session
    from ui.work import Work

_PATIENCE_MS = 600  # for a clean close; what is saved is saved, and the end of the process is safe


class Locking(QObject):
    """One way from the work to the end of the process. `closed` when it is to end now."""

    closed = Signal()

    def __init__(
        self,
        context: Context,
        session: Session,
        works: Sequence[Work],
        parent: QObject,
        *,
        besides: Callable[[], None] = lambda: None,
    ) -> None:
        """`works`: of the first window, and of the second if there is one.

        `besides` is done before the store is closed; what it raises as an AppError is left.
        """
        super().__init__(parent)
        self._context = context
        self._session = session
        self._works = tuple(works)
        self._besides = besides
        beside = works[1].place() if len(works) > 1 else None
        self._left: Left = replace(works[0].left(), beside=beside)
        self._done = False
        self.curtain = Curtain(context)
        self.curtain.retried.connect(self.begin)
        self.curtain.given_up.connect(self._close)
        for work in works:
            if saver := work.saver():
                saver.failed.connect(self.curtain.show_state)

    def begin(self) -> None:
        """Save, then close."""
        self.curtain.show_state()
        self._save(0)

    def _save(self, at: int) -> None:
        if at < len(self._works):
            self._works[at].save_for_lock(lambda: self._save(at + 1))
        else:
            self._close()

    def _close(self) -> None:
        QTimer.singleShot(_PATIENCE_MS, self, self._end)
        self._context.jobs.run(self, self._shut, lambda _: self._end(), lambda _: self._end())

    def _shut(self) -> None:
        with suppress(AppError):  # a store that cannot be written is locked all the same
            keep_place(self._session, self._left)
            self._besides()
        self._context.door.lock()

    def _end(self) -> None:
        if not self._done:
            self._done = True
            log.event("window.locked")
            self.closed.emit()
