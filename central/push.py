"""Taking in what devices push: a batch is one transaction, each operation answered by itself.

An operation has its effect once, however often it is sent: its answer is stored with its id and
the hash of its bytes, in the transaction of its effect. What many operations read is read for all
of them, what they write is written for all of them, and the feeds' counters are taken last.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import ValidationError

from central import access, deciding, diary, group, joining, schema
from central.access import Actor
from central.clashing import publish_anew
from central.database import Database
from central.effect import Effect, carry_out
from central.feed import publish, settle
from central.group import Group
from central.identifiers import NUMBERS
from central.many import among
from central.records import load_all
from central.refusal import Refused
from central.seal import append_to_chains
from jobassist.records import KINDS
from jobassist.sync.wire import (
    ID_PATTERN,
    MAX_OPERATION_BYTES,
    Answer,
    Batch,
    Change,
    Outcome,
    Sent,
    canonical,
    digest,
)

_NOT_ITSELF = "hash_mismatch"  # its id may yet come with the right bytes: nothing is kept
_MAY_SUCCEED_ALONE = {"40001", "40P01"}  # could not be serialised, deadlock


def take_in(database: Database, actor: Actor, batch: Batch) -> list[Answer]:
    """One answer for each operation, in order."""
    try:
        return _take(database, actor, batch.operations)
    except sa.exc.IntegrityError:
        # Somebody else was faster with one of them: one by one, that one finds what they made.
        return [_take_alone(database, actor, sent) for sent in batch.operations]
    except sa.exc.OperationalError as error:
        if getattr(error.orig, "sqlstate", None) not in _MAY_SUCCEED_ALONE:
            raise
        return [_take_alone(database, actor, sent) for sent in batch.operations]


def _take_alone(database: Database, actor: Actor, sent: Sent) -> Answer:
    try:
        return _take(database, actor, [sent])[0]
    except sa.exc.IntegrityError:
        return _take(database, actor, [sent])[0]


def _take(database: Database, actor: Actor, operations: Sequence[Sent]) -> list[Answer]:
    changes = [_read(sent) for sent in operations]
    answers: list[Answer] = []
    sealed: list[tuple[str, str, str]] = []
    with database.write() as tx:
        known = _known(tx, operations)
        carried = Group()
        _read_ahead(tx, actor, carried, [c for c in changes if isinstance(c, Change)])
        group.begin(tx, carried)
        for sent, change in zip(operations, changes, strict=True):
            before = known.get(sent.id)
            if before is not None:
                answers.append(_again(actor, sent, before))
                continue
            if isinstance(change, Refused) and change.code == _NOT_ITSELF:
                answers.append(Answer(id=sent.id, outcome="quarantined", code=change.code))
                continue
            answer, link = _carry_out(tx, actor, carried, sent, change)
            answers.append(answer)
            sealed += [link] if link else []
            known[sent.id] = _remember(carried, actor, sent, change, answer)
        _tell_diary(tx, actor, carried)
        group.end(tx)
        carried.write_down(tx)
        settle(tx, carried)
        append_to_chains(tx, sealed)
    return answers


def _tell_diary(tx: sa.Connection, actor: Actor, carried: Group) -> None:
    """Which scopes were changed, and by how many records."""
    counts: dict[str, list[int]] = {}
    for scope, record_id in carried.moves:
        made_and_changed = counts.setdefault(scope, [0, 0])
        made_and_changed[record_id not in carried.new] += 1
    for scope, (made, changed) in sorted(counts.items()):
        if ":" in scope:
            diary.note(tx, actor, "change", scope, made=made, changed=changed)


def _known(tx: sa.Connection, operations: Iterable[Sent]) -> "dict[str, _Taken]":
    taken = schema.operation.c
    asked = sa.select(taken.id, taken.device_id, taken.hash, taken.answer)
    asked = asked.where(among(tx, taken.id, [sent.id for sent in operations]))
    return {row.id: _Taken(row.device_id, row.hash, row.answer) for row in tx.execute(asked)}


def _read_ahead(tx: sa.Connection, actor: Actor, carried: Group, changes: Sequence[Change]) -> None:
    """What these operations will ask for, in a few statements."""
    own = {change.record for change in changes}
    named = {name for change in changes for name in _named(change)}
    carried.records |= load_all(tx, sorted(own))
    carried.about |= group.read_about(tx, named | own)
    carried.holding |= group.read_holding(tx, own | named)
    numbered = {c.record for c in changes if c.kind in NUMBERS} | _numbered(changes)
    carried.joined |= joining.read_joined(tx, numbered)
    carried.clashes |= deciding.read(tx, {change.record for change in changes if change.base_rev})
    found = [*carried.records.values(), *carried.about.values()]
    cases = {one.case_id for one in found if one and one.case_id}
    cases |= {scope[5:] for held in carried.holding.values() for scope in held if _is_case(scope)}
    carried.roles |= access.read_roles(tx, actor, cases | named)


def _named(change: Change) -> Iterator[str]:
    """The ids of other records that the operation names."""
    kind = KINDS.get(change.kind)
    for info in kind.referring if kind else ():
        value = change.fields.get(info.wire)
        if isinstance(value, str) and re.fullmatch(ID_PATTERN, value):
            yield value


def _numbered(changes: Iterable[Change]) -> set[str]:
    """What references name that may have been joined into another record."""
    known = [(change, KINDS[change.kind]) for change in changes if change.kind in KINDS]
    return {
        value
        for change, kind in known
        for info in kind.referring
        if info.references in NUMBERS and isinstance(value := change.fields.get(info.wire), str)
    }


def _is_case(scope: str) -> bool:
    return scope.startswith("case:")


def _carry_out(
    tx: sa.Connection, actor: Actor, carried: Group, sent: Sent, change: Change | Refused
) -> tuple[Answer, tuple[str, str, str] | None]:
    """The operation's answer, and what it adds to a case's chain."""
    try:
        if isinstance(change, Refused):
            raise change
        effect = _effect(tx, actor, carried, change)
    except Refused as refused:
        return Answer(id=sent.id, outcome="quarantined", code=refused.code), None
    if effect.places is not None or effect.gone:
        publish(tx, effect.places or {}, effect.gone)
    publish_anew(tx, actor.user_id, change, effect)
    answer = Answer(id=sent.id, outcome=_outcome(effect), rev=effect.rev, clashes=effect.clashes)
    if effect.sealed is None:
        return answer, None
    return answer, (effect.sealed[0], change.record, effect.sealed[1])


def _effect(tx: sa.Connection, actor: Actor, carried: Group, change: Change) -> Effect:
    """What the operation does, and what it decides of clashes there are in its record."""
    clashes = carried.clashes.get(change.record, [])
    stored = carried.records.get(change.record) if clashes else None
    before = deciding.fields_of(stored.kind, stored.held.body) if stored else {}
    try:
        effect = carry_out(tx, actor, change)
    except Refused:
        if not deciding.only_says(clashes, actor, change):
            raise
        effect = Effect(rev=change.base_rev, mixed=True)  # it is to change nothing
    return deciding.settle(tx, actor, change, effect, known=clashes, before=before)


def _again(actor: Actor, sent: Sent, before: "_Taken") -> Answer:
    if (before.device_id, before.hash) == (actor.device_id, sent.hash):
        return Answer.model_validate_json(before.answer)
    return Answer(id=sent.id, outcome="quarantined", code="operation_reused")


def _read(sent: Sent) -> Change | Refused:
    """The operation's content, or why it is none."""
    if digest(sent.payload) != sent.hash:
        return Refused(_NOT_ITSELF)
    if len(sent.payload.encode()) > MAX_OPERATION_BYTES:
        return Refused("too_large")
    try:
        change = Change.model_validate_json(sent.payload)
    except ValidationError:
        return Refused("invalid")
    return change if change.id == sent.id else Refused("invalid")


def _outcome(effect: Effect) -> Outcome:
    if not effect.sealed and not all(clash.own for clash in effect.clashes):
        return "conflict"
    return "merged" if effect.mixed else "applied"


def _remember(
    carried: Group, actor: Actor, sent: Sent, change: Change | Refused, answer: Answer
) -> "_Taken":
    taken = _Taken(actor.device_id, sent.hash, answer.model_dump_json())
    row = {"id": sent.id, "device_id": taken.device_id, "hash": taken.hash}
    carried.add(schema.operation, {**row, "answer": taken.answer, "received_at": carried.at})
    if answer.outcome == "quarantined" or answer.clashes:
        what = canonical([c.model_dump() for c in answer.clashes])
        told = any(clash.own for clash in answer.clashes)  # to whose value gave way
        kept = {
            "operation_id": sent.id,
            "device_id": actor.device_id,
            "record_id": change.record if isinstance(change, Change) else "",
            "code": answer.code or (deciding.OPEN if told else answer.outcome),
            "payload": what if answer.clashes else canonical(sent.payload),
        }
        carried.add(schema.kept, kept)
    return taken


@dataclass(frozen=True, slots=True)
class _Taken:
    """An operation that was taken in before."""

    device_id: str
    hash: str
    answer: str
