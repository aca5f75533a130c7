"""The access log as the services see it: who did what with whose data, never the data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Access(StrEnum):
    """What was done (the six kinds of use that must be logged, EVIDENCE: law)."""

    READ = "read"
    ADD = "add"
    SEARCH = "search"
    CHANGE = "change"
    EXTRACT = "extract"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Touch:
    """One access: what was done with which record, and whose data it is (None: nobody's alone).

    Of a search `record_id` holds the keyed hashes of its words, parted by spaces.
    """

    action: Access
    kind: str
    record_id: str
    citizen_id: str | None = None


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """An access as the log keeps it; `number` rises by one for each."""

    number: int
    at: datetime
    user_id: str
    touch: Touch


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took: how many records, and the notes whose sound must go with them."""

    records: int
    note_ids: tuple[str, ...]
