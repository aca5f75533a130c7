"""The main window: which page is shown, and the keys that work everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from jobassist import log
from jobassist.door import DoorState
from ui.context import Context
from ui.door.unlock import UnlockPage

if TYPE_CHECKING:
    from jobassist.errors import AppError
    from jobassist.session import Session
    from ui.work import Work

_SIZE = (1180, 780)
_LEAST = (880, 600)


class MainWindow(QMainWindow):
    """Shows unlock, first run or the work. Pages of the work exist only while unlocked.

    `first_painted` tells once that the window can be seen: what is heavy may load from then on.
    """

    first_painted = Signal()

    def __init__(
        self, context: Context, *, open_case: str | None = None, note: str | None = None
    ) -> None:
        super().__init__()
        self._context = context
        self._first = (open_case, note)
        self.session: Session | None = None
        self.setWindowTitle("jobassist")
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(*_LEAST)
        self.pages = QStackedWidget()
        whole = QWidget()
        whole.setObjectName("page")
        self._column = QVBoxLayout(whole)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.pages, 1)
        self.setCentralWidget(whole)
        self.work: Work | None = None
        self._saved = False
        self._painted = False
        self.show_door()

    def show_door(self) -> None:
        """The page before the session: unlock, or first run."""
        page: QWidget
        if self._context.door.state() is DoorState.NO_STORE:
            from ui.door.first_run import FirstRunPage

            first = FirstRunPage(self._context)
            first.created.connect(self._show_recovery)
            page = first
        else:
            unlock = UnlockPage(self._context)
            unlock.unlocked.connect(self.start_work)
            page = unlock
        self._show_alone(page)

    def _show_recovery(self, session: Session, key: str) -> None:
        from ui.door.recovery import RecoveryPage

        page = RecoveryPage(key)
        page.confirmed.connect(lambda: self.start_work(session))
        self._show_alone(page)

    def start_work(self, session: Session) -> None:
        """The session begins."""
        from ui.work import Work

        self.session = session
        self.work = Work(self._context, session, self)
        self.work.lock_requested.connect(self.lock)
        self._show_alone(self.work)
        case_id, note_id = self._first
        self._first = (None, None)
        if case_id:
            self.work.open_case(case_id, note_id)

    def lock(self) -> None:
        """Save the draft, end the session, and show the unlock page."""
        if self.work:
            self.work.save_all(self._lock)

    def _lock(self) -> None:
        log.event("window.locked")
        door = self._context.door
        self.work = self.session = None
        self._show_alone(QWidget())
        self._context.jobs.run(self, door.lock, lambda _: self.show_door(), self._not_locked)

    def _not_locked(self, error: AppError) -> None:
        log.event("window.lock_failed", code=error.code)
        self.show_door()

    def _show_alone(self, page: QWidget) -> None:
        while old := self.pages.widget(0):
            self.pages.removeWidget(old)
            old.deleteLater()
        self.pages.addWidget(page)
        page.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, when all of it is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when the draft is on disk."""
        if self.work and not self._saved:
            event.ignore()
            self.work.save_all(self._close_saved)
        else:
            super().closeEvent(event)

    def _close_saved(self) -> None:
        self._saved = True
        QTimer.singleShot(0, self.close)
