"""A door to a fake session: opens for one passphrase, and tells the sync states it is given."""

from collections.abc import Callable

from jobassist.door import DoorState, SyncState
from jobassist.errors import AppError, UserError
from jobassist.session import Session

PASSPHRASE = "fire små ord i kæde"


class FakeDoor:
    """`fault` is raised by the next call that may fail, once."""

    def __init__(self, session: Session, state: DoorState = DoorState.LOCKED) -> None:
        self.session = session
        self.door_state = state
        self.sync_state = SyncState("not_enrolled")
        self.fault: AppError | None = None
        self.locked = 0
        self.synced = 0
        self.enrolled: tuple[str, str] | None = None
        self._watchers: list[Callable[[SyncState], None]] = []

    def state(self) -> DoorState:
        """What stands in the data folder."""
        return self.door_state

    def unlock(self, passphrase: str) -> Session:
        """Open for the one passphrase."""
        self._fail()
        if passphrase != PASSPHRASE:
            raise UserError("store.wrong_passphrase")
        return self.session

    def create(self, passphrase: str, owner: str) -> tuple[Session, str]:
        """The session, as if it were new."""
        self._fail()
        self.door_state = DoorState.LOCKED
        return self.session, "K7QF-2M9D-XW4H-B3TN-8PRC-5VJG-6YLA-Z1ES"

    def watch_sync(self, on_change: Callable[[SyncState], None]) -> None:
        """Tell the state now, and every later one."""
        self._watchers.append(on_change)
        on_change(self.sync_state)

    def tell(self, state: SyncState) -> None:
        """Sync stands like this now."""
        self.sync_state = state
        for watcher in self._watchers:
            watcher(state)

    def sync_now(self) -> None:
        """Count it."""
        self._fail()
        self.synced += 1

    def enrol(self, url: str, code: str) -> None:
        """Remember it."""
        self._fail()
        self.enrolled = (url, code)

    def lock(self) -> None:
        """Count it."""
        self.locked += 1

    def _fail(self) -> None:
        fault, self.fault = self.fault, None
        if fault:
            raise fault
