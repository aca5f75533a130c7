"""A group of operations in one transaction: read ahead in a few statements, written in a few.

While a transaction carries a group, `records`, `access` and `feed` ask it first and leave their
writes with it; nothing of that is in the database before `write_down`. An operation that is
refused has left nothing here, because it is refused before it writes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from central import schema
from central.database import now
from central.many import among, insert_all

if TYPE_CHECKING:
    from central.deciding import KeptClashes
    from central.records import Stored

_OPTION = "group"
EMPTY = "{}"  # the body of a record that was erased
_RECORD = schema.record
_COLUMNS = ("rev", "body", "field_revs", "history", "sealed", "unknown")
_STORE = (
    sa.update(_RECORD)
    .where(_RECORD.c.id == sa.bindparam("record_id"))
    .values({name: sa.bindparam(name) for name in _COLUMNS})
)


@dataclass(frozen=True, slots=True)
class About:
    """What a reference needs to know of the record it names."""

    kind: str
    case_id: str | None
    created_by: str
    erased: bool = False


@dataclass(slots=True)
class Group:
    """What is known and what is to be written."""

    at: str = field(default_factory=now)  # the instant of all of it
    records: "dict[str, Stored | None]" = field(default_factory=dict)
    about: dict[str, About | None] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    holding: dict[str, set[str]] = field(default_factory=dict)
    joined: dict[str, str | None] = field(default_factory=dict)
    clashes: "dict[str, list[KeptClashes]]" = field(default_factory=dict)
    new: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    moves: dict[tuple[str, str], bool] = field(default_factory=dict)
    rows: dict[sa.Table, list[dict[str, Any]]] = field(default_factory=dict)

    def know(self, stored: "Stored") -> None:
        """The record is so from now on."""
        self.records[stored.id] = stored
        self.about[stored.id] = About(stored.kind.name, stored.case_id, stored.created_by)

    def insert(self, record_id: str, row: dict[str, Any]) -> None:
        """A new record."""
        self.new[record_id] = row

    def update(self, record_id: str, columns: dict[str, Any]) -> None:
        """New values of a record; of several changes the last is written."""
        if record_id in self.new:
            self.new[record_id] |= columns
        else:
            self.changed[record_id] = {"record_id": record_id, **columns}

    def move(self, places: Mapping[str, set[str]]) -> None:
        """A record's places from now on; its latest move decides where it stands in a feed."""
        for record_id, wanted in places.items():
            for scope in wanted | self.holding.get(record_id, set()):
                self.moves.pop((scope, record_id), None)
                self.moves[scope, record_id] = scope not in wanted
            self.holding[record_id] = set(wanted)

    def add(self, table: sa.Table, row: dict[str, Any]) -> None:
        """A row of another table."""
        self.rows.setdefault(table, []).append(row)

    def write_down(self, tx: sa.Connection) -> None:
        """Write everything but the feeds, whose counters are to be taken last."""
        if self.new:
            insert_all(tx, _RECORD, list(self.new.values()))
        if self.changed:
            tx.execute(_STORE, list(self.changed.values()))
        for table, rows in self.rows.items():
            insert_all(tx, table, rows)


def of(tx: sa.Connection) -> Group | None:
    """The group that the transaction carries, if any."""
    found: Group | None = tx.get_execution_options().get(_OPTION)
    return found


def begin(tx: sa.Connection, group: Group) -> None:
    """Let the transaction carry the group."""
    tx.execution_options(**{_OPTION: group})


def end(tx: sa.Connection) -> None:
    """From now on everything goes to the database at once."""
    tx.execution_options(**{_OPTION: None})


def read_holding(tx: sa.Connection, record_ids: Iterable[str]) -> dict[str, set[str]]:
    """For each record the scopes that hold it now."""
    held: dict[str, set[str]] = {record_id: set() for record_id in record_ids}
    entry = schema.entry.c
    asked = sa.select(entry.record_id, entry.scope)
    asked = asked.where(among(tx, entry.record_id, held), sa.not_(entry.gone))
    for row in tx.execute(asked) if held else ():
        held[row.record_id].add(row.scope)
    return held


def read_about(tx: sa.Connection, record_ids: Iterable[str]) -> dict[str, About | None]:
    """For each record what references need to know; None for one there is not."""
    found: dict[str, About | None] = dict.fromkeys(record_ids)
    record = _RECORD.c
    asked = sa.select(record.id, record.kind, record.case_id, record.created_by)
    asked = asked.add_columns((record.body == EMPTY).label("erased"))
    for row in tx.execute(asked.where(among(tx, record.id, found))) if found else ():
        found[row.id] = About(row.kind, row.case_id, row.created_by, bool(row.erased))
    return found
