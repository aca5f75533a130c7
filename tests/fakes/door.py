"""A door to a fake session: opens for one passphrase, and tells the sync states it is given."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jobassist.door import DoorState, OwnComputer, Protection, Restorable, SyncState
from jobassist.errors import AppError, UserError
from jobassist.session import Session

PASSPHRASE = "fire små ord i kæde"
RECOVERY_KEY = "K7QF-2M9D-XW4H-B3TN-8PRC-5VJG-6YLA-Z1ES"
ESCROW_KEY = b"the municipality's private key"


class FakeDoor:
    """`fault` is raised by the next call that may fail, once."""

    def __init__(self, session: Session, state: DoorState = DoorState.LOCKED) -> None:
        self.session = session
        self.door_state = state
        self.sync_state = SyncState("not_enrolled")
        self.fault: AppError | None = None
        self.opens = PASSPHRASE
        self.protected = Protection(pin=False, keyring=True, recovery_confirmed=True)
        self.locked = 0
        self.begun_anew = 0
        self.warmed = 0
        self.housekept = 0
        self.synced = 0
        self.to_wipe = False
        self.asked_to_wipe = 0
        self.badly_placed: AppError | None = None
        self.snapshots: list[Restorable] = []
        self.restored: str | Path | None = None
        self.enrolled: tuple[str, str] | None = None
        self.browser = False
        self.logged_in = 0
        self.paused = False
        self.computers: list[OwnComputer] = []
        self._watchers: list[Callable[[SyncState], None]] = []

    def state(self) -> DoorState:
        """What stands in the data folder."""
        return self.door_state

    def warm_up(self) -> None:
        """Count it."""
        self.warmed += 1

    def unlock(self, passphrase: str) -> Session:
        """Open for the one passphrase."""
        self._fail()
        self._know(passphrase)
        return self.session

    def create(self, passphrase: str, owner: str) -> tuple[Session, str]:
        """The session, as if it were new."""
        self._fail()
        self.door_state = DoorState.LOCKED
        return self.session, RECOVERY_KEY

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

    def pause_sync(self, paused: bool) -> None:
        """Remember it."""
        self.paused = paused
        self.tell(SyncState("paused" if paused else "idle"))

    def wipe_if_ordered(self) -> bool:
        """As the test set it; a store that was wiped is gone."""
        self.asked_to_wipe += 1
        self._fail()
        if self.to_wipe:
            self.door_state = DoorState.NO_STORE
        return self.to_wipe

    def enrol(self, url: str, code: str) -> None:
        """Remember it."""
        self._fail()
        self.enrolled = (url, code)

    def offers_login(self, url: str) -> bool:
        """As the test set it."""
        self._fail()
        return self.browser

    def enrol_by_browser(self, url: str, given_up: Callable[[], bool]) -> None:
        """Remember it."""
        self._fail()
        self.enrolled = (url, "browser")

    def log_in(self, given_up: Callable[[], bool]) -> None:
        """Count it."""
        self._fail()
        self.logged_in += 1

    def own_computers(self) -> list[OwnComputer]:
        """As the test set them."""
        self._fail()
        return list(self.computers)

    def report_lost(self, computer: str) -> None:
        """It is lost from now on."""
        self._fail()
        found = {one.id: one for one in self.computers if not one.this}
        if computer not in found:
            raise UserError("sync.no_such_device")
        lost = replace(found[computer], state="lost")
        self.computers = [lost if one.id == computer else one for one in self.computers]

    def protection(self) -> Protection:
        """As the test set it."""
        return self.protected

    def recover(self, recovery_key: str, passphrase: str) -> Session:
        """Open for the one key, with the new passphrase from now on."""
        self._fail()
        if recovery_key != RECOVERY_KEY:
            raise UserError("store.recovery_key_mistyped")
        self.opens = passphrase
        return self.session

    def confirm_recovery_key(self, typed: str) -> None:
        """Confirm the one key."""
        self._fail()
        if typed.strip().upper() != RECOVERY_KEY:
            raise UserError("store.recovery_key_mistyped")
        self.protected = replace(self.protected, recovery_confirmed=True)

    def change_passphrase(self, present: str, new: str) -> None:
        """Open with this one from now on."""
        self._fail()
        self._know(present)
        self.opens = new

    def set_pin(self, present: str, pin: str) -> None:
        """Remember whether there is one."""
        self._fail()
        self._know(present)
        self.protected = replace(self.protected, pin=bool(pin))

    def confirm(self, secret: str) -> None:
        """For the one passphrase."""
        self._fail()
        self._know(secret)

    def accept_doubt(self) -> None:
        """The doubt is gone."""
        self._fail()
        self.protected = replace(self.protected, doubt=None)

    def pin_opens(self) -> bool:
        """Whether one was set."""
        return self.protected.pin

    def poor_place(self) -> AppError | None:
        """As the test set it."""
        return self.badly_placed

    def restorable(self) -> list[Restorable]:
        """As the test set them."""
        self._fail()
        return self.snapshots

    def restore(self, name: str, secret: str | bytes) -> Session:
        """Remember which, for the one passphrase or the one key."""
        return self._restore(name, secret)

    def restore_backup(self, file: Path, secret: str | bytes) -> Session:
        """The same with a file."""
        return self._restore(file, secret)

    def housekeep(self) -> None:
        """Count it."""
        self.housekept += 1

    def lock(self) -> None:
        """Count it."""
        self.locked += 1

    def begin_anew(self) -> None:
        """Count it; the process of a test lives on."""
        self.begun_anew += 1

    def _restore(self, source: str | Path, secret: str | bytes) -> Session:
        self._fail()
        if isinstance(secret, bytes):
            if secret != ESCROW_KEY:
                raise UserError("store.wrong_escrow_key")
        elif secret != RECOVERY_KEY:
            self._know(secret)
        self.restored = source
        return self.session

    def _know(self, passphrase: str) -> None:
        if passphrase != self.opens:
            raise UserError("store.wrong_passphrase")

    def _fail(self) -> None:
        fault, self.fault = self.fault, None
        if fault:
            raise fault
