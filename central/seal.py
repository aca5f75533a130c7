"""Sealed records: what a seal must show before the central takes it in, and the case's own chain.

The seal's hash is SHA-256 of the previous hash (ASCII; nothing for a device's first) and the
sealed bytes, in hex; the signature is the device's Ed25519 over that hash in ASCII, base64.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from central import schema
from central.refusal import Refused
from jobassist.records import Kind

_ABOUT_THE_SEAL = {"sealed", "previous_hash", "hash", "signature"}


def seals(kind: Kind, body: dict[str, Any]) -> bool:
    """Whether the record is sealed with these values."""
    return kind.sealed_when is not None and body.get(kind.sealed_when[0]) == kind.sealed_when[1]


def sealed_content(body: dict[str, Any]) -> dict[str, Any]:
    """What the sealed bytes say. Raises: Refused `seal_broken`."""
    try:
        content = json.loads(body.get("sealed") or "")
    except ValueError:
        raise Refused("seal_broken") from None
    if not isinstance(content, dict):
        raise Refused("seal_broken")
    return content


def verify(
    tx: sa.Connection, kind: Kind, record_id: str, user_id: str, body: dict[str, Any]
) -> None:
    """Raises Refused `seal_broken` unless bytes, fields, hash and signature belong together.

    The bytes may name the author by the id they had in their own store before enrolment.
    """
    own = tx.execute(sa.select(schema.device).where(schema.device.c.user_id == user_id)).all()
    device = next((d for d in own if d.id == body.get("device_id")), None)
    if device is None:
        raise Refused("seal_broken")
    content = sealed_content(body)
    if kind.author and content.get(kind.author) == device.local_user:
        content[kind.author] = user_id
    shown = {name: value for name, value in body.items() if name not in _ABOUT_THE_SEAL}
    # A field that is younger than the seal may be missing from it, but only while it says nothing.
    covered = all(content[n] == v if n in content else not v for n, v in shown.items())
    if content.get("id") != record_id or not covered:
        raise Refused("seal_broken")
    previous, sealed = body.get("previous_hash") or "", body["sealed"]
    if hashlib.sha256(previous.encode() + sealed.encode()).hexdigest() != body.get("hash"):
        raise Refused("seal_broken")
    if not signed(device.public_key, body["hash"].encode(), body.get("signature") or ""):
        raise Refused("seal_broken")


def require_covered(body: dict[str, Any], unknown: dict[str, Any]) -> None:
    """Fields unknown here must be in the sealed bytes, too. Raises: Refused `seal_broken`."""
    content = sealed_content(body)
    if any(name not in content or content[name] != value for name, value in unknown.items()):
        raise Refused("seal_broken")


def signed(public_key: str, message: bytes, signature: str) -> bool:
    """Whether the signature (base64) of the message is by the key (raw, base64)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (ValueError, InvalidSignature):
        return False
    return True


def append_to_chains(tx: sa.Connection, sealed: Sequence[tuple[str, str, str]]) -> None:
    """Add sealed records to their cases' chains, in order: (case, record, the seal's hash).

    The caller holds the cases' feed counters. A link is SHA-256 of the link before (nothing for
    the first) and the seal's hash, in hex.
    """
    chain = schema.chain
    top = sa.func.max(chain.c.position)
    last = sa.select(chain.c.case_id, top.label("position")).group_by(chain.c.case_id)
    ends = last.where(chain.c.case_id.in_({case_id for case_id, _, _ in sealed})).subquery()
    same = (chain.c.case_id == ends.c.case_id) & (chain.c.position == ends.c.position)
    found = tx.execute(sa.select(chain).join(ends, same)) if sealed else ()
    before = {row.case_id: (row.position, row.hash) for row in found}
    links: list[dict[str, Any]] = []
    for case_id, record_id, seal_hash in sealed:
        position, link = before.get(case_id, (0, ""))
        link = hashlib.sha256((link + seal_hash).encode()).hexdigest()
        before[case_id] = (position + 1, link)
        row = {"case_id": case_id, "position": position + 1, "record_id": record_id, "hash": link}
        links.append(row)
    if links:
        tx.execute(sa.insert(chain), links)
