"""What the sync client changes: answers to operations, and the central's rows."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from jobassist.errors import UserError
from jobassist.ports.stored import Incoming, Operation, Other
from jobassist.records import KINDS, Kind, Merge, Record, Value
from jobassist.records.plain import changed, from_plain, to_plain
from storage import erasure, held, joined, news, outbox, rows, sent
from storage.schema import OUTBOX, THEIRS

_FEW = 8  # rows that are not worth looking at together
_REV = "rev"  # beside the fields of what the central has; no field is called so


@dataclass(frozen=True, slots=True)
class Told:
    """By field, the values that did not stand, and whose change they clashed with."""

    clashed: Mapping[str, Value] = field(default_factory=dict)
    others: Mapping[str, Other] = field(default_factory=dict)


def settle(
    connection: Connection,
    op_id: str,
    outcome: str,
    rev: int,
    code: str | None,
    *,
    at: datetime,
    told: Told = Told(),
) -> None:
    """Take in the answer to an operation; one that is unknown here was answered before."""
    operation = outbox.by_id(connection, op_id)
    if operation is None:
        return
    if outcome == "quarantined" and sent.wait(connection, operation, code):
        return
    outbox.take_out(connection, operation)
    if outcome != "quarantined":
        sent.remember(connection, operation, at)
    kind = KINDS[operation.kind]
    record = rows.fetch(connection, kind, operation.record_id)
    held.expect(connection, kind, operation.record_id, record)
    if outcome in ("conflict", "quarantined"):
        by_keys = {info.name for info in kind.fields if info.merge is Merge.KEYS}
        lost = operation.fields
        if outcome == "conflict":
            clashed = told.clashed.keys() or lost.keys()  # what clashed in a field unknown here
            lost = {n: v for n, v in lost.items() if n in clashed and n not in by_keys}
        parts = {n: v for n, v in told.clashed.items() if n in by_keys}
        aside = replace(operation, fields={**lost, **parts})
        outbox.keep(connection, aside, outcome, code=code, others=told.others)
        if record:
            _show_theirs(connection, kind, record, replace(operation, fields=lost))
        if record and outcome == "quarantined" and kind.is_sealed(record):
            _give_way(connection, kind, record)
    else:
        if record and outcome == "applied" and record.rev == operation.base_rev:
            rows.update(connection, kind, replace(record, rev=rev), set())
        if outcome == "applied":
            _rebase(connection, operation, rev)
    if not outbox.of_record(connection, operation.kind, operation.record_id):
        _forget_theirs(connection, operation.kind, operation.record_id)


def _rebase(connection: Connection, answered: Operation, rev: int) -> None:
    """Later changes were made on what the central now has, as nobody else had part in it.

    After a merge they were not: what others wrote has yet to be seen here. What was handed out
    already stays as it is, to the byte; the central knows that it is this device's own.
    """
    its = (OUTBOX.c.kind == answered.kind) & (OUTBOX.c.record_id == answered.record_id)
    behind = its & (OUTBOX.c.base_rev < rev) & (OUTBOX.c.frozen == 0)
    connection.execute(OUTBOX.update().where(behind).values(base_rev=rev))


def _show_theirs(connection: Connection, kind: Kind, record: Record, lost: Operation) -> None:
    """Where the central's value stands and is known here already, show it."""
    theirs = _theirs(connection, kind.name, record.id)
    later = outbox.unsent_fields(outbox.of_record(connection, kind.name, record.id))
    back = {n: theirs[n] for n in lost.fields if n in theirs and n not in later}
    if back and not kind.is_sealed(record):
        rows.update(connection, kind, _with(record, record.rev, back), set(back))


def _give_way(connection: Connection, kind: Kind, record: Record) -> None:
    """What was sealed here is not received: where the central has sealed it, that one stands."""
    theirs = _theirs(connection, kind.name, record.id)
    rev = theirs.pop(_REV, record.rev)
    standing = _with(record, cast(int, rev), theirs)
    if theirs and kind.is_sealed(standing):
        _replace_sealed(connection, kind, standing)


def break_seal(connection: Connection, refused: Operation) -> bool:
    """The user lets go of a seal that the central refused: what stands there is fetched anew.

    Until then the record is the draft it was. What came of the central's meanwhile, and could not
    be shown in what was sealed, comes again with it. False: it was no such seal.
    """
    kind = KINDS.get(refused.kind)
    record = rows.fetch(connection, kind, refused.record_id) if kind else None
    if kind is None or record is None:
        return False
    draft = kind.unsealed(record)
    if draft == record or not refused.fields.items() <= to_plain(record).items():
        return False
    outbox.forget_others_words(connection, kind.name, record.id)
    _replace_sealed(connection, kind, draft)
    held.read_anew(connection, kind, record)
    return True


def _replace_sealed(connection: Connection, kind: Kind, incoming: Record) -> None:
    """A sealed row cannot be changed: it goes, once its own words are kept, and another comes."""
    rows.delete(connection, kind, incoming.id)
    rows.insert(connection, kind, incoming)


def remember_before(connection: Connection, kind: Kind, record: Record) -> None:
    """Before the first unsent change: what the central has, should the change not stand."""
    if record.rev and not outbox.of_record(connection, kind.name, record.id):
        _remember_theirs(connection, kind, record)


def take_in_all(
    connection: Connection, scope: str, incoming: Sequence[Incoming], at: datetime | None
) -> None:
    """Take over a page. What is new here goes in at once; the rest one by one."""
    for name in dict.fromkeys(row.kind for row in incoming):
        its = [row for row in incoming if row.kind == name]
        for row in _insert_new(connection, scope, name, its, at):
            take_in(connection, scope, row, at)


def _insert_new(
    connection: Connection, scope: str, name: str, its: list[Incoming], at: datetime | None
) -> list[Incoming]:
    """Insert what is not here and can be read; returns what is left to look at."""
    kind = KINDS.get(name)
    if kind is None or len(its) < _FEW:
        return its
    there = rows.there(connection, kind, [row.record_id for row in its])
    there |= erasure.erased_of(connection, name)
    new: list[Record] = []
    left: list[Incoming] = []
    for row in its:
        if row.fields is None or row.record_id in there:
            left.append(row)
            continue
        try:
            new.append(from_plain(kind.cls, row.record_id, row.rev, row.fields))
        except UserError:
            left.append(row)
    if new:
        rows.insert_all(connection, kind, new)
        held.hold_new(connection, scope, name, [record.id for record in new])
    if at:
        news.tell_all(connection, kind, new, at)
    return left


def take_in(connection: Connection, scope: str, row: Incoming, at: datetime | None) -> None:
    """Take over one of the central's rows. One that cannot be read is kept, and blocks nothing.

    `at` is when it came in; None while a scope is fetched from its beginning: that is no news.
    """
    if row.fields is None:
        if row.joined and row.kind in KINDS:
            joined.give_way(connection, KINDS[row.kind], row.record_id, row.joined)
        held.let_go(connection, scope, row.kind, row.record_id)
        return
    if erasure.is_erased(connection, row.kind, row.record_id):
        return
    kind = KINDS.get(row.kind)
    try:
        if kind is None:
            raise UserError("record.invalid", kind=row.kind, field="kind")
        stored = rows.fetch(connection, kind, row.record_id)
        known = to_plain(stored) if stored else {}
        incoming = from_plain(kind.cls, row.record_id, row.rev, {**known, **row.fields})
    except UserError:
        unreadable = Operation("", 0, row.kind, row.record_id, row.rev, row.fields)
        outbox.keep(connection, unreadable, "unreadable")
        return
    anew = held.hold(connection, scope, row.kind, row.record_id)
    if stored is None:
        rows.insert(connection, kind, incoming)
        if at:
            news.tell(connection, kind, incoming, {}, at)
    elif row.rev >= stored.rev or anew:
        _merge(connection, kind, stored, incoming, at)


def _merge(
    connection: Connection, kind: Kind, stored: Record, incoming: Record, at: datetime | None
) -> None:
    waiting = outbox.of_record(connection, kind.name, stored.id)
    unsent = outbox.unsent_fields(waiting)
    difference = changed(stored, incoming)
    if kind.is_sealed(stored) and difference:
        _meet_sealed(connection, kind, incoming, difference, waits=bool(unsent))
        return
    if waiting:
        _remember_theirs(connection, kind, incoming)
        if not kind.is_sealed(incoming):  # what is sealed is a whole: ours will be refused
            ours = {n: v for n, v in to_plain(stored).items() if n in unsent}
            incoming = _with(incoming, incoming.rev, ours)
    rows.update(connection, kind, incoming, set(difference))
    if at and (came := changed(stored, incoming)):
        news.tell(connection, kind, incoming, came, at)


def _meet_sealed(
    connection: Connection,
    kind: Kind,
    incoming: Record,
    difference: dict[str, Value],
    *,
    waits: bool,
) -> None:
    """The central has another content for what is sealed here."""
    if waits:  # which one stands, the answer to ours will say
        if kind.is_sealed(incoming):
            _remember_theirs(connection, kind, incoming)
    elif kind.is_sealed(incoming) and outbox.was_refused(connection, kind.name, incoming.id):
        _replace_sealed(connection, kind, incoming)
    else:
        about, told = (kind.name, incoming.id, incoming.rev), frozenset(difference)
        other = Operation("", 0, *about, difference, told=told)
        outbox.keep(connection, other, "conflict")


def _with(record: Record, rev: int, values: dict[str, Value]) -> Record:
    return from_plain(type(record), record.id, rev, {**to_plain(record), **values})


def _theirs(connection: Connection, kind: str, record_id: str) -> dict[str, Value]:
    query = THEIRS.select().where(THEIRS.c.kind == kind, THEIRS.c.record_id == record_id)
    row = connection.execute(query).first()
    return json.loads(row.payload) if row else {}


def _remember_theirs(connection: Connection, kind: Kind, record: Record) -> None:
    _forget_theirs(connection, kind.name, record.id)
    payload = outbox.packed({**to_plain(record), _REV: record.rev})
    given = {"kind": kind.name, "record_id": record.id, "payload": payload}
    connection.execute(THEIRS.insert(), given)


def _forget_theirs(connection: Connection, kind: str, record_id: str) -> None:
    connection.execute(
        THEIRS.delete().where(THEIRS.c.kind == kind, THEIRS.c.record_id == record_id)
    )
