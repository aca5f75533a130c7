"""The last resort: an unexpected exception gets an incident id, and nothing personal is shown."""

import sys
from types import TracebackType

from PySide6.QtWidgets import QDialog, QWidget

from jobassist import log
from jobassist.ids import new_id
from jobassist.messages import message
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.layout import column, row
from ui.widgets.text import button, label


class CrashDialog(QDialog):
    """Says that something went wrong, and the incident's id to give to IT."""

    def __init__(self, incident: str, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Uventet fejl"))
        self.setMinimumWidth(scaled(460))
        said = message("app.incident", language, incident=incident)
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(said.what, "title", wrap=True))
        lines.addWidget(label(said.next, wrap=True))
        close = button(self.tr("Luk"), "primary")
        close.clicked.connect(self.accept)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        lines.addLayout(foot)


def catch_crashes(window: QWidget, language: str) -> None:
    """Log every uncaught exception with an incident id, and show the dialog once at a time."""
    showing: list[CrashDialog] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        incident = new_id()
        log.failure("app.unexpected", error, incident=incident)
        if not showing:
            dialog = CrashDialog(incident, language, window)
            showing.append(dialog)
            dialog.finished.connect(lambda _: showing.clear())
            dialog.open()

    sys.excepthook = hook
