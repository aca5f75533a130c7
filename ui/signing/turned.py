"""The screen turned towards somebody else: all but what is theirs is locked away behind it.

Only the passphrase or PIN leads back, or the caseworker's key (`ui.keys.TURN_BACK`). It is modal
and fills the screen, so that neither keys nor pointer reach what lies behind.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from jobassist.errors import AppError
from ui import keys
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label


class Turned(QDialog):
    """`released` when the caseworker has taken the screen back. `content` is what is shown."""

    released = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent.window()
        self._may_close = False
        self.setObjectName("turned")
        self.setProperty("touch", True)
        self.setWindowTitle("jobassist")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.content = column(t.M)
        self.back_button = button(self.tr("Konsulent"), "quiet", symbol="lock")
        self.back_button.setToolTip(self.tr("Tag skærmen tilbage"))
        self.back_button.clicked.connect(self._ask)
        self.asked = QFrame()
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setPlaceholderText(self.tr("Pinkode eller adgangssætning"))
        self.secret.setAccessibleName(self.tr("Pinkode eller adgangssætning"))
        self.secret.returnPressed.connect(self._try)
        self.open_button = button(self.tr("Tag skærmen tilbage"))
        self.open_button.clicked.connect(self._try)
        self.wrong = label(role="danger", wrap=True)
        self._build()
        shortcut = QShortcut(QKeySequence(keys.TURN_BACK.keys), self)
        shortcut.activated.connect(self.release)

    def _build(self) -> None:
        beside = row(t.S, 0, self.asked)
        beside.addWidget(self.wrong, 1)
        beside.addWidget(self.secret, 1)
        beside.addWidget(self.open_button)
        self.asked.hide()
        foot = row(t.S)
        foot.addWidget(self.asked, 1)
        foot.addStretch(0)
        foot.addWidget(self.back_button)
        lines: QVBoxLayout = column(t.S, 0, self)
        lines.setContentsMargins(t.XXL, t.L, t.XXL, t.S)
        lines.addLayout(self.content, 1)
        lines.addLayout(foot)

    def turn(self) -> None:
        """Fill the screen of the window it belongs to."""
        parent = self._window
        self.setGeometry(parent.geometry())
        if parent.isFullScreen() or parent.isMaximized():
            self.showFullScreen()
        else:
            self.show()
        self.raise_()
        self.activateWindow()

    def release(self) -> None:
        """The caseworker has it again."""
        if self._may_close:
            return
        self._may_close = True
        self.accept()
        self.released.emit()

    def _ask(self) -> None:
        self.asked.setVisible(self.asked.isHidden())
        self.secret.clear()
        self.wrong.clear()
        self.secret.setFocus()

    def _try(self) -> None:
        door, secret = self._context.door, self.secret.text()
        self.secret.clear()
        self.open_button.setEnabled(False)
        self._context.jobs.run(
            self, lambda: door.confirm(secret), lambda _none: self.release(), self._refuse
        )

    def _refuse(self, error: AppError) -> None:
        self.open_button.setEnabled(True)
        self.wrong.setText(str(self._context.explain(error)))
        self.secret.setFocus()

    def reject(self) -> None:
        """Esc leads nowhere."""
        if self._may_close:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nor does the window's own button."""
        if self._may_close:
            super().closeEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses nothing that one does not stand on."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
