"""The door: from a locked data folder to a session, as the window and the command line see it.

`jobassist.bootstrap` makes the real one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jobassist.errors import AppError

if TYPE_CHECKING:  # the lock page needs no records
    from jobassist.session import Session


class DoorState(StrEnum):
    """What stands in the data folder."""

    NO_STORE = "no_store"  # nothing yet: offer to make one
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Protection:
    """How the open store is protected. `doubt`: why it is not as it was left."""

    pin: bool  # set on this device
    keyring: bool  # whether the system can keep what a PIN needs
    recovery_confirmed: bool
    doubt: AppError | None = None


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the window says of sync.

    `state`: not_enrolled, idle, working, offline, failed or paused. While working, `phase` and
    `done` of `total` say how far it has come, as in `services.sync_counts.Progress`; `clock_off`
    is by how many seconds the central's clock is ahead of this computer's.
    """

    state: str
    unsent: int = 0
    conflicts: int = 0
    last_success: str | None = None  # instant, ISO 8601 UTC
    code: str | None = None  # the error's code when offline or failed
    phase: str = ""
    done: int = 0
    total: int = 0
    clock_off: float = 0.0


@dataclass(frozen=True, slots=True)
class OwnComputer:
    """One of the user's computers as the central knows it. `state`: active, lost or revoked."""

    id: str
    enrolled_at: datetime
    seen_on: date
    state: str
    this: bool


RESTORE_HELPS = frozenset(
    {
        "store.damaged",
        "store.not_encrypted",
        "store.missing_database",
        "store.missing_header",
        "store.header_damaged",
        "store.header_changed",
    }
)
"""The faults of a store that does not open for anybody until something older is put back."""


@dataclass(frozen=True, slots=True)
class Restorable:
    """A snapshot beside the store. Whether it is whole is seen when it is restored."""

    name: str
    made_at: datetime
    size: int  # bytes


class Door(Protocol):
    """Opens and shuts the store."""

    def state(self) -> DoorState:
        """What stands in the data folder."""
        ...

    def pin_opens(self) -> bool:
        """Whether a PIN is set up, read without any key; False where nothing can be read."""
        ...

    def poor_place(self) -> AppError | None:
        """Why the data folder lies badly, though it may lie there: a cloud folder, a profile."""
        ...

    def warm_up(self) -> None:
        """Start what takes long and needs no key, the speech engine, while somebody types.

        Raises: what starting it raises; dictating tells the same later.
        """
        ...

    def unlock(self, passphrase: str) -> Session:
        """Open the store with the passphrase or PIN; takes about a second (key derivation).

        Raises: UserError `store.wrong_passphrase`, EnvironmentFault `store.in_use`, ...
        """
        ...

    def create(self, passphrase: str, owner: str) -> tuple[Session, str]:
        """Make a new store for `owner`; returns the session and the recovery key to print."""
        ...

    def watch_sync(self, on_change: Callable[[SyncState], None]) -> None:
        """Tell about sync from now on (from another thread), beginning with the state now."""
        ...

    def sync_now(self) -> None:
        """Ask for a sync at once; the answer comes by `watch_sync`."""
        ...

    def pause_sync(self, paused: bool) -> None:
        """Sync no more by itself, or again; `sync_now` syncs once meanwhile."""
        ...

    def wipe_if_ordered(self) -> bool:
        """While locked: ask the central only whether this computer is to be wiped, and obey.

        True: the store is destroyed. A computer that is not enrolled asks nobody. Raises:
        EnvironmentFault `sync.…` when the central cannot be asked; then nothing is done.
        """
        ...

    def enrol(self, url: str, code: str) -> None:
        """Enrol this laptop with the central; whoever watches sync is told of the first one.

        Raises: PolicyDenied `settings.locked` where the policy names another; UserError,
        EnvironmentFault `sync.…`.
        """
        ...

    def offers_login(self, url: str) -> bool:
        """Whether one can enrol with that central by logging in with the browser.

        Raises: as `enrol`.
        """
        ...

    def enrol_by_browser(self, url: str, given_up: Callable[[], bool]) -> None:
        """Open the system browser, wait for its user to log in, and enrol this laptop.

        Ends within a second once `given_up` says so, and after five minutes in any case. Raises:
        UserError `sync.login_refused`, `sync.login_given_up`, `sync.no_login`; as `enrol`.
        """
        ...

    def log_in(self, given_up: Callable[[], bool]) -> None:
        """Log in with the browser once more, after `sync.login_needed`; then sync.

        Raises: as `enrol_by_browser`.
        """
        ...

    def own_computers(self) -> list[OwnComputer]:
        """The user's computers, asked of the central. Raises: as `enrol`, `cli.not_enrolled`."""
        ...

    def report_lost(self, computer: str) -> None:
        """One of the user's other computers is lost: shut out at once, wiped when it comes.

        Raises: UserError `sync.no_such_device`; as `own_computers`.
        """
        ...

    def protection(self) -> Protection:
        """How the open store is protected. Only while unlocked."""
        ...

    def recover(self, recovery_key: str, passphrase: str) -> Session:
        """Open with the printed key and set a new passphrase; the PIN is gone.

        Raises: UserError `store.recovery_key_mistyped`, `store.wrong_recovery_key`, ...
        """
        ...

    def confirm_recovery_key(self, typed: str) -> None:
        """Remember that the printed key was typed from the sheet. Raises as `recover`."""
        ...

    def change_passphrase(self, present: str, new: str) -> None:
        """Set another passphrase. `present`: the passphrase, PIN or printed key that opens now.

        Raises: UserError `store.wrong_passphrase`, EnvironmentFault `store.…`.
        """
        ...

    def set_pin(self, present: str, pin: str) -> None:
        """Set the PIN of this device; an empty one removes it. Raises as `change_passphrase`.

        Raises besides: EnvironmentFault `keyring.…`, and nothing is changed.
        """
        ...

    def confirm(self, secret: str) -> None:
        """Whether it is the passphrase or PIN of the open store; about a second.

        Raises: UserError `store.wrong_passphrase`, EnvironmentFault `keyring.…`.
        """
        ...

    def accept_doubt(self) -> None:
        """Go on from a store that is not as it was left, as the user decided who was told."""
        ...

    def restorable(self) -> list[Restorable]:
        """The snapshots there are, newest first; no key is needed. Raises: EnvironmentFault."""
        ...

    def restore(self, name: str, secret: str | bytes) -> Session:
        """Put a snapshot in the store's place and open it; only while locked.

        `secret`: passphrase, PIN or the printed key; as bytes, IT's emergency key (PEM). What stood
        there is set aside in a folder beside the data folder. Raises: UserError
        `store.wrong_passphrase`, `snapshot.none`, ...; EnvironmentFault `snapshot.damaged`,
        `store.…`; nothing has changed then.
        """
        ...

    def restore_backup(self, file: Path, secret: str | bytes) -> Session:
        """The same with a backup file. Raises besides: `backup.not_a_backup`, `backup.damaged`."""
        ...

    def housekeep(self) -> None:
        """After unlocking, away from the window: today's snapshot, and what goes by itself.

        Nothing is touched in a store in doubt. Raises: EnvironmentFault `store.…`.
        """
        ...

    def lock(self) -> None:
        """Save and close everything; the session is over."""
        ...

    def begin_anew(self) -> None:
        """End this process at once; the lock page begins in a fresh one that remembers nothing.

        Returns only where there is nothing to be ended: in the demo and in the fake.
        """
        ...
