"""Sending: what waits in the outbox goes in its order, and is kept there until it is answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from jobassist import log
from jobassist.errors import EnvironmentFault
from jobassist.ports.central import CentralPort
from jobassist.ports.store import EPOCH, Store
from jobassist.ports.stored import Operation, Other
from jobassist.records import KINDS, Kind, Value
from jobassist.services.sync_counts import Counts, Progress, Told
from jobassist.services.sync_pull import begin_epoch_if_new
from jobassist.sync.wire import (
    MAX_BATCH,
    MAX_BODY_BYTES,
    MAX_OPERATION_BYTES,
    Answer,
    Batch,
    Sent,
    canonical,
    digest,
    to_wire,
)

_BATCH_BYTES = MAX_BODY_BYTES * 3 // 8  # a payload at most doubles when it is quoted


@dataclass(slots=True)
class _Way:
    """How far sending has come."""

    done: int
    total: int


def push(store: Store, central: CentralPort, counts: Counts, told: Told) -> None:
    """Send everything that waits. Raises: what the port raises; what was answered is settled."""
    with store.read() as tx:
        way = _Way(0, tx.sync_counts().unsent)
    while True:
        with store.sync() as tx:
            pending, epoch = tx.pending(MAX_BATCH), tx.setting(EPOCH)
        waiting = [as_sent(op) for op in pending]
        if not waiting:
            return
        told(Progress("sending", way.done, max(way.total, way.done + len(waiting))))
        batch, refused = _fitting(waiting)
        answers = _sent(central, batch, epoch)
        if answers is None:
            begin_epoch_if_new(store, central)
            continue
        kinds = {op.id: KINDS[op.kind] for op in pending}
        with store.sync() as tx:
            for answer in (*refused, *answers):
                clashed, others = _clashed(kinds[answer.id], answer)
                tx.settle(
                    answer.id, answer.outcome, answer.rev, answer.code, clashed, others=others
                )
                _count(counts, answer)
        way.done += len(refused) + len(answers)


def _sent(central: CentralPort, batch: list[Sent], epoch: str | None) -> tuple[Answer, ...] | None:
    """The answers; None: the central's history is another one, and nothing was taken in."""
    if not batch:
        return ()
    try:
        return central.push(Batch(epoch=epoch, operations=tuple(batch)))
    except EnvironmentFault as fault:
        if fault.code != "sync.other_epoch":
            raise
        return None


def as_sent(op: Operation) -> Sent:
    """The operation as it travels; from the same operation always the same bytes."""
    change = {
        "id": op.id,
        "seq": op.seq,
        "kind": op.kind,
        "record": op.record_id,
        "base_rev": op.base_rev,
        "fields": to_wire(KINDS[op.kind], op.fields),
    }
    if op.epoch:
        change["epoch"] = op.epoch
    payload = canonical(change)
    return Sent(id=op.id, hash=digest(payload), payload=payload)


def _clashed(kind: Kind, answer: Answer) -> tuple[dict[str, Value], dict[str, Other]]:
    """What did not stand and whose change it clashed with, by the fields' names here."""
    known = {info.wire: info.name for info in kind.fields}
    its = [clash for clash in answer.clashes if clash.field in known and not clash.own]
    kept = {known[clash.field]: clash.kept for clash in its}
    others = {known[one.field]: (one.by or "", one.at or "") for one in its if one.by or one.at}
    return cast(dict[str, Value], kept), others


def _fitting(waiting: Iterable[Sent]) -> tuple[list[Sent], list[Answer]]:
    """What goes into one request, and answers to what no central would take."""
    batch: list[Sent] = []
    refused: list[Answer] = []
    room = _BATCH_BYTES
    for sent in waiting:
        size = len(sent.payload.encode())
        if size > MAX_OPERATION_BYTES:
            refused.append(Answer(id=sent.id, outcome="quarantined", code="too_large"))
        elif size > room:
            break  # what comes later may build on it
        else:
            batch.append(sent)
            room -= size
    return batch, refused


def _count(counts: Counts, answer: Answer) -> None:
    if answer.outcome == "quarantined":
        counts.quarantined += 1
        log.event("sync.quarantined", operation=answer.id, code=answer.code)
        return
    counts.pushed += 1
    counts.merged += answer.outcome == "merged"
    counts.conflicts += answer.outcome == "conflict"
