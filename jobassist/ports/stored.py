"""What passes the store's edge besides records: hits, changes on their way, what did not stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from jobassist.records import Case, CaseAssignment, Citizen, Company, ProductionUnit, User, Value


@dataclass(frozen=True, slots=True)
class Found:
    """A search hit. `snippet` marks the words that matched with ⟦ and ⟧. Best first by `rank`.

    `citizen` is the name of the citizen it is about, `case_number` the case's.
    """

    id: str
    snippet: str
    rank: float
    citizen: str = ""
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as a list shows it."""

    case: Case
    citizen: Citizen
    coordinator: User | None
    assignments: tuple[CaseAssignment, ...]


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A workplace of the register, and the company it is part of, if that is here."""

    unit: ProductionUnit
    company: Company | None


@dataclass(frozen=True, slots=True)
class Operation:
    """A change on its way to the central: these fields of this record, against this revision.

    `id` is a UUIDv7 and names the effect: however often the operation is sent, it has effect
    once. `seq` rises by one for each operation of this device. `fields` is in plain form.
    `epoch` is the one of the central's history that `base_rev` was read in. `told` names fields
    that only tell what stands, in somebody else's words maybe: where they do not arrive, nothing
    of theirs is to be kept.
    """

    id: str
    seq: int
    kind: str
    record_id: str
    base_rev: int
    fields: dict[str, Value]
    epoch: str | None = None
    told: frozenset[str] = frozenset()

    @property
    def own(self) -> dict[str, Value]:
        """What its writer wants to stand."""
        return {name: value for name, value in self.fields.items() if name not in self.told}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record as the central holds it. `fields` None: it is gone from this scope.

    `joined`: because it turned out to be this other one.
    """

    kind: str
    record_id: str
    rev: int
    fields: dict[str, Value] | None
    joined: str | None = None


Other: TypeAlias = tuple[str, str]
"""Who had changed what clashed: a user's id, and the central's instant (ISO 8601 UTC)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Values that did not stand, kept until somebody decides; `id` names them in this store.

    `why`: `conflict` (the central's value stands), `quarantined` (the central refused it),
    `purged` (the case was lost before it was sent), `unreadable` (a row nobody could read),
    `overruled` (a colleague's: this user's value stands, and there is nothing to send or lose).
    The operation's `id` is empty where the values came from the central. `code` is the central's
    reason for refusing; `others` tells by field who (a user's id) had changed it, and when.
    """

    id: str
    why: str
    operation: Operation
    code: str | None = None
    others: Mapping[str, Other] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SyncCounts:
    """What waits: operations not acknowledged, conflicts to decide, quarantined operations."""

    unsent: int
    conflicts: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class News:
    """A record that came in from the central, new or with these fields changed by somebody else.

    `place` rises. What the record holds stands in the record.
    """

    place: int
    case_id: str
    kind: str
    record_id: str
    fields: tuple[str, ...]  # none: the record is new
    at: datetime
