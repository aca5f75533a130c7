"""What is still to be filled in before a draft can be locked: counted, stopped at, counted down."""

from __future__ import annotations

from PySide6.QtCore import QObject

from jobassist.errors import UserError
from jobassist.services.templates import blanks
from ui.context import Context
from ui.notes.text import NoteText
from ui.widgets.banner import Banner
from ui.widgets.text import label


class OpenBlanks(QObject):
    """`words` is the standing count at the foot of the editor."""

    def __init__(self, context: Context, text: NoteText, banner: Banner) -> None:
        super().__init__(text)
        self._context = context
        self._text = text
        self._banner = banner
        self._told = ""  # what the banner says of a stop
        self.words = label(role="warning")

    def count(self) -> None:
        """Say how many there are now; a stop that was told of follows, and goes with the last."""
        found = len(blanks(self._text.toPlainText()))
        self.words.setText(self.tr("%n felter mangler · F4", "", found) if found else "")
        if self._told and self._banner.text == self._told:
            self._tell(found)

    def stop(self) -> bool:
        """Tell that a blank is open and stand on the first; False if none is."""
        found = blanks(self._text.toPlainText())
        if found:
            self._tell(len(found))
            self._text.stop_at(found[0])
        return bool(found)

    def _tell(self, count: int) -> None:
        if not count:
            self._told = ""
            self._banner.clear()
            return
        told = str(self._context.explain(UserError("note.open_blanks", count=count)))
        if told != self._banner.text:
            self._banner.tell(told, "warning")
        self._told = told
