"""What sync kept because it did not stand: shown beside what stands, and decided by the user."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jobassist.errors import UserError
from jobassist.ids import made_at
from jobassist.ports.store import Reader
from jobassist.ports.stored import Kept
from jobassist.records import (
    KINDS,
    Case,
    Citizen,
    Company,
    Kind,
    Merge,
    ProductionUnit,
    Record,
    User,
    Value,
    kind_of,
)
from jobassist.records.plain import from_plain, to_plain
from jobassist.services import overruled, sync_files
from jobassist.services.sync_pull import ETAG
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Changed:
    """Who had changed a field meanwhile: a user's id, their name where it is known, and when."""

    user_id: str
    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """One kept item. `present` holds the same fields as they stand here; None: no such record.

    `about` is the citizen's name, where the case is known here, or the company's. `why` as in
    `jobassist.ports.stored.Kept`; `at` is when the change was begun here, or None
    where the values came from the central. `code` is the central's reason for refusing it;
    `others` tells by field whose change it clashed with.
    """

    id: str
    why: str
    kind: str
    record: str
    case: str | None
    at: datetime | None
    kept: dict[str, Value]
    present: dict[str, Value] | None
    about: str = ""
    code: str | None = None
    others: Mapping[str, Changed] = field(default_factory=dict)


def undecided(session: Session) -> list[Undecided]:
    """Everything that waits for a decision, oldest first. Showing it is a reading."""
    with session.store.read() as tx:
        return [_described(tx, item) for item in tx.kept()]


def overruled_in(session: Session, case_id: str) -> list[Undecided]:
    """What colleagues wrote in a case, its citizen included, where this user's value stands."""
    with session.store.read() as tx:
        found = [_described(tx, item) for item in tx.kept() if item.why == overruled.WHY]
        citizens = {case.citizen_id for case in tx.listed(Case, id=case_id)}
    its = {case_id, *citizens}
    return [one for one in found if one.case == case_id or one.record in its]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a kept item, so that it can be taken back."""

    item: Kept
    stood: Record | None  # as the record was, where the kept values were written over it
    record: Record | None = None  # the record it is about, where the central is told of it
    told: Mapping[str, Value] = field(default_factory=dict)  # what it is told then


def keep_theirs(session: Session, id: str) -> Decision:
    """Let stand what stands, and forget what was kept; the central hears that it was decided.

    Raises: UserError `sync.no_such_kept`.
    """
    with session.store.write() as tx:
        item = _item(tx, id)
        record = _record(tx, item) if item.why == "conflict" and item.operation.id else None
        clashed = item.others or item.operation.fields
        told = tx.say_again(record, clashed) if record else {}
        tx.settle_kept(id)
        if item.why == "quarantined":
            tx.set_setting(ETAG, None)  # a seal that was refused is none: what stands comes
        if file := item.operation.fields.get("sha256"):
            sync_files.remember_gone(tx, {str(file)})  # erased at the next sync if nothing names it
    return Decision(item, None, record, told)


def undo(session: Session, decision: Decision) -> None:
    """Take a decision back: what stood stands again, and what was kept is kept again.

    Raises: UserError `record.sealed` when the record has been sealed since.
    """
    with session.store.write() as tx:
        record, told = decision.record, decision.told
        waited = record is not None and tx.unsay(record, told)
        if decision.stood:
            before = _with_fields_of(tx, decision)
            tx.put(before)
            if waited:  # the central has not heard of the one and is not to hear of the other
                plain = to_plain(before)
                tx.unsay(before, {name: plain[name] for name in told})
        elif record and told and not waited:
            tx.say_again(record, told)  # said twice it is taken back
        tx.keep_again(decision.item)


def keep_mine(session: Session, id: str) -> Decision:
    """Write the kept values again, on top of what stands, and send them anew.

    Raises: UserError `sync.no_such_kept`, and `sync.cannot_keep_mine` for what the central
    refused or sealed: sending that again would change nothing.
    """
    with session.store.write() as tx:
        item = _item(tx, id)
        record = _record(tx, item)
        ours = item.why == "conflict" and bool(item.operation.id)
        if record is None or not ours or KINDS[item.operation.kind].is_sealed(record):
            raise UserError("sync.cannot_keep_mine")
        written = _over(record, item.operation.fields)
        values = {**to_plain(record), **written}
        tx.put(from_plain(type(record), record.id, record.rev, values))
        tx.settle_kept(id)
    return Decision(item, record, record, written)


def may_keep_mine(one: Undecided) -> bool:
    """Whether the kept values can be written again; what the central refused can only be read."""
    return one.why == "conflict" and one.at is not None and one.present is not None


def _item(tx: Reader, id: str) -> Kept:
    item = next((one for one in tx.kept() if one.id == id), None)
    if item is None:
        raise UserError("sync.no_such_kept")
    return item


def _with_fields_of(tx: Reader, decision: Decision) -> Record:
    """The record as it is now, but for the fields that the decision had written."""
    stood = decision.stood
    assert stood
    now = tx.get(type(stood), stood.id)
    kept = decision.item.operation.fields
    before = _over(now, _part(stood, kept))
    return from_plain(type(now), now.id, now.rev, {**to_plain(now), **before})


def _part(record: Record, kept: Mapping[str, Value]) -> dict[str, Value]:
    """What stands in the record where something was kept; of an object the same keys."""
    plain, kind = to_plain(record), kind_of(record)
    part = {name: plain.get(name) for name in kept}
    for name in _objects(kind, kept):
        there = json.loads(str(plain[name]))
        part[name] = _packed({key: there.get(key) for key in json.loads(str(kept[name]))})
    return part


def _over(record: Record, kept: Mapping[str, Value]) -> dict[str, Value]:
    """The kept values over what stands; of an object only its keys, one of null goes."""
    plain = to_plain(record)
    values = dict(kept)
    for name in _objects(kind_of(record), kept):
        both = {**json.loads(str(plain[name])), **json.loads(str(kept[name]))}
        values[name] = _packed({key: value for key, value in both.items() if value is not None})
    return values


def _objects(kind: Kind, kept: Mapping[str, Value]) -> list[str]:
    inside = [f.name for f in kind.fields if f.merge is Merge.KEYS and f.name in kept]
    return [name for name in inside if _is_object(kept[name])]


def _is_object(said: Value) -> bool:
    """A row that nobody could read may hold anything."""
    try:
        return isinstance(json.loads(str(said)), dict)
    except ValueError:
        return False


def _packed(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _record(tx: Reader, item: Kept) -> Record | None:
    kind = KINDS.get(item.operation.kind)
    found = tx.find(kind.cls, id=item.operation.record_id) if kind else []
    return found[0] if found else None


def _described(tx: Reader, item: Kept) -> Undecided:
    operation, record = item.operation, _record(tx, item)
    case_field = KINDS[operation.kind].case_field if operation.kind in KINDS else None
    standing = {**to_plain(record), **_part(record, operation.fields)} if record else None
    whole = {**operation.fields, **(standing or {}), "id": operation.record_id}
    case = whole.get(case_field) if case_field else None
    return Undecided(
        item.id,
        item.why,
        operation.kind,
        operation.record_id,
        str(case) if case else None,
        made_at(operation.id) if operation.id else None,
        operation.fields,
        None if standing is None else {n: standing.get(n) for n in operation.fields},
        _about(tx, record, str(case) if case else None),
        item.code,
        {name: _changed(tx, *said) for name, said in item.others.items()},
    )


def _changed(tx: Reader, user_id: str, at: str) -> Changed:
    name = next((one.name for one in tx.listed(User, id=user_id)), "")
    return Changed(user_id, name, datetime.fromisoformat(at) if at else None)


def _about(tx: Reader, record: Record | None, case_id: str | None) -> str:
    if isinstance(record, Citizen | Company | ProductionUnit):
        return record.name
    for case in tx.find(Case, id=case_id) if case_id else ():
        return next((one.name for one in tx.find(Citizen, id=case.citizen_id)), "")
    return ""
