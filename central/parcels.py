"""Parcels: what waited on a laptop, handed to IT in a sealed file, put in as its device would.

Operation by operation, with the device's own ids: what the central has taken in already has no
second effect, what it refuses is kept in quarantine here, and the laptop gets the same answers
when it comes itself.
"""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import TypeAdapter, ValidationError

from central import attachments, devices, diary, schema
from central.access import Actor
from central.database import Database, default_url
from central.identity import identity
from central.live import news
from central.push import take_in
from central.refusal import RequestRefused
from central.seal import signed
from jobassist.errors import EnvironmentFault, UserError
from jobassist.sync import parcel
from jobassist.sync.wire import Batch, Sent

_OPERATIONS = TypeAdapter(tuple[Sent, ...])


@dataclass(slots=True)
class _File:
    """A file of the parcel on its way in; `refused` as soon as the central will not have it."""

    scope: str
    id: str
    size: int
    have: int = 0  # so much of it had come before, by the network
    offset: int = 0
    refused: bool = False


@dataclass(slots=True)
class _Count:
    """What became of everything."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    files: int = 0
    files_refused: int = 0


def accept(database_url: str | None, file: Path, pem: bytes) -> dict[str, Any]:
    """Put a parcel in: `device`, `user`, `made_at`, `operations`, what became of them, `files`.

    Nothing is put in before the whole parcel was read and its device's signature found right.
    Raises: UserError `store.escrow_key_unreadable`, `parcel.not_one`, `parcel.other_key`,
    `parcel.damaged`, `parcel.other_central`, `parcel.unknown_device`, `parcel.not_signed`;
    EnvironmentFault `parcel.unreadable`.
    """
    key = parcel.private_key(pem)
    try:
        with file.open("rb") as content, closing(_opened(database_url)) as database:
            return _accept(database, content, key)
    except OSError:
        raise EnvironmentFault("parcel.unreadable") from None


def _opened(database_url: str | None) -> Database:
    database = Database(database_url or default_url())
    database.before_commit = lambda tx, moved: news.write_down(tx, moved, "")
    return database


def _accept(database: Database, content: BinaryIO, key: X25519PrivateKey) -> dict[str, Any]:
    vouched = parcel.signature_of(content, key)
    content.seek(0)
    leaves = parcel.leaves(content, key)
    kind, said = next(leaves)
    head = _told(said) if kind == parcel.HEAD else {}
    if head.get("central") != identity(database).id:
        raise UserError("parcel.other_central")
    actor, name = _sender(database, str(head.get("device")), vouched)
    count = _Count()
    with database.write() as tx:
        diary.note(tx, None, "parcel", f"device:{actor.device_id}", made_at=head.get("made_at"))
    _put_in(database, actor, leaves, count)
    outcomes = {one: count.outcomes[one] for one in ("applied", "merged", "conflict")}
    return {
        "device": actor.device_id,
        "user": name,
        "made_at": head.get("made_at"),
        "operations": count.outcomes.total(),
        **outcomes,
        "quarantined": count.outcomes["quarantined"],
        "reasons": dict(sorted(count.reasons.items())),
        "files": count.files,
        "files_refused": count.files_refused,
    }


def _sender(database: Database, device_id: str, vouched: parcel.Signed) -> tuple[Actor, str]:
    """As whom the parcel is put in, and the user's name. A wiped device's work counts as well."""
    device = schema.device.c
    with database.read() as tx:
        asked = sa.select(device.user_id, device.public_key).where(device.id == device_id)
        found = tx.execute(asked).one_or_none()
        if found is None:
            raise UserError("parcel.unknown_device")
        if not signed(found.public_key, vouched.message, vouched.signature):
            raise UserError("parcel.not_signed")
        try:
            role, team = devices.standing_of(tx, found.user_id)
            name = devices.user_of(tx, found.user_id).name
        except RequestRefused:
            raise UserError("parcel.unknown_device") from None
    return Actor(found.user_id, role, device_id, devices.today(), team=team), name


def _put_in(database: Database, actor: Actor, leaves: Iterator[parcel.Leaf], count: _Count) -> None:
    file: _File | None = None
    for kind, content in leaves:
        if kind == parcel.OPERATIONS:
            batch = Batch(operations=_operations(content))
            for answer in take_in(database, actor, batch):
                count.outcomes[answer.outcome] += 1
                if answer.code:
                    count.reasons[answer.code] += 1
        elif kind == parcel.FILE:
            file = _file(content)
            _begin(database, actor, file, count)
        elif kind == parcel.BYTES and file is not None:
            _take(database, actor, file, content, count)


def _begin(database: Database, actor: Actor, file: _File, count: _Count) -> None:
    try:
        with database.read() as tx:
            held = attachments.state(tx, actor, file.scope, file.id)
    except RequestRefused as refused:
        _refuse(file, refused, count)
        return
    file.have = held.offset if held else 0
    if held and held.complete:
        count.files += 1
        file.have = file.size
    elif not file.size:
        _take(database, actor, file, b"", count)


def _take(database: Database, actor: Actor, file: _File, part: bytes, count: _Count) -> None:
    """The file's next bytes; one that the central refuses holds up nothing else."""
    known = max(0, file.have - file.offset)
    file.offset += len(part)
    if file.refused or (part and known >= len(part)):
        return
    part, start = part[known:], file.offset - len(part[known:])
    try:
        held = attachments.take(
            database, actor, file.scope, file.id, offset=start, size=file.size, part=part
        )
    except RequestRefused as refused:
        _refuse(file, refused, count)
        return
    count.files += held.complete


def _refuse(file: _File, refused: RequestRefused, count: _Count) -> None:
    file.refused = True
    count.files_refused += 1
    count.reasons[refused.code] += 1


def _operations(content: bytes) -> tuple[Sent, ...]:
    try:
        return _OPERATIONS.validate_json(content)
    except ValidationError:
        raise UserError("parcel.damaged") from None


def _file(content: bytes) -> _File:
    said = _told(content)
    try:
        return _File(str(said["scope"]), str(said["id"]), int(said["size"]))
    except (KeyError, TypeError, ValueError):
        raise UserError("parcel.damaged") from None


def _told(content: bytes) -> dict[str, Any]:
    try:
        said = json.loads(content)
    except ValueError:
        raise UserError("parcel.damaged") from None
    if not isinstance(said, dict):
        raise UserError("parcel.damaged")
    return said
