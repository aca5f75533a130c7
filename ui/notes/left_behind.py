"""A dictation that a killed process left behind in a draft: offered once the draft is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from jobassist.errors import AppError
from jobassist.session import Session
from ui.context import Context
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from jobassist.services.unfinished import Recovered


class LeftBehind(QObject):
    """`recovered` carries its text, doubts and recording; `failed` why there is none."""

    recovered = Signal(object)
    failed = Signal(object)

    def __init__(
        self, context: Context, session: Session, note_id: str, banner: Banner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._note_id = note_id
        self._banner = banner
        self._writing = False

    def offer(self, before: Callable[[], str]) -> None:
        """Look for one, and offer to write it as it continues what `before` then gives."""
        session, note_id = self._session, self._note_id

        def look() -> tuple[list[str], bool]:
            from jobassist.services.transcript import is_begun  # late: it brings numpy
            from jobassist.services.unfinished import unfinished

            left = unfinished(session, note_id)
            return left, bool(left) and is_begun(session, left[0])

        def found(answer: tuple[list[str], bool]) -> None:
            left, begun = answer
            if left and begun:  # somebody asked for it before the lock: it goes on by itself
                self._write(left[0], before)
            elif left:
                self._offer(left[0], before)

        self._context.jobs.run(self, look, found, self.failed.emit)

    def _offer(self, dictation_id: str, before: Callable[[], str]) -> None:
        self._banner.tell(
            self.tr("Der ligger et diktat her, som ikke blev til tekst."),
            "info",
            action=self.tr("Skriv det nu"),
            then=lambda: self._write(dictation_id, before),
            otherwise=(self.tr("Slet lyden"), lambda: self._ask(dictation_id, before)),
        )

    def _ask(self, dictation_id: str, before: Callable[[], str]) -> None:
        self._banner.tell(
            self.tr("Diktatets lyd slettes og kan ikke hentes igen."),
            "warning",
            action=self.tr("Slet lyden"),
            then=lambda: self._forget(dictation_id, before),
            otherwise=(self.tr("Fortryd"), lambda: self._offer(dictation_id, before)),
        )

    def _forget(self, dictation_id: str, before: Callable[[], str]) -> None:
        self._banner.clear()
        session = self._session

        def erase() -> None:
            from jobassist.services.unfinished import forget

            forget(session, dictation_id)

        self._context.jobs.run(self, erase, lambda _: self.offer(before), self.failed.emit)

    def _write(self, dictation_id: str, before: Callable[[], str]) -> None:
        self._writing = True
        self._show_progress(0.0)
        session, note_id, text = self._session, self._note_id, before()
        show = self._context.jobs.relay(self, self._show_progress)

        def write() -> Recovered:
            from jobassist.services.unfinished import recover

            return recover(session, dictation_id, note_id, text, show)

        def written(recovered: Recovered) -> None:
            self._writing = False
            self._banner.clear()
            self.recovered.emit(recovered)
            self.offer(before)  # there may be another

        def failed(error: AppError) -> None:
            self._writing = False
            self.failed.emit(error)  # it is offered again when the draft is opened

        self._context.jobs.run(self, write, written, failed)

    def _show_progress(self, done: float) -> None:
        if not self._writing:
            return
        words = self.tr("Diktatet skrives … {percent} %")
        self._banner.tell(words.format(percent=round(done * 100)), "info")
