"""The choices of the blank one stands on, in a letter or a plan: one key makes the choice."""

from PySide6.QtWidgets import QWidget

from jobassist.services.templates import Blank
from ui.notes.text import NoteText
from ui.widgets.palette import Palette, Row


class BlankChoices(Palette):
    """Opens by itself when a text that it serves is taken to a choice."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "", numbered=True)
        self.heading.setText(self.tr("Vælg"))
        self.setAccessibleName(self.heading.text())
        self.list.setAccessibleName(self.heading.text())
        self._text: NoteText | None = None
        self.chosen.connect(self._choose)

    def serve(self, text: NoteText) -> None:
        """Serve this text as well."""
        text.blank_reached.connect(lambda blank: self._offer(text, blank))

    def _offer(self, text: NoteText, blank: Blank) -> None:
        if blank.choices and not text.isReadOnly():
            self._text = text
            self.open()
            self.show_preview("")
            self.show_rows([Row(choice, "", choice) for choice in blank.choices])

    def _choose(self, choice: str) -> None:
        if self._text:
            self._text.insert(choice)
            self._text.setFocus()
            self._text.next_blank()
