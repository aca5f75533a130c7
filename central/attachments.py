"""Attachments: uploaded in parts that can be taken up again, whole only when their hash is right.

They lie in the database beside the records, so that a backup holds both as of one instant and
erasing reaches both. Each scope has its own: the same content in two cases is there twice.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from central import access
from central.access import Actor
from central.connectors import outbox
from central.database import Database, now
from central.feed import publish
from central.merge import Body
from central.records import Places, change, load_all
from central.refusal import RequestRefused
from central.schema import record
from central.schema_files import attachment, attachment_part
from jobassist.records import KINDS, Kind
from jobassist.sync.wire_live import MAX_ATTACHMENT_BYTES, Upload

MOST_IN_SCOPE = 2 * 1024**3
_PART_BYTES = 1 << 20
_CENTRAL = ""  # stands for the device in what the central itself writes


def state(tx: sa.Connection, actor: Actor, scope: str, id: str) -> Upload | None:
    """How much of it is here; None: nothing. Raises: RequestRefused `scope_lost`."""
    _require_read(tx, actor, scope)
    row = tx.execute(sa.select(attachment).where(_of(attachment, scope, id))).one_or_none()
    return _upload(row) if row else None


def take(
    database: Database,
    actor: Actor,
    scope: str,
    id: str,
    *,
    offset: int,
    size: int,
    part: bytes,
) -> Upload:
    """Take in the bytes from `offset` on; the same again is answered alike.

    Raises: RequestRefused `scope_lost`, `forbidden`, `too_large`, `quota`, `offset`,
    `hash_mismatch`.
    """
    if size > MAX_ATTACHMENT_BYTES or offset + len(part) > size:
        raise RequestRefused(413, "too_large")
    with database.write() as tx:
        _require_read(tx, actor, scope)
        if not access.may_attach(tx, actor, scope):
            raise RequestRefused(403, "forbidden")
        held = _begun(tx, actor, scope, id, size)
        if held.complete or _is_repeated(tx, held, offset, part):
            return held
        if offset != held.offset:
            raise RequestRefused(409, "offset")
        if part:
            row = {"scope": scope, "id": id, "start": offset, "content": part}
            tx.execute(sa.insert(attachment_part), row)
        held = held.model_copy(update={"offset": offset + len(part)})
        whole = held.offset == size
        right = not whole or _hash(tx, scope, id) == id
        if right:
            held = held.model_copy(update={"complete": whole})
            columns = {"have": held.offset, "complete": whole}
            tx.execute(sa.update(attachment).where(_of(attachment, scope, id)).values(columns))
            if whole:
                publish(tx, _tell_held(tx, scope, id))
        else:
            drop(tx, scope, id)
    if not right:
        raise RequestRefused(422, "hash_mismatch")
    return held


def parts(database: Database, scope: str, id: str, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` up to `end`, a part at a time."""
    while start < end:
        with database.read() as tx:
            row = tx.execute(
                sa.select(attachment_part.c.start, attachment_part.c.content)
                .where(_of(attachment_part, scope, id), attachment_part.c.start <= start)
                .order_by(attachment_part.c.start.desc())
                .limit(1)
            ).one_or_none()
        if row is None:
            return  # erased meanwhile: the line ends short of its length
        piece = bytes(row.content)[start - row.start : end - row.start]
        yield piece
        start += len(piece)


def content(tx: sa.Connection, id: str) -> bytes | None:
    """The whole content of an attachment of any scope, or None while it is not here."""
    held = sa.select(attachment.c.scope).where(attachment.c.id == id, attachment.c.complete)
    scope = tx.scalar(held.order_by(attachment.c.scope).limit(1))
    return None if scope is None else b"".join(_pieces(tx, scope, id))


def keep(tx: sa.Connection, scope: str, content: bytes) -> str:
    """Keep the central's own bytes as a whole attachment of a scope; their hash."""
    id, size = hashlib.sha256(content).hexdigest(), len(content)
    if tx.scalar(
        sa.select(attachment.c.id).where(_of(attachment, scope, id), attachment.c.complete)
    ):
        return id
    drop(tx, scope, id)  # what somebody has begun to send
    whole = {"scope": scope, "id": id, "size": size, "have": size, "complete": True}
    tx.execute(sa.insert(attachment), {**whole, "device_id": _CENTRAL, "begun_at": now()})
    for start in range(0, size, _PART_BYTES):
        part: dict[str, Any] = {"scope": scope, "id": id, "start": start}
        part["content"] = content[start : start + _PART_BYTES]
        tx.execute(sa.insert(attachment_part), part)
    return id


def note_held(tx: sa.Connection, kind: Kind, case_id: str | None, body: Body) -> bool:
    """Set `held_at` of a new attachment record whose content is here already; whether it was."""
    if not _tells(kind):
        return False
    scope = access.case_scope(case_id) if case_id else access.COMPANIES
    mine = _of(attachment, scope, body["sha256"])
    if tx.scalar(sa.select(attachment.c.id).where(mine, attachment.c.complete)) is None:
        return False
    body["held_at"] = now()
    return True


def drop(tx: sa.Connection, scope: str, id: str) -> None:
    """Forget an attachment."""
    tx.execute(sa.delete(attachment_part).where(_of(attachment_part, scope, id)))
    tx.execute(sa.delete(attachment).where(_of(attachment, scope, id)))


def drop_unfinished(tx: sa.Connection, before: str) -> int:
    """Forget uploads that were begun before an instant and never finished; how many."""
    old = tx.execute(
        sa.select(attachment.c.scope, attachment.c.id).where(
            sa.not_(attachment.c.complete), attachment.c.begun_at < before
        )
    ).all()
    for row in old:
        drop(tx, row.scope, row.id)
    return len(old)


def _begun(tx: sa.Connection, actor: Actor, scope: str, id: str, size: int) -> Upload:
    """The upload as it stands, locked; begun now if it was not."""
    mine = _of(attachment, scope, id)
    row = tx.execute(sa.select(attachment).where(mine).with_for_update()).one_or_none()
    if row is not None:
        if row.size != size and not row.complete:
            raise RequestRefused(409, "offset")
        return _upload(row)
    sizes = sa.select(sa.func.sum(attachment.c.size)).where(attachment.c.scope == scope)
    if int(tx.scalar(sizes) or 0) + size > MOST_IN_SCOPE:
        raise RequestRefused(413, "quota")
    new = {"scope": scope, "id": id, "size": size, "have": 0, "complete": False}
    new |= {"device_id": actor.device_id, "begun_at": now()}
    tx.execute(sa.insert(attachment), new)
    return Upload(id=id, scope=scope, size=size, offset=0, complete=False)


def _is_repeated(tx: sa.Connection, held: Upload, offset: int, part: bytes) -> bool:
    if not part or offset >= held.offset:
        return False
    found = tx.scalar(
        sa.select(attachment_part.c.content).where(
            _of(attachment_part, held.scope, held.id), attachment_part.c.start == offset
        )
    )
    return found is not None and bytes(found) == part


def _hash(tx: sa.Connection, scope: str, id: str) -> str:
    hashed = hashlib.sha256()
    for piece in _pieces(tx, scope, id):
        hashed.update(piece)
    return hashed.hexdigest()


def _pieces(tx: sa.Connection, scope: str, id: str) -> Iterator[bytes]:
    starts = sa.select(attachment_part.c.start).where(_of(attachment_part, scope, id))
    for start in tx.scalars(starts.order_by(attachment_part.c.start)).all():
        piece = sa.select(attachment_part.c.content).where(
            _of(attachment_part, scope, id), attachment_part.c.start == start
        )
        yield bytes(tx.execute(piece).scalar_one())


def _tell_held(tx: sa.Connection, scope: str, id: str) -> Places:
    """Set `held_at` of the records that tell of the attachment in its scope."""
    telling = [kind.name for kind in KINDS.values() if _tells(kind)]
    holder, _, case_id = scope.rpartition(":")
    found = sa.select(record.c.id).where(record.c.kind.in_(telling), record.c.body.contains(id))
    found = found.where(record.c.case_id == (case_id if holder else None))
    places: Places = {}
    for stored in load_all(tx, sorted(tx.scalars(found))).values():
        if stored and stored.held.body["sha256"] == id and not stored.held.body["held_at"]:
            held, moved = change(tx, stored, {"held_at": now()}, _CENTRAL)
            outbox.enter(
                tx, outbox.told_of(stored.kind, held.body, sealed=False), stored.id, stored.case_id
            )
            places |= moved
    return places


def _tells(kind: Kind) -> bool:
    """Whether records of the kind tell of an attachment and of when the central had it."""
    return {"sha256", "held_at"} <= {info.name for info in kind.fields}


def _require_read(tx: sa.Connection, actor: Actor, scope: str) -> None:
    if "\x00" in scope or not access.may_read(tx, actor, scope):
        raise RequestRefused(403, "scope_lost")


def _of(table: sa.Table, scope: str, id: str) -> "sa.ColumnElement[bool]":
    return (table.c.scope == scope) & (table.c.id == id)


def _upload(row: "sa.Row[tuple[object, ...]]") -> Upload:
    return Upload(id=row.id, scope=row.scope, size=row.size, offset=row.have, complete=row.complete)
