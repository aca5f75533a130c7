"""The plan's fields for words, and the standard texts that are put into them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from jobassist.errors import AppError
from jobassist.records import PhraseText
from jobassist.services.templates import blanks
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.notes.text import NoteText
from ui.page import Deeds
from ui.phrases.choices import BlankChoices
from ui.phrases.chooser import TextChooser
from ui.theme.apply import scaled

_HEIGHT = 96
_LINES = 5  # the field of a new step grows no further
_ROOM = 12  # pixels around the lines
_PLAN, _LETTER = "Min Plan", "Brev"


class PlanText(NoteText):
    """A field of the plan: written in, or filled by a standard text with its blanks."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("")
        self.setProperty("kind", "field")
        self.setFixedHeight(scaled(_HEIGHT))


class StepText(PlanText):
    """A new step: it grows with what is written. Enter is `finished`, Shift+Enter a new line."""

    finished = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the step."""
        ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if ends and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another number of lines."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        wanted = int(self.document().size().height())
        self.setFixedHeight(max(line + _ROOM, min(wanted, _LINES * line)) + _ROOM)


class PlanTexts(QObject):
    """Standard texts for the plan: into the field one is in, else as the words of a new step."""

    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        session: Session,
        host: QWidget,
        *,
        case_id: str,
        step: StepText,
        fields: Sequence[PlanText],
    ) -> None:
        super().__init__(host)
        self._case_id = case_id
        self._step, self._fields = step, (step, *fields)
        self._into: NoteText = step
        self.chooser = TextChooser(
            context, session, host, self.tr("Find standardtekst til planen"), _rank
        )
        self.choices = BlankChoices(host)
        for field in self._fields:
            self.choices.serve(field)
        self.chooser.chosen.connect(self.chooser.unfold)
        self.chooser.unfolded.connect(self._put)
        self.chooser.failed.connect(self._failed)

    def open(self) -> None:
        """Choose a text."""
        self._into = self._here() or self._step
        self.chooser.open(self._case_id)

    def open_blanks(self) -> int:
        """How many blanks the words of the new step have; goes to the first."""
        found = blanks(self._step.toPlainText())
        if found:
            self._step.go_to(found[0])
        return len(found)

    def deeds(self) -> Deeds:
        """The keys of the plan's texts."""
        return {
            keys.PALETTE: self.open,
            keys.NEXT_BLANK: lambda: self._walk(backward=False),
            keys.PREVIOUS_BLANK: lambda: self._walk(backward=True),
        }

    def _here(self) -> NoteText | None:
        at = QApplication.focusWidget()
        return next((field for field in self._fields if field is at), None)

    def _walk(self, *, backward: bool) -> None:
        """Through the blanks of the field one is in, else of the first that has any."""
        here = self._here()
        for field in (here,) if here else self._fields:
            if field.next_blank(backward=backward):
                return

    def _put(self, text: str) -> None:
        self._into.insert_phrase(text)

    def _failed(self, error: AppError) -> None:
        self.failed.emit(error)


def _rank(text: PhraseText) -> int | None:
    """The plan's own texts first; a letter is no part of a plan."""
    if text.category == _LETTER:
        return None
    return 0 if text.category == _PLAN else 1
