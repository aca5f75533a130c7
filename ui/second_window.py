"""The window beside the first one: the same session on another screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow

from ui.work import Work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from jobassist.session import Session
    from ui.context import Context

SIZE = (1180, 780)
_LEAST = (880, 600)


class SecondWindow(QMainWindow):
    """`closed` when what was written in it is saved and it is gone."""

    closed = Signal()

    def __init__(self, context: Context, session: Session, beside: QWidget, position: str) -> None:
        super().__init__()
        self.setWindowTitle("jobassist")
        self.setMinimumSize(*_LEAST)
        self.work = Work(context, session, self, beside=True)
        self.setCentralWidget(self.work)
        self._saved = False
        if not (position and self.restoreGeometry(QByteArray.fromHex(position.encode()))):
            self._stand_beside(beside)

    def _stand_beside(self, window: QWidget) -> None:
        """On another screen, if there is one; else over the first, a little to the right."""
        here = window.screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not here]
        room = (others[0] if others else here).availableGeometry()
        self.resize(QSize(*SIZE).boundedTo(room.size()))
        place = self.frameGeometry()
        place.moveCenter(room.center())
        if not others:
            place.moveRight(room.right())
        self.move(place.topLeft())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when the draft is on disk."""
        if not self._saved:
            event.ignore()
            self.work.save_all(self._close_saved)
        else:
            super().closeEvent(event)
            self.closed.emit()
            self.deleteLater()

    def _close_saved(self) -> None:
        self._saved = True
        QTimer.singleShot(0, self.close)
