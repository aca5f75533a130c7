"""What the unlocked window does about sync: begins it, and follows how it goes."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from jobassist.door import SyncState
from ui.context import Context
from ui.syncing.browser import LoginDialog
from ui.syncing.enrol import EnrolDialog
from ui.syncing.status import SyncStatus


class FollowSync(QObject):
    """Between the door and the foot of the window, `status`, whose requests it carries out.

    `shown` tells each state; `synced` that one sync has ended, `fresh` that all of it was taken
    in; `enrolled` that the computer is; `wiped` that the central had the store erased, and
    `set_back` that it has seen a later state of it. `told` carries words for the user.
    """

    shown = Signal(object)
    synced = Signal()
    fresh = Signal()
    enrolled = Signal()
    wiped = Signal()
    set_back = Signal()
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, status: SyncStatus, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._status = status
        self._window = window
        status.sync_requested.connect(self.sync)
        status.enrol_requested.connect(self.enrol)
        status.login_requested.connect(self.log_in)
        status.pause_requested.connect(self.pause)

    def watch(self) -> None:
        """Be told of each state by the door from now on."""
        door, tell = self._context.door, self._context.jobs.relay(self, self.show)
        self._context.jobs.run(self, lambda: door.watch_sync(tell), failed=self.failed.emit)

    def sync(self) -> None:
        """Sync at once."""
        self._context.jobs.run(self, self._context.door.sync_now, failed=self.failed.emit)

    def enrol(self) -> None:
        """Ask for address and code."""
        if EnrolDialog(self._context, self._window).exec() == QDialog.DialogCode.Accepted:
            self.told.emit(self.tr("Computeren er tilmeldt"))
            self.enrolled.emit()

    def log_in(self) -> None:
        """Log in with the browser once more."""
        if LoginDialog(self._context, self._window, self._context.door.log_in).exec():
            self.told.emit(self.tr("Du er logget ind"))

    def pause(self, paused: bool) -> None:
        """Sync no more by itself, or again."""
        self._context.door.pause_sync(paused)

    def show(self, state: SyncState) -> None:
        """Show it at the foot, and tell what it means."""
        was_working = self._status.state.state == "working"
        self._status.show_state(state)
        self.shown.emit(state)
        if was_working:
            self.synced.emit()
        if state.code == "sync.device_wiped":
            self.wiped.emit()
        elif state.code == "store.folder_rolled_back":
            self.set_back.emit()
        elif was_working and state.state == "idle":
            self.fresh.emit()
