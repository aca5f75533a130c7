"""The door: from a locked data folder to a session, as the window and the command line see it.

`jobassist.bootstrap` makes the real one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the lock page needs no records
    from jobassist.session import Session


class DoorState(StrEnum):
    """What stands in the data folder."""

    NO_STORE = "no_store"  # nothing yet: offer to make one
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the window says of sync. `state`: not_enrolled, idle, working, offline or failed."""

    state: str
    unsent: int = 0
    conflicts: int = 0
    last_success: str | None = None  # instant, ISO 8601 UTC
    code: str | None = None  # the error's code when offline or failed


class Door(Protocol):
    """Opens and shuts the store."""

    def state(self) -> DoorState:
        """What stands in the data folder."""
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

    def enrol(self, url: str, code: str) -> None:
        """Enrol this laptop with the central. Raises: UserError, EnvironmentFault `sync.…`."""
        ...

    def lock(self) -> None:
        """Save and close everything; the session is over."""
        ...
