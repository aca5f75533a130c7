"""What every first step has: where one is, what it is about, and the ways on."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import tokens as t
from ui.widgets.entered import Entered
from ui.widgets.layout import centred, row
from ui.widgets.text import button, label

_WIDTH = 560


class Step(Entered):
    """A card in the middle. `done` leads on; skipping a step is a way on as well."""

    done = Signal()

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.where = label(role="caption")
        self.lines = centred(self, _WIDTH)
        self.lines.addWidget(self.where)
        self.lines.addWidget(label(title, "title", wrap=True))
        self.lines.addWidget(label(about, "muted", wrap=True))
        self.lines.addSpacing(t.S)
        self.skip_button = button(QCoreApplication.translate("Step", "Spring over"), "quiet")
        self.skip_button.clicked.connect(self.done)
        self._foot = row(t.S)

    def show_number(self, number: int, of: int) -> None:
        """Say which step of how many it is."""
        words = QCoreApplication.translate("Step", "Trin {number} af {of}")
        self.where.setText(words.format(number=number, of=of))

    def add_foot(self, *ways: QWidget) -> None:
        """The ways on, the main one first; the last is always to leave the step out."""
        for way in (*ways, self.skip_button):
            self._foot.addWidget(way)
        self._foot.addStretch(1)
        self.lines.addLayout(self._foot)

    def begin(self) -> None:
        """It is shown now."""

    def leave(self) -> None:
        """It is left: let go of what was used."""
