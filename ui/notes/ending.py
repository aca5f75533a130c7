"""The way from a draft to the final note: asked once, stopped by what is missing, then locked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from jobassist.errors import AppError, UserError
from jobassist.services.notes import finalise
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.notes.open_blanks import OpenBlanks
from ui.notes.saving import DraftSaver
from ui.notes.text import NoteText
from ui.widgets.banner import Banner


class NoteEnding(QObject):
    """`finalised` carries the final note."""

    finalised = Signal(object)

    def __init__(
        self,
        context: Context,
        session: Session,
        note_id: str,
        *,
        text: NoteText,
        open_blanks: OpenBlanks,
        saver: DraftSaver,
        banner: Banner,
        button: QPushButton,
    ) -> None:
        super().__init__(button)
        self._context = context
        self._session = session
        self._note_id = note_id
        self._text = text
        self._open_blanks = open_blanks
        self._saver = saver
        self._banner = banner
        self._button = button
        self._confirming = False

    def ask(self) -> None:
        """Ask, and the second time end it; an open blank stops it and is gone to."""
        if self._open_blanks.stop():
            self._confirming = False
        elif not self._text.toPlainText().strip():
            self._stop(UserError("note.empty"))
            self._text.setFocus()
        elif not self._confirming:
            self._confirming = True
            self._banner.tell(
                self.tr(
                    "Notatet låses og kan derefter kun rettes med en tilføjelse. "
                    "Tryk {key} igen for at afslutte."
                ).format(key=keys.FINALISE.shown),
                "info",
                action=self.tr("Fortryd"),
                then=self.take_back,
            )
        else:
            self.take_back()
            self._saver.flush(self._finalise)

    def take_back(self) -> None:
        """What was asked is not meant any more."""
        if self._confirming:
            self._confirming = False
            self._banner.clear()

    def _finalise(self, *, despite_others: bool = False) -> None:
        self._button.setEnabled(False)
        note_id, session = self._note_id, self._session
        self._context.jobs.run(
            self,
            lambda: finalise(session, note_id, despite_others=despite_others),
            self.finalised.emit,
            self._stop,
        )

    def _finalise_despite_others(self) -> None:
        self._saver.flush(lambda: self._finalise(despite_others=True))

    def _stop(self, error: AppError) -> None:
        self._button.setEnabled(True)
        others = error.code == "note.other_citizen"
        self._banner.tell(
            self._context.explain(error),
            "warning",
            action=self.tr("Afslut alligevel") if others else "",
            then=self._finalise_despite_others if others else None,
        )
