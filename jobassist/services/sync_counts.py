"""What a sync did, and how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """What one sync did: operations answered, by answer; records and files that came and went.

    `not_vouched`: records that decide for everybody and did not come as the central signs them.
    """

    pushed: int = 0
    pulled: int = 0
    merged: int = 0
    conflicts: int = 0
    quarantined: int = 0
    purged: int = 0
    files_sent: int = 0
    files_fetched: int = 0
    files_refused: int = 0
    not_vouched: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far sync has come. `total` is at most that many.

    `phase`: `sending` (operations), `fetching` (rows), `files` (bytes, both ways).
    """

    phase: str
    done: int
    total: int


Told = Callable[[Progress], None]


def told_nobody(_progress: Progress) -> None:
    """For a sync that nobody watches."""
