"""The outbox: a delivery is written in the transaction of what it tells of.

Nothing is lost between an effect and its delivery, whatever crashes. A row names the record; what
it says is read when it is delivered, so that erasing a case reaches what still waits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import group
from central.connectors.port import ENVELOPE, SIGNED, Connector, Event
from central.database import Database, now, stamp
from central.schema_outbox import delivery
from jobassist.errors import UserError
from jobassist.records import Kind

MOST_TRIES = 12
_LEASE = timedelta(minutes=5)  # longer than a delivery may take
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
_AT_ONCE = 20


class State(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    RECEIVED = "received"  # the other system says so
    DEAD = "dead"  # nobody tries any more until IT says so


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the outbox."""

    id: str
    connector: str
    event: Event
    record_id: str
    case_id: str | None
    state: State
    tries: int
    due_at: str
    reason: str
    queued_at: str
    changed_at: str


def told_of(kind: Kind, body: dict[str, Any], *, sealed: bool) -> tuple[Event, ...]:
    """What there is to deliver now that a record has these values."""
    if sealed and kind.name == "note":
        return (Event.NOTE_FINAL,)
    if kind.name != "attachment" or not body["held_at"]:
        return ()
    if body["title"] == SIGNED and body["belongs_to"].startswith(ENVELOPE):
        return (Event.DOCUMENT_HELD, Event.DOCUMENT_SIGNED)
    return (Event.DOCUMENT_HELD,)


def enter(tx: sa.Connection, events: Iterable[Event], record_id: str, case_id: str | None) -> None:
    """Write a delivery for each connector that wants one of the events."""
    database: Database = tx.get_execution_options()["of"]
    pairs = [(one, event) for event in events for one in database.connectors]
    wanted = [(one, event) for one, event in pairs if event in one.events]
    if not wanted:
        return
    carried, at = group.of(tx), now()
    for connector, event in wanted:
        row: dict[str, Any] = {
            "id": str(uuid_utils.uuid7()),
            "connector": connector.name,
            "event": str(event),
        }
        row |= {"record_id": record_id, "case_id": case_id, "state": State.WAITING.value}
        row |= {"due_at": at, "reason": "", "queued_at": at, "changed_at": at}
        if carried:
            carried.add(delivery, {**row, "tries": 0})
        else:
            tx.execute(sa.insert(delivery).values(tries=0, **row))


def claim(database: Database, connector: Connector) -> list[Delivery]:
    """Deliveries that are due, for this process alone for some minutes; their tries are counted."""
    due = sa.select(delivery).where(
        delivery.c.connector == connector.name,
        delivery.c.state == State.WAITING.value,
        delivery.c.due_at <= now(),
    )
    with database.write() as tx:
        oldest = due.order_by(delivery.c.due_at, delivery.c.id).limit(_AT_ONCE)
        rows = tx.execute(oldest.with_for_update(skip_locked=True)).all()
        lease = stamp(datetime.now(UTC) + _LEASE)
        mine = sa.update(delivery).where(delivery.c.id.in_([row.id for row in rows]))
        tx.execute(mine.values(due_at=lease, tries=delivery.c.tries + 1))
    return [_delivery(row, tries=row.tries + 1) for row in rows]


def delivered(tx: sa.Connection, id: str) -> None:
    """The connector has it."""
    _set(tx, id, State.DELIVERED, "")


def failed(tx: sa.Connection, one: Delivery, reason: str, *, retryable: bool) -> State:
    """It could not be delivered: it is tried again after a pause, or no more."""
    if not retryable or one.tries >= MOST_TRIES:
        _set(tx, one.id, State.DEAD, reason)
        return State.DEAD
    _set(tx, one.id, State.WAITING, reason, due_at=stamp(datetime.now(UTC) + pause(one.tries)))
    return State.WAITING


def receipt(tx: sa.Connection, id: str, *, is_received: bool, reason: str) -> None:
    """The other system has said what became of it."""
    known = sa.select(delivery.c.state).where(delivery.c.id == id)
    if tx.scalar(known) in (State.WAITING, State.DELIVERED):
        _set(tx, id, State.RECEIVED if is_received else State.DEAD, reason)


def again(tx: sa.Connection, id: str) -> None:
    """Try a dead delivery again from the beginning.

    Raises: UserError `connector.no_such_delivery`, `connector.not_dead`.
    """
    state = tx.scalar(sa.select(delivery.c.state).where(delivery.c.id == id).with_for_update())
    if state is None:
        raise UserError("connector.no_such_delivery")
    if state != State.DEAD:
        raise UserError("connector.not_dead")
    tx.execute(sa.update(delivery).where(delivery.c.id == id).values(tries=0))
    _set(tx, id, State.WAITING, "", due_at=now())


def listed(tx: sa.Connection, *states: State, limit: int | None = None) -> list[Delivery]:
    """Deliveries in these states (none given: in any), the oldest first."""
    query = sa.select(delivery).order_by(delivery.c.queued_at, delivery.c.id).limit(limit)
    if states:
        query = query.where(delivery.c.state.in_([state.value for state in states]))
    return [_delivery(row) for row in tx.execute(query)]


def counts(tx: sa.Connection) -> dict[tuple[str, State], int]:
    """How many deliveries each connector has in each state."""
    columns = (delivery.c.connector, delivery.c.state)
    query = sa.select(*columns, sa.func.count()).group_by(*columns)
    return {(name, State(state)): int(count) for name, state, count in tx.execute(query)}


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    doubled: int = 2 ** (tries - 1)
    return min(_FIRST_PAUSE * doubled, _LONGEST_PAUSE)


def _set(tx: sa.Connection, id: str, state: State, reason: str, **more: str) -> None:
    values: dict[str, Any] = {"state": state.value, "reason": reason, "changed_at": now(), **more}
    tx.execute(sa.update(delivery).where(delivery.c.id == id).values(**values))


def _delivery(row: Any, **anew: Any) -> Delivery:
    told = {name: getattr(row, name) for name in Delivery.__dataclass_fields__}
    told |= {"event": Event(row.event), "state": State(row.state), **anew}
    return Delivery(**told)
