"""Feeds: for each scope the records it holds, in the order their changes were committed.

Every change moves its record to the scope's next position. The scope's counter row is the lock
that keeps two writers from committing out of order, so `publish` is the last thing a transaction
does; the scopes are taken in sorted order, so that no two writers wait for each other.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from central import group, schema, schema_joined
from central.database import epoch_of, note_moved
from central.group import Group
from central.many import insert_all
from jobassist.records import KINDS
from jobassist.sync.wire import Page, Row, to_wire

_NEXT = sa.text(
    "INSERT INTO scope (name, head) VALUES (:name, :step)"
    " ON CONFLICT (name) DO UPDATE SET head = scope.head + excluded.head RETURNING head"
)
_PLACE = sa.text(
    "INSERT INTO entry (scope, record_id, seq, gone) VALUES (:scope, :record_id, :seq, :gone)"
    " ON CONFLICT (scope, record_id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone"
)


def scopes_holding(tx: sa.Connection, record_id: str) -> set[str]:
    """The scopes that hold the record now."""
    carried = group.of(tx)
    known = carried.holding if carried else {}
    if record_id not in known:
        known |= group.read_holding(tx, [record_id])
    return set(known[record_id])


def publish(
    tx: sa.Connection,
    places: Mapping[str, set[str]],
    gone: Mapping[str, set[str]] | None = None,
) -> None:
    """Tell every scope: `places` says which scopes hold each changed record from now on.

    `gone`: scopes that are told that they do not hold a record, even if they never did. With a
    group the counters are left alone until the group's end (`settle`).
    """
    carried = group.of(tx)
    once = carried or Group()
    for record_id in places:
        if record_id not in once.holding:
            once.holding |= group.read_holding(tx, [record_id])
    once.move(places)
    for record_id, scopes in (gone or {}).items():
        once.moves |= {(scope, record_id): True for scope in sorted(scopes)}
    if carried is None:
        settle(tx, once)


def settle(tx: sa.Connection, moved: Group) -> None:
    """Take the scopes' counters, in order, and give every move its position."""
    moves: dict[str, list[dict[str, Any]]] = {}
    for (scope, record_id), gone in moved.moves.items():
        move = {"scope": scope, "record_id": record_id, "gone": gone}
        moves.setdefault(scope, []).append(move)
    heads = {
        scope: tx.execute(_NEXT, {"name": scope, "step": len(moves[scope])}).scalar_one()
        for scope in sorted(moves)
    }
    placed = [
        {**move, "seq": heads[scope] - place}
        for scope, its in sorted(moves.items())
        for place, move in enumerate(reversed(its))
    ]
    # What is new stands in no feed yet.
    fresh = [one for one in placed if one["record_id"] in moved.new and not one["gone"]]
    again = [one for one in placed if one["record_id"] not in moved.new or one["gone"]]
    if fresh:
        insert_all(tx, schema.entry, fresh)
    if again:
        tx.execute(_PLACE, again)
    note_moved(tx, heads)


def head_of(tx: sa.Connection, scope: str, kinds: Collection[str]) -> int:
    """The position of the latest change to a record of these kinds; 0: there is none."""
    entry, record = schema.entry, schema.record
    latest = sa.select(sa.func.max(entry.c.seq)).join(record, record.c.id == entry.c.record_id)
    return int(tx.scalar(latest.where(entry.c.scope == scope, record.c.kind.in_(kinds))) or 0)


def page(
    tx: sa.Connection, scope: str, after: int, limit: int, kinds: Collection[str] | None = None
) -> Page:
    """The scope's next rows after a position: one statement, so one consistent view.

    `kinds`: only rows of these. The epoch is read after them: rows of an older one than it says
    are refused by whoever still believes in that, and never taken for newer ones.
    """
    entry, record = schema.entry, schema.record
    asked = (
        sa.select(
            entry.c.seq,
            entry.c.gone,
            record.c.id,
            record.c.kind,
            record.c.rev,
            record.c.body,
            record.c.unknown,
        )
        .join(record, record.c.id == entry.c.record_id)
        .where(entry.c.scope == scope, entry.c.seq > after)
        .order_by(entry.c.seq)
        .limit(limit + 1)
    )
    if kinds is not None:
        asked = asked.where(record.c.kind.in_(kinds))
    found = tx.execute(asked).all()
    joined = _joined(tx, [row.id for row in found[:limit] if row.gone])
    rows = tuple(
        Row(
            seq=row.seq,
            kind=row.kind,
            id=row.id,
            rev=row.rev,
            fields=None if row.gone else _fields(row),
            joined=joined.get(row.id),
        )
        for row in found[:limit]
    )
    return Page(
        scope=scope,
        rows=rows,
        next=rows[-1].seq if rows else after,
        more=len(found) > limit,
        epoch=epoch_of(tx) or None,
    )


def _joined(tx: sa.Connection, gone: Sequence[str]) -> dict[str, str]:
    """What records that are gone were joined into."""
    joined = schema_joined.joined.c
    asked = sa.select(joined.record_id, joined.into_id).where(joined.record_id.in_(gone))
    return {row.record_id: row.into_id for row in tx.execute(asked)} if gone else {}


def _fields(row: Any) -> dict[str, Any]:
    """All of a record's fields, those included that only a newer device knows."""
    kind, body = KINDS[row.kind], json.loads(row.body)
    # Fields of an older declaration than the present one, or of a newer one, do no harm.
    known = {info.name for info in kind.fields}
    newer: dict[str, Any] = json.loads(row.unknown)
    return newer | to_wire(kind, {n: v for n, v in body.items() if n in known})


def count(tx: sa.Connection, scopes: Sequence[str], kind: str) -> int:
    """How many records of a kind the scopes hold, each counted once."""
    entry, record = schema.entry.c, schema.record.c
    held = (
        sa.select(sa.func.count(sa.distinct(record.id)))
        .join(schema.entry, entry.record_id == record.id)
        .where(record.kind == kind, sa.not_(entry.gone), entry.scope.in_(scopes))
    )
    return int(tx.scalar(held) or 0)


def etag(body: bytes) -> str:
    """The entity tag of an answer: changes exactly when its bytes do."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'
