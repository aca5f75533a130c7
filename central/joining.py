"""Records that turn out to be one: two citizens of one CPR, two companies of one CVR.

One is kept. What referred to the other refers to it from then on; what is sealed is left as it
is. Devices hear in the feed what a record was joined into, and a device that was away may go on
speaking of the old one: it is understood. What the two said differently is kept for somebody to
decide, at the central and on the devices that had it.
"""

import re
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import diary, group, identifiers, schema
from central.access import Actor
from central.database import now
from central.feed import publish, scopes_holding
from central.group import EMPTY, About
from central.many import among
from central.merge import Body
from central.records import Places, Stored, change, load, load_all
from central.refusal import Refused
from central.schema_joined import joined
from jobassist.records import KINDS, Kind
from jobassist.sync.wire import ID_PATTERN, canonical

_BY_CENTRAL = ""
_EMPTIED = {"body": EMPTY, "field_revs": EMPTY, "history": EMPTY, "unknown": EMPTY}


def into(tx: sa.Connection, record_id: str) -> str | None:
    """What the record was joined into; None: it was not."""
    carried = group.of(tx)
    known = carried.joined if carried else {}
    if record_id not in known:
        known |= read_joined(tx, [record_id])
    return known[record_id]


def read_joined(tx: sa.Connection, record_ids: Iterable[str]) -> dict[str, str | None]:
    """The same for several."""
    found: dict[str, str | None] = dict.fromkeys(record_ids)
    ids = [record_id for record_id in found if re.fullmatch(ID_PATTERN, record_id)]
    asked = sa.select(joined).where(among(tx, joined.c.record_id, ids))
    for row in tx.execute(asked) if ids else ():
        found[row.record_id] = row.into_id
    return found


def brought_by(tx: sa.Connection, record_id: str, user_id: str) -> bool:
    """Whether the user had the record by themselves, under another id, when it was joined."""
    own = (joined.c.into_id == record_id) & (joined.c.brought_by == user_id)
    return tx.scalar(sa.select(joined.c.record_id).where(own).limit(1)) is not None


def swap_references(tx: sa.Connection, kind: Kind, fields: Body) -> list[str]:
    """Put what is kept for what was joined in a change's references; what was put away."""
    old: list[str] = []
    for info in kind.referring:
        value = fields.get(info.name) if info.references in identifiers.NUMBERS else None
        kept = into(tx, value) if isinstance(value, str) else None
        if kept is not None:
            old.append(fields[info.name])
            fields[info.name] = kept
    return old


def known_as(tx: sa.Connection, kind: Kind, body: Body) -> Stored | None:
    """The record that a new one turns out to be; None: it is new, or somebody has to look.

    One mistyped digit must not make two citizens one, so their names must agree, too; and nobody
    learns of a protected citizen by naming a number.
    """
    found = identifiers.holder(tx, kind, body)
    stored = load(tx, found) if found else None
    if stored is None or kind.name != "citizen":
        return stored
    held = stored.held.body
    alike = _name(held) == _name(body)
    return stored if alike and not held["protected_address"] else None


def enter_joined(tx: sa.Connection, actor: Actor, record_id: str, body: Body, kept: Stored) -> None:
    """A new record is one that is here already: only its id is taken in, and what differs."""
    row: dict[str, Any] = {
        "id": record_id,
        "kind": kept.kind.name,
        "created_by": actor.user_id,
        "case_id": None,
    }
    row |= {**_EMPTIED, "rev": 1, "sealed": False}
    if carried := group.of(tx):
        carried.insert(record_id, row)
        carried.records[record_id], carried.joined[record_id] = None, kept.id
        carried.about[record_id] = About(kept.kind.name, None, actor.user_id, erased=True)
    else:
        tx.execute(sa.insert(schema.record), row)
    _remember(tx, record_id, kept, body, by=(actor.user_id, actor.device_id))
    for scope in sorted(scopes_holding(tx, kept.id)):
        diary.note(tx, actor, "join", scope, kind=kept.kind.name)


def join(tx: sa.Connection, keep_id: str, gone_id: str) -> int:
    """Join a record into another of its kind; how many records were repointed.

    What the kept one does not say is taken from the other. Raises: Refused `invalid` for what
    cannot be joined.
    """
    found = load_all(tx, sorted({keep_id, gone_id}))
    keep, gone = found[keep_id], found.get(gone_id)
    if keep is None or gone is None or keep_id == gone_id or keep.kind is not gone.kind:
        raise Refused("invalid")
    if keep.kind.name not in identifiers.NUMBERS:
        raise Refused("invalid")
    held_by = {keep_id: scopes_holding(tx, keep_id), gone_id: scopes_holding(tx, gone_id)}
    missing = {n: v for n, v in gone.held.body.items() if v and not keep.held.body[n]}
    change(tx, keep, missing, _BY_CENTRAL)
    # The kept one first, then what refers to it: a device never sees a case without its citizen.
    places: Places = {keep_id: held_by[keep_id] | held_by[gone_id]}
    repointed = _repoint(tx, keep, gone_id, places)
    publish(tx, {**places, gone_id: set()})
    said = gone.held.body | dict.fromkeys(missing)
    _remember(tx, gone_id, keep, said, by=(gone.created_by, _BY_CENTRAL))
    record, kept = schema.record, schema.kept
    tx.execute(sa.update(record).where(record.c.id == gone_id).values(**_EMPTIED))
    tx.execute(sa.update(kept).where(kept.c.record_id == gone_id).values(record_id=keep_id))
    tx.execute(sa.update(joined).where(joined.c.into_id == gone_id).values(into_id=keep_id))
    identifiers.leave(tx, gone_id)
    identifiers.enter(tx, keep.kind, keep_id, keep.held.body)
    for scope in sorted(places[keep_id]):
        diary.note(tx, None, "join", scope, kind=keep.kind.name)
    return repointed


def _repoint(tx: sa.Connection, keep: Stored, gone_id: str, places: Places) -> int:
    record, count = schema.record.c, 0
    for kind in KINDS.values():
        names = [info.name for info in kind.fields if info.references == keep.kind.name]
        alike = sa.select(record.id).where(record.kind == kind.name, record.body.contains(gone_id))
        ids = sorted(tx.scalars(alike)) if names else []
        for stored in load_all(tx, ids).values():
            if stored is None or stored.sealed:
                continue
            values = {n: keep.id for n in names if stored.held.body[n] == gone_id}
            if values:
                moved = change(tx, stored, values, _BY_CENTRAL)[1]
                places[keep.id] |= moved.pop(keep.id, set())
                places |= moved
                count += 1
    return count


def _remember(
    tx: sa.Connection, old_id: str, kept: Stored, body: Body, *, by: tuple[str, str]
) -> None:
    """Note the join, and keep what the two say differently; `by`: user and device."""
    tx.execute(
        sa.insert(joined),
        {"record_id": old_id, "into_id": kept.id, "brought_by": by[0], "joined_at": now()},
    )
    differing = [
        {"field": info.wire, "stands": kept.held.body[info.name], "kept": body[info.name]}
        for info in kept.kind.fields
        if body[info.name] and body[info.name] != kept.held.body[info.name]
    ]
    if differing:
        row = {"operation_id": str(uuid_utils.uuid7()), "device_id": by[1], "code": "joined"}
        row |= {"record_id": kept.id, "payload": canonical(differing)}
        tx.execute(sa.insert(schema.kept), row)


def _name(body: Body) -> tuple[str, str]:
    first = str(body["given_name"]).split()[:1]
    return "".join(first).casefold(), " ".join(str(body["family_name"]).split()).casefold()
