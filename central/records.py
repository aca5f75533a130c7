"""How records of every kind lie in the database, and in which scopes they belong."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json

from central import access, group, identifiers, schema
from central.database import epochs_of, note_moved, now
from central.feed import scopes_holding
from central.group import EMPTY, About
from central.many import among
from central.merge import Base, Body, FieldRevs, Held, advance
from central.refusal import Refused
from central.seal import seals
from jobassist.errors import UserError
from jobassist.records import KINDS, CaseRole, Kind, Scope
from jobassist.records.plain import from_plain, to_plain
from jobassist.sync.wire import ID_PATTERN

_ID = re.compile(ID_PATTERN)
_SHARED_SCOPES = {
    Scope.ORGANISATION: access.ORGANISATION,
    Scope.COMPANIES: access.COMPANIES,
    Scope.CANDIDATES: access.CANDIDATES,
}
_body_text = json.JSONEncoder(ensure_ascii=False).encode  # `cases_numbered` looks for such text
NOTHING = Held(rev=0, body={}, field_revs={}, history={})

Places = dict[str, set[str]]
"""For each changed record the scopes that hold it from now on (`feed.publish`)."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it was found. `case_id` is None for what belongs to no case or to several."""

    id: str
    kind: Kind
    case_id: str | None
    created_by: str
    sealed: bool
    held: Held


def load(tx: sa.Connection, record_id: str) -> Stored | None:
    """The record, locked until the transaction ends; None if there is none, or it was erased."""
    carried = group.of(tx)
    if carried is None:
        return load_all(tx, [record_id])[record_id]
    if record_id not in carried.records:
        carried.records |= load_all(tx, [record_id])
    return carried.records[record_id]


def load_all(tx: sa.Connection, record_ids: Iterable[str]) -> dict[str, Stored | None]:
    """The records, locked until the transaction ends, in an order that cannot deadlock."""
    found: dict[str, Stored | None] = dict.fromkeys(record_ids)
    record = schema.record
    asked = sa.select(record).where(among(tx, record.c.id, found)).order_by(record.c.id)
    for row in tx.execute(asked.with_for_update()) if found else ():
        found[row.id] = None if row.body == EMPTY else _stored(row)
    return found


def look(tx: sa.Connection, record_id: str) -> Stored | None:
    """The record without a lock; None if there is none, or it was erased."""
    asked = sa.select(schema.record).where(schema.record.c.id == record_id)
    row = tx.execute(asked).one_or_none()
    return None if row is None or row.body == EMPTY else _stored(row)


def cases_numbered(tx: sa.Connection, number: str) -> list[tuple[str, Body]]:
    """The cases with this number, and what they say."""
    record, said = schema.record.c, _body_text(number)
    alike = sa.select(record.id, record.body).where(
        record.kind == "case", record.body.contains(f'"number": {said}', autoescape=True)
    )
    bodies = [(str(row.id), json.loads(row.body)) for row in tx.execute(alike)]
    return [(id, body) for id, body in bodies if body["number"] == number]


def about(tx: sa.Connection, record_id: str) -> About | None:
    """What references need to know of a record; it is not locked."""
    carried = group.of(tx)
    known = carried.about if carried else {}
    if record_id not in known:
        known |= group.read_about(tx, [record_id])
    return known[record_id]


def _stored(row: "sa.Row[Any]") -> Stored:
    kind = KINDS[row.kind]
    revs: FieldRevs = {}
    for name, (rev, by, *epoch) in json.loads(row.field_revs).items():
        revs[name] = (rev, by, epoch[0] if epoch else 0)
    fields, unknown = json.loads(row.body), json.loads(row.unknown)
    for info in kind.fields:  # unknown no longer, since this central is newer
        if info.wire in unknown:
            fields.setdefault(info.name, unknown.pop(info.wire))
            revs.setdefault(info.name, revs.pop(f"+{info.wire}", (0, "", 0)))
    body = checked(kind, row.id, fields)  # fields declared since get their defaults
    held = Held(row.rev, body, revs, json.loads(row.history), unknown)
    return Stored(row.id, kind, row.case_id, row.created_by, row.sealed, held)


def checked(kind: Kind, record_id: str, fields: Body) -> Body:
    """The whole record in plain form, every value of its declared type. Raises: Refused."""
    try:
        body = dict(to_plain(from_plain(kind.cls, record_id, 0, fields)))
    except UserError:
        raise Refused("invalid") from None
    if not all(_is_id(body[info.name]) for info in kind.referring):
        raise Refused("invalid")
    return body


def insert(
    tx: sa.Connection,
    kind: Kind,
    record_id: str,
    body: Body,
    *,
    user_id: str,
    device_id: str,
    unknown: Body | None = None,
) -> tuple[Held, Places]:
    """Store a new record; the caller publishes the places."""
    held = advance(kind, NOTHING, _now_by(tx, device_id, user_id), body, unknown=unknown)
    row: dict[str, Any] = {"id": record_id, "kind": kind.name, "created_by": user_id}
    row["case_id"] = case_of(kind, record_id, body)
    row |= _columns(kind, held)
    if carried := group.of(tx):
        carried.insert(record_id, row)
        case_id, sealed = row["case_id"], row["sealed"]
        carried.know(Stored(record_id, kind, case_id, user_id, sealed, _kept(held, sealed)))
    else:
        tx.execute(sa.insert(schema.record), row)
    _remember_access(tx, kind, record_id, held.body)
    identifiers.enter(tx, kind, record_id, held.body)
    return held, _places(tx, kind, record_id, held.body)


def change(
    tx: sa.Connection,
    stored: Stored,
    values: Body,
    device_id: str,
    sent: Body | None = None,
    *,
    user_id: str = "",
    unknown: Body | None = None,
) -> tuple[Held, Places]:
    """Store new values of a record; the caller publishes the places."""
    kind, record = stored.kind, schema.record
    by = _now_by(tx, device_id, user_id)
    held = advance(kind, stored.held, by, values, sent, unknown=unknown)
    columns = _columns(kind, held)
    if carried := group.of(tx):
        carried.update(stored.id, columns)
        sealed = columns["sealed"]
        carried.know(replace(stored, sealed=sealed, held=_kept(held, sealed)))
    else:
        tx.execute(sa.update(record).where(record.c.id == stored.id).values(**columns))
    if kind.name != "case" or "coordinator_id" in values:
        _remember_access(tx, kind, stored.id, held.body)
    if identifiers.NUMBERS.get(kind.name) in values:
        identifiers.enter(tx, kind, stored.id, held.body)
    if kind.name == "user":  # another role or team: their devices ask what they may read now
        note_moved(tx, {f"access:{stored.id}": 0})
    if kind.name == "citizen" and values.get("protected_address"):
        cases = (scope.removeprefix("case:") for scope in scopes_holding(tx, stored.id))
        access.end_emergencies(tx, cases)
    return held, _places(tx, kind, stored.id, held.body)


def case_of(kind: Kind, record_id: str, body: Body) -> str | None:
    """The case whose scope the record is in; None for none, or several."""
    if kind.case_field is None:
        return None
    return record_id if kind.case_field == "id" else str(body[kind.case_field])


def _is_id(value: object) -> bool:
    return value is None or (isinstance(value, str) and _ID.fullmatch(value) is not None)


def _now_by(tx: sa.Connection, device_id: str, user_id: str) -> Base:
    carried = group.of(tx)
    at = carried.at if carried else now()
    return Base(0, device_id, max(0, len(epochs_of(tx)) - 1), user_id, at)


def _kept(held: Held, sealed: bool) -> Held:
    """The record as it is found again: what is sealed keeps no earlier values."""
    return replace(held, history={}) if sealed else held


def _columns(kind: Kind, held: Held) -> dict[str, Any]:
    sealed = seals(kind, held.body)
    return {
        "rev": held.rev,
        "body": _body_text(held.body),
        "field_revs": to_json(held.field_revs).decode(),
        "history": EMPTY if sealed else to_json(held.history).decode(),
        "sealed": sealed,
        "unknown": to_json(held.unknown).decode(),
    }


def _places(tx: sa.Connection, kind: Kind, record_id: str, body: Body) -> Places:
    places: Places = {}
    case_id = case_of(kind, record_id, body)
    for info in kind.referring if case_id == record_id else ():
        shared = _is_shared(KINDS[str(info.references)]) and body[info.name]
        before = scopes_holding(tx, shared) if shared else set()
        if shared and access.case_scope(record_id) not in before:
            places[shared] = before | {access.case_scope(record_id)}
    places[record_id] = _scopes(tx, kind, record_id, body)
    return places


def _scopes(tx: sa.Connection, kind: Kind, record_id: str, body: Body) -> set[str]:
    if kind.scope in _SHARED_SCOPES:
        team = access.team_scope(body["unit"] or "") if kind.name == "phrase" else ""
        return {team or _SHARED_SCOPES[kind.scope]}
    owner = body[kind.author] if kind.author else ""
    if kind.scope is Scope.USER:
        return {access.user_scope(owner)}
    case_id = case_of(kind, record_id, body)
    if case_id is None:
        return scopes_holding(tx, record_id)
    if owner and not kind.shared and not seals(kind, body):
        return {access.draft_scope(owner, case_id)}
    return {access.case_scope(case_id)}


def _is_shared(kind: Kind) -> bool:
    """Whether its records are in the scope of every case that refers to them (a citizen)."""
    return kind.scope is Scope.CASE and kind.case_field is None


def _remember_access(tx: sa.Connection, kind: Kind, record_id: str, body: Body) -> None:
    """Keep the table of who may see a case in step with the record that says so."""
    if kind.name == "case":
        row = {"case_id": record_id, "user_id": body["coordinator_id"]}
        row |= {"role": CaseRole.COORDINATOR.value, "from_day": access.EVER}
        row["to_day"] = access.NEVER
    elif kind.name == "case_assignment":
        row = {name: body[name] for name in ("case_id", "user_id", "role", "from_day")}
        row["to_day"] = body["to_day"] or access.NEVER
    else:
        return
    table = schema.access
    old = tx.scalars(sa.select(table.c.user_id).where(table.c.source_id == record_id))
    note_moved(tx, {f"access:{user_id}": 0 for user_id in (*old, row["user_id"])})
    if carried := group.of(tx):
        carried.roles.pop(row["case_id"], None)
    tx.execute(sa.delete(table).where(table.c.source_id == record_id))
    tx.execute(sa.insert(table).values(source_id=record_id, **row))
