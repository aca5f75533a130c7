"""Numbers that name one thing in the world: who has a CPR, a CVR or a P-number here.

The first record with a number holds it; a later one is a twin until the two are joined
(`central.joining`) or one of the numbers is mended.
"""

import json
import re

import sqlalchemy as sa

from central import schema
from central.database import now
from central.merge import Body
from central.schema_joined import identifier, twin
from jobassist.records import KINDS, Kind

NUMBERS = {"citizen": "cpr", "company": "cvr", "production_unit": "p_number"}
_NAMES = re.compile(r"(?!0+$)\d{8}(\d\d)?")


def number_of(kind: Kind, body: Body) -> str | None:
    """The number that names the record; None where it has none that says anything."""
    value = body.get(NUMBERS.get(kind.name, ""))
    return value if isinstance(value, str) and _NAMES.fullmatch(value) else None


def holder(tx: sa.Connection, kind: Kind, body: Body) -> str | None:
    """The record that has this record's number."""
    value = number_of(kind, body)
    if value is None:
        return None
    its = (identifier.c.kind == kind.name) & (identifier.c.value == value)
    found: str | None = tx.scalar(sa.select(identifier.c.record_id).where(its))
    return found


def enter(tx: sa.Connection, kind: Kind, record_id: str, body: Body) -> None:
    """The record has this number from now on, or is the twin of the one that has."""
    if kind.name not in NUMBERS:
        return
    leave(tx, record_id)
    value = number_of(kind, body)
    if value is None:
        return
    first = holder(tx, kind, body)
    if first is None:
        row = {"kind": kind.name, "value": value, "record_id": record_id}
        tx.execute(sa.insert(identifier), row)
    else:
        row = {"record_id": record_id, "of_id": first, "found_at": now()}
        tx.execute(sa.insert(twin), row)


def leave(tx: sa.Connection, record_id: str) -> None:
    """The record has no number any more; the first of its twins has it instead."""
    tx.execute(sa.delete(twin).where(twin.c.record_id == record_id))
    mine = identifier.c.record_id == record_id
    if not tx.execute(sa.delete(identifier).where(mine)).rowcount:
        return
    record = schema.record.c
    asked = sa.select(record.id, record.kind, record.body)
    asked = asked.join(twin, twin.c.record_id == record.id).where(twin.c.of_id == record_id)
    for other in tx.execute(asked.order_by(record.id)).all():
        enter(tx, KINDS[other.kind], other.id, json.loads(other.body))


def twins(tx: sa.Connection) -> list[tuple[str, str, str]]:
    """What waits to be joined: kind, the record, the one that has its number; the oldest first."""
    record = schema.record.c
    asked = sa.select(record.kind, twin.c.record_id, twin.c.of_id)
    asked = asked.join(schema.record, record.id == twin.c.record_id)
    rows = tx.execute(asked.order_by(twin.c.found_at, twin.c.record_id))
    return [(KINDS[row.kind].name, row.record_id, row.of_id) for row in rows]
