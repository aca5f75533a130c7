"""One round of the connectors: receipts are taken in, and what is due is delivered.

No transaction is open while a connector works: another system that hangs holds nobody up here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from central import attachments
from central.connectors import outbox
from central.connectors.outbox import Delivery, State
from central.connectors.port import Connector, Event, Parcel
from central.database import Database
from central.records import Stored
from central.records import look as look_at
from jobassist import log
from jobassist.errors import AppError, EnvironmentFault, UserError


@dataclass(slots=True)
class Counts:
    """What a round did."""

    delivered: int = 0
    received: int = 0
    again: int = 0
    dead: int = 0


def go(database: Database, connectors: Sequence[Connector]) -> Counts:
    """Do what there is to do for each of them; one that fails holds up no other."""
    counts = Counts()
    for connector in connectors:
        try:
            _receipts(database, connector, counts)
        except EnvironmentFault as error:
            log.event("connector.receipts_failed", code=error.code)
        while due := outbox.claim(database, connector):
            for one in due:
                _deliver(database, connector, one, counts)
    return counts


def _receipts(database: Database, connector: Connector, counts: Counts) -> None:
    for told in connector.receipts():
        with database.write() as tx:
            outbox.receipt(tx, told.message_id, is_received=told.is_sent, reason=told.reason)
        counts.received += told.is_sent
        counts.dead += not told.is_sent
        connector.noted(told.message_id)


def _deliver(database: Database, connector: Connector, one: Delivery, counts: Counts) -> None:
    try:
        with database.read() as tx:
            parcel = pack(tx, one)
        connector.deliver(parcel)
    except AppError as error:
        retryable = isinstance(error, EnvironmentFault)
        with database.write() as tx:
            state = outbox.failed(tx, one, error.code, retryable=retryable)
        counts.dead += state is State.DEAD
        counts.again += state is State.WAITING
        log.event("connector.failed", code=error.code, delivery=one.id, tries=one.tries)
        return
    with database.write() as tx:
        outbox.delivered(tx, one.id)
    counts.delivered += 1


def pack(tx: sa.Connection, one: Delivery) -> Parcel:
    """What the delivery is of, as it is now. Raises: UserError `connector.erased`."""
    record = _held(tx, one.record_id)
    case = _held(tx, one.case_id or "")
    citizen = _held(tx, case.held.body["citizen_id"])
    author = _held(tx, record.held.body["author_id"])
    content = None
    if one.event in (Event.DOCUMENT_HELD, Event.DOCUMENT_SIGNED):
        content = attachments.content(tx, record.held.body["sha256"])
        if content is None:
            raise UserError("connector.erased")
    return Parcel(
        id=one.id,
        event=one.event,
        queued_at=one.queued_at,
        record_id=one.record_id,
        record=record.held.body,
        author=author.held.body["name"],
        case=case.held.body,
        citizen=citizen.held.body,
        content=content,
    )


def _held(tx: sa.Connection, record_id: str) -> Stored:
    stored = look_at(tx, record_id)
    if stored is None:
        raise UserError("connector.erased")
    return stored
