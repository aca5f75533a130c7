"""The main window: which page is shown, and the keys that work everywhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from jobassist.door import DoorState
from ui.clipboard import ClipboardGuard
from ui.context import Context
from ui.door.unlock import UnlockPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from jobassist.services.whereabouts import Place
    from jobassist.session import Session
    from ui.locking import Locking
    from ui.second_window import SecondWindow
    from ui.shell.windows import Windows
    from ui.work import Work

SIZE = (1180, 780)
_LEAST = (880, 600)
_PLACE = "JOBASSIST_WINDOW"  # where the window stood that was locked, for the next process
_RESTORE = "JOBASSIST_RESTORE"  # set for the next process when it was locked to be restored
_WIPED = "JOBASSIST_WIPED"  # set for the next process when IT has erased the store


class MainWindow(QMainWindow):
    """Shows unlock, first run or the work. Pages of the work exist only while unlocked.

    `first_painted` tells once that the window can be seen: what is heavy may load from then on.
    `work_began` carries the session.
    """

    first_painted = Signal()
    work_began = Signal(object)

    def __init__(
        self, context: Context, *, open_case: str | None = None, note: str | None = None
    ) -> None:
        super().__init__()
        self._context = context
        self._first = (open_case, note)
        self.session: Session | None = None
        self.setWindowTitle("jobassist")
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize()))
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
        self.windows: Windows | None = None
        self.second: SecondWindow | None = None
        self._second_position = ""
        self._placed = False
        self._saved = False
        self._painted = False
        self._locking: Locking | None = None
        self._to_restore = False
        self.clipboard = ClipboardGuard(context.settings["clipboard_seconds"], self)
        if place := os.environ.pop(_PLACE, ""):
            self._placed = self.restoreGeometry(QByteArray.fromHex(place.encode()))
        if os.environ.pop(_RESTORE, ""):
            self._show_restore()
        elif os.environ.pop(_WIPED, ""):
            self._show_wiped()
        else:
            self.show_door()

    def show_door(self) -> None:
        """The page before the session: unlock, or first run."""
        page: QWidget
        if self._context.door.state() is DoorState.NO_STORE:
            from ui.door.first_run import FirstRunPage

            first = FirstRunPage(self._context)
            first.created.connect(self._show_recovery)
            first.language_changed.connect(self.show_door)
            page = first
        else:
            unlock = UnlockPage(self._context)
            unlock.unlocked.connect(self.start_work)
            unlock.forgotten.connect(self._show_forgotten)
            unlock.restore_requested.connect(self._show_restore)
            unlock.store_wiped.connect(self._show_wiped)
            page = unlock
        self._show_alone(page)

    def _show_forgotten(self) -> None:
        from ui.door.forgotten import ForgottenPage

        page = ForgottenPage(self._context)
        page.recovered.connect(self.start_work)
        page.given_up.connect(self.show_door)
        self._show_alone(page)

    def _show_wiped(self) -> None:
        from ui.door.wiped import WipedPage

        page = WipedPage(self._context)
        page.seen.connect(self.show_door)
        self._show_alone(page)

    def _show_restore(self) -> None:
        from ui.door.restore import RestorePage

        page = RestorePage(self._context)
        page.restored.connect(self._start_restored)
        page.given_up.connect(self.show_door)
        self._show_alone(page)

    def _start_restored(self, session: Session) -> None:
        self.start_work(session)
        assert self.work
        self.work.toast.tell(self.tr("Sagslageret er gendannet"))

    def _show_recovery(self, session: Session, key: str) -> None:
        from ui.door.recovery_sheet import RecoveryPage

        page = RecoveryPage(self._context, key, session.user.name)
        page.confirmed.connect(lambda: self._show_first_steps(session))
        page.postponed.connect(lambda: self._show_first_steps(session))
        self._show_alone(page)

    def _show_first_steps(self, session: Session) -> None:
        from ui.first.steps import FirstSteps

        steps = FirstSteps(self._context, session)

        def begin(case_id: str) -> None:
            if case_id:
                self._first = (case_id, None)
            self.start_work(session)

        steps.finished.connect(begin)
        self._show_alone(steps)

    def start_work(self, session: Session) -> None:
        """The session begins."""
        from ui.shell.windows import Windows
        from ui.work import Work

        self.session = session
        self.work = Work(self._context, session, self)
        self.windows = Windows(self.work, self._make_second)
        self._take_position(session)
        self.work.lock_requested.connect(self.lock)
        self.work.restore_requested.connect(self._lock_to_restore)
        self.work.store_wiped.connect(self._leave_wiped)
        self._show_alone(self.work)
        case_id, note_id = self._first
        self._first = (None, None)
        if case_id:
            self.work.open_case(case_id, note_id)
        else:
            self.work.return_to_place()
        self.work_began.emit(session)

    def lock(self) -> None:
        """Cover the page, save, and end the process; a fresh one shows the lock page."""
        if not self.work or not self.session or self._locking:
            return
        from ui.locking import Locking

        works = self.windows.works() if self.windows else [self.work]
        keep = self._position_keeper(self.session)
        self._locking = Locking(self._context, self.session, works, self, besides=keep)
        if self.second:
            self.second.hide()  # nothing of it is to be seen from here on
        self._locking.closed.connect(self._begin_anew)
        self.pages.addWidget(self._locking.curtain)
        self.pages.setCurrentWidget(self._locking.curtain)  # the work lives on behind it: it saves
        self._locking.begin()

    def _make_second(self, _place: Place) -> Work:
        from ui.second_window import SecondWindow

        assert self.session
        second = SecondWindow(self._context, self.session, self, self._second_position)
        second.work.lock_requested.connect(self.lock)
        second.work.restore_requested.connect(self._lock_to_restore)
        second.closed.connect(self._second_closed)
        if self._context.settings["hide_from_capture"]:
            from ui.capture import hide_from_capture

            hide_from_capture(second)
        self.second = second
        second.show()
        return second.work

    def _second_closed(self) -> None:
        self._second_position = _geometry(self.second) if self.second else ""
        self.second = None
        if self.windows:
            self.windows.closed()

    def _take_position(self, session: Session) -> None:
        """Stand where one stood on these screens, unless the lock told it already."""
        from jobassist.services.whereabouts import positions

        screens = _screens()

        def stand(found: tuple[str, str]) -> None:
            first, self._second_position = found
            if first and not self._placed:
                self.restoreGeometry(QByteArray.fromHex(first.encode()))

        self._context.jobs.run(self, lambda: positions(session, screens), stand, lambda _: None)

    def _position_keeper(self, session: Session) -> Callable[[], None]:
        """What remembers, in a job, where the windows stand on these screens."""
        from jobassist.services.whereabouts import keep_positions

        screens, first = _screens(), _geometry(self)
        second = _geometry(self.second) if self.second else self._second_position
        return lambda: keep_positions(session, screens, first, second)

    def _lock_to_restore(self) -> None:
        """An open store is not replaced: the next process has not opened it."""
        self._to_restore = True
        self.lock()

    def _leave_wiped(self) -> None:
        """Nothing is left to save; nothing of it stays in memory either."""
        os.environ[_WIPED] = "1"
        self._begin_anew()
        os.environ.pop(_WIPED, None)

    def _begin_anew(self) -> None:
        self.clipboard.clear()
        os.environ[_PLACE] = bytes(self.saveGeometry().toHex().data()).decode()
        if self._to_restore:
            os.environ[_RESTORE] = "1"
        self._context.door.begin_anew()
        os.environ.pop(_RESTORE, None)
        del os.environ[_PLACE]  # only the demo and the tests come here
        self.work = self.session = None
        if self.second:
            self.second.deleteLater()
            self.second = None
        self.close()

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
        if self.second:
            event.ignore()
            self.second.closed.connect(self.close)  # its draft is saved first
            self.second.close()
        elif self.work and not self._saved:
            event.ignore()
            self.work.save_all(self._close_saved)
        else:
            self.clipboard.clear()
            super().closeEvent(event)

    def _close_saved(self) -> None:
        self._saved = True
        if self.session is None:
            self.close()
            return
        end = self.close  # whether the place could be remembered or not
        keep = self._position_keeper(self.session)
        self._context.jobs.run(
            self,
            keep,
            lambda _: QTimer.singleShot(0, self, end),
            lambda _: QTimer.singleShot(0, self, end),
        )


def _geometry(window: QWidget) -> str:
    """Where a window stands, as Qt tells it (hex)."""
    assert isinstance(window, QMainWindow)
    return bytes(window.saveGeometry().toHex().data()).decode()


def _screens() -> str:
    """The screens that are connected: their places and sizes, no names."""
    shapes = (screen.geometry() for screen in QGuiApplication.screens())
    return " ".join(sorted(f"{s.x()},{s.y()},{s.width()}x{s.height()}" for s in shapes))
