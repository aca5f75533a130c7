"""What is seen while the window is being locked: no case, and why if it cannot be locked yet."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.layout import centred, row
from ui.widgets.text import button, label

_RETRY_MS = 5000


class Curtain(QWidget):
    """Covers the work at once. `retried`: try to save again; `given_up`: lock without saving."""

    retried = Signal()
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._timer = QTimer(self, singleShot=True, interval=_RETRY_MS)
        self._timer.timeout.connect(self.retried)
        self.heading = label(self.tr("Låser …"), "title")
        self.reason = label(role="danger", wrap=True)
        self.reason.setMinimumHeight(t.XXL)
        self.again = button(self.tr("Prøv igen"), "primary")
        self.leave = button(self.tr("Lås uden at gemme"))
        column = centred(self, 480)
        column.addWidget(self.heading)
        column.addWidget(self.reason)
        line = row(t.S)
        line.addWidget(self.again)
        line.addWidget(self.leave)
        line.addStretch(1)
        column.addLayout(line)
        self.again.clicked.connect(self.retried)
        self.leave.clicked.connect(self.given_up)
        self.show_state()

    def show_state(self, error: AppError | None = None) -> None:
        """Locking; or with `error` what keeps the last words from being saved."""
        troubled = error is not None
        self.heading.setText(self.tr("Kladden er ikke gemt") if troubled else self.tr("Låser …"))
        self.reason.setText(str(self._context.explain(error)) if error else "")
        self.again.setVisible(troubled)
        self.leave.setVisible(troubled)
        if troubled:
            self.again.setFocus()
            self._timer.start()
