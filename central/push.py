"""Taking in what devices push: each operation in a transaction of its own, answered one by one.

An operation has its effect once, however often it is sent: its answer is stored with its id and
the hash of its bytes, in the transaction of its effect.
"""

import sqlalchemy as sa
from pydantic import ValidationError

from central import schema
from central.access import Actor
from central.database import Database, now
from central.effect import Effect, carry_out
from central.feed import publish
from central.refusal import Refused
from central.seal import append_to_chain
from jobassist.sync.wire import (
    MAX_OPERATION_BYTES,
    Answer,
    Batch,
    Change,
    Outcome,
    Sent,
    canonical,
    digest,
)


def take_in(database: Database, actor: Actor, batch: Batch) -> list[Answer]:
    """One answer for each operation, in order."""
    return [_take_one(database, actor, sent) for sent in batch.operations]


def _take_one(database: Database, actor: Actor, sent: Sent) -> Answer:
    try:
        with database.write() as tx:
            return _take(tx, actor, sent)
    except sa.exc.IntegrityError:
        # The same operation, or another one that makes the same record, was faster: look again.
        with database.write() as tx:
            return _take(tx, actor, sent)


def _take(tx: sa.Connection, actor: Actor, sent: Sent) -> Answer:
    operation = schema.operation
    known = tx.execute(sa.select(operation).where(operation.c.id == sent.id)).one_or_none()
    if known is not None:
        if (known.device_id, known.hash) == (actor.device_id, sent.hash):
            return Answer.model_validate_json(known.answer)
        return Answer(id=sent.id, outcome="quarantined", code="operation_reused")
    if digest(sent.payload) != sent.hash:
        return Answer(id=sent.id, outcome="quarantined", code="hash_mismatch")
    effect = Effect(rev=0)
    record_id = ""
    try:
        change = _read(sent)
        record_id = change.record
        effect = carry_out(tx, actor, change)
        answer = Answer(
            id=sent.id, outcome=_outcome(effect), rev=effect.rev, clashes=effect.clashes
        )
    except Refused as refused:
        answer = Answer(id=sent.id, outcome="quarantined", code=refused.code)
    _remember(tx, actor, sent, record_id, answer)
    if effect.places is not None:
        publish(tx, effect.places)
    if effect.sealed is not None:
        append_to_chain(tx, effect.sealed[0], record_id, effect.sealed[1])
    return answer


def _read(sent: Sent) -> Change:
    if len(sent.payload.encode()) > MAX_OPERATION_BYTES:
        raise Refused("too_large")
    try:
        change = Change.model_validate_json(sent.payload)
    except ValidationError:
        raise Refused("invalid") from None
    if change.id != sent.id:
        raise Refused("invalid")
    return change


def _outcome(effect: Effect) -> Outcome:
    if effect.clashes and not effect.sealed:
        return "conflict"
    return "merged" if effect.mixed else "applied"


def _remember(tx: sa.Connection, actor: Actor, sent: Sent, record_id: str, answer: Answer) -> None:
    tx.execute(
        sa.insert(schema.operation).values(
            id=sent.id,
            device_id=actor.device_id,
            hash=sent.hash,
            answer=answer.model_dump_json(),
            received_at=now(),
        )
    )
    if answer.outcome == "quarantined" or answer.clashes:
        what = canonical([c.model_dump() for c in answer.clashes])
        tx.execute(
            sa.insert(schema.kept).values(
                operation_id=sent.id,
                device_id=actor.device_id,
                record_id=record_id,
                code=answer.code or answer.outcome,
                payload=what if answer.clashes else canonical(sent.payload),
            )
        )
