"""What a sync did, and how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """What one sync did: operations answered, by answer; records fetched and removed."""

    pushed: int = 0
    pulled: int = 0
    merged: int = 0
    conflicts: int = 0
    quarantined: int = 0
    purged: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far sync has come. `phase`: `sending` or `fetching`; `total` is at most that many."""

    phase: str
    done: int
    total: int


Told = Callable[[Progress], None]


def told_nobody(_progress: Progress) -> None:
    """For a sync that nobody watches."""
