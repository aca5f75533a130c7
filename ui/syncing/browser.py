"""Waiting for somebody to log in with the system browser; one can give up at any time."""

import threading
from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from jobassist.errors import AppError
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

_WIDTH = 440


class LoginDialog(QDialog):
    """Accepted when `log_in` has come to its end; it is asked whether one has given up."""

    def __init__(
        self, context: Context, parent: QWidget, log_in: Callable[[Callable[[], bool]], object]
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._log_in = log_in
        self._given_up = threading.Event()
        self.setWindowTitle(self.tr("Log ind med browseren"))
        self.setMinimumWidth(_WIDTH)
        self._build()
        self.begin()

    def _build(self) -> None:
        self.banner = Banner()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.again_button = button(self.tr("Prøv igen"), "primary")
        self.cancel_button = button(self.tr("Annullér"))
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Log ind med browseren"), "title"))
        hint = self.tr("Din browser er åbnet. Log ind dér; vinduet her følger med af sig selv.")
        lines.addWidget(label(hint, "muted", wrap=True))
        lines.addWidget(self.busy)
        lines.addWidget(self.banner)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.again_button)
        lines.addLayout(foot)
        self.cancel_button.clicked.connect(self.reject)
        self.again_button.clicked.connect(self.begin)

    def begin(self) -> None:
        """Open the browser and wait."""
        self.banner.clear()
        self._show_busy(True)
        log_in, given_up = self._log_in, self._given_up.is_set
        self._context.jobs.run(self, lambda: log_in(given_up), lambda _: self.accept(), self._fail)

    def done(self, result: int) -> None:
        """Nobody waits any more."""
        self._given_up.set()
        super().done(result)

    def _fail(self, error: AppError) -> None:
        self._show_busy(False)
        self.banner.tell(self._context.explain(error))

    def _show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.again_button.setVisible(not busy)
