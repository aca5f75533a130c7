"""A dictation that a killed process left behind in a draft: offered once the draft is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

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
                self._banner.tell(self.tr("Optagelsen skrives videre, hvor den slap …"), "info")
            elif left:
                self._banner.tell(
                    self.tr("Der ligger et diktat her, som ikke blev til tekst."),
                    "info",
                    action=self.tr("Skriv det nu"),
                    then=lambda: self._write(left[0], before),
                )

        self._context.jobs.run(self, look, found, self.failed.emit)

    def _write(self, dictation_id: str, before: Callable[[], str]) -> None:
        self._banner.clear()
        session, note_id, text = self._session, self._note_id, before()

        def write() -> Recovered:
            from jobassist.services.unfinished import recover

            return recover(session, dictation_id, note_id, text)

        def written(recovered: Recovered) -> None:
            self._banner.clear()
            self.recovered.emit(recovered)
            self.offer(before)  # there may be another

        self._context.jobs.run(self, write, written, self.failed.emit)
