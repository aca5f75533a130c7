"""The first steps, one after the other; each may be left out, and all of it is offered again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from jobassist.door import Protection
from jobassist.session import Session
from ui.context import Context
from ui.first.pin import PinStep
from ui.first.practise import PracticeStep
from ui.first.step import Step
from ui.first.voice import VoiceStep


class FirstSteps(QStackedWidget):
    """`finished` carries the practice case's id, or nothing where there is none."""

    finished = Signal(str)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self.voice = VoiceStep(context, session)
        self.practice = PracticeStep(context, session)
        self.practice.begun.connect(self.finished)
        self.steps: list[Step] = []
        context.jobs.run(
            self, context.door.protection, self.show_state, lambda _: self._lay_out([])
        )

    def show_state(self, protection: Protection) -> None:
        """A PIN is offered where this computer can keep one and has none."""
        wanted = protection.keyring and not protection.pin
        self._lay_out([PinStep(self._context)] if wanted else [])

    def _lay_out(self, first: list[Step]) -> None:
        self.steps = [*first, self.voice, self.practice]
        for at, step in enumerate(self.steps):
            step.show_number(at + 1, len(self.steps))
            step.done.connect(self._go_on)
            self.addWidget(step)
        self._show(0)

    def _show(self, at: int) -> None:
        self.setCurrentIndex(at)
        self.steps[at].begin()
        self.steps[at].setFocus()

    def _go_on(self) -> None:
        at = self.currentIndex()
        self.steps[at].leave()
        if at + 1 < len(self.steps):
            self._show(at + 1)
        else:
            self.finished.emit("")

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Come to the step that is shown."""
        if self.steps:
            self.steps[self.currentIndex()].setFocus(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the step out."""
        if event.key() == Qt.Key.Key_Escape and self.steps:
            self.steps[self.currentIndex()].skip_button.click()
        else:
            super().keyPressEvent(event)
