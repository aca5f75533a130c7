"""Tokens: they end after half a day, and only the device's key gets the next.

A challenge is signed by the central itself and kept nowhere. A device may use only challenges that
are younger than the last one it used, so each serves once.
"""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from central import schema
from central.database import now, stamp
from central.identity import Identity
from central.refusal import RequestRefused
from central.schema_devices import token
from central.seal import signed
from jobassist.sync.wire_device import TOKEN_HOURS, Challenge, TokenRequest, token_proof

_CHALLENGE_SECONDS = 300
_ENDLESS_PROTOCOL = 1


def issue(
    tx: sa.Connection, device_id: str, protocol: int, certified: str, *, anew: bool = False
) -> tuple[str, str | None]:
    """A token and when it ends; only its hash is kept. `anew`: those before it end now.

    `certified`: the key of the certificate that goes with it. The device is signed to with that
    one when it has used the token (`settle_key`), not before: the answer may be lost.
    """
    old = token.c.device_id == device_id
    if not anew:
        old &= token.c.expires_at < now()
    tx.execute(sa.delete(token).where(old))
    made = secrets.token_urlsafe(32)
    ends = None
    if protocol > _ENDLESS_PROTOCOL:
        ends = stamp(datetime.now(UTC) + timedelta(hours=TOKEN_HOURS))
    row = {"hash": _hash(made), "device_id": device_id, "expires_at": ends}
    row["central_key"] = certified
    tx.execute(sa.insert(token), row)
    return made, ends


def find(tx: sa.Connection, said: str) -> "sa.Row[tuple[object, ...]]":
    """The device of a token, with its `expires_at` and `new_key`: one it has shown it has now.

    Raises: RequestRefused `not_enrolled`, `token_expired`.
    """
    device = schema.device
    row = tx.execute(
        sa.select(device, token.c.expires_at, token.c.central_key.label("new_key"))
        .join(token, token.c.device_id == device.c.id)
        .where(token.c.hash == _hash(said))
    ).one_or_none()
    if row is None:
        raise RequestRefused(401, "not_enrolled")
    if row.expires_at is not None and row.expires_at <= now() and not row.wiped:
        raise RequestRefused(401, "token_expired")
    return row


def settle_key(tx: sa.Connection, said: str) -> None:
    """Sign to the device of this token with the key that came with it; older ones say no more."""
    device, mine = schema.device, token.c.hash == _hash(said)
    found = tx.execute(sa.select(token).where(mine).with_for_update()).one_or_none()
    if found and found.central_key is not None:
        own = device.c.id == found.device_id
        tx.execute(sa.update(device).where(own).values(central_key=found.central_key))
        past = mine
        if found.expires_at is not None:  # protocol 1's has no end, and only one is made
            older = token.c.expires_at <= found.expires_at
            past |= (token.c.device_id == found.device_id) & older
        tx.execute(sa.update(token).where(past).values(central_key=None))


def end_all(tx: sa.Connection, device_id: str) -> None:
    """No token of the device is good any more."""
    tx.execute(sa.delete(token).where(token.c.device_id == device_id))


def challenge(central: Identity, device_id: str) -> Challenge:
    """Something for the device to sign."""
    at = datetime.now(UTC)
    said = json.dumps([stamp(at), secrets.token_hex(8)]).encode()
    mac = _mac(central, device_id, said)
    text = f"{base64.urlsafe_b64encode(said).decode()}.{mac}"
    return Challenge(challenge=text, expires_at=stamp(at + timedelta(seconds=_CHALLENGE_SECONDS)))


def proven(
    tx: sa.Connection, central: Identity, asked: TokenRequest
) -> "sa.Row[tuple[object, ...]]":
    """The device that shows it has its key; locked, and the challenge is used up.

    Raises: RequestRefused `bad_proof`, `not_enrolled`, `device_wiped`.
    """
    device = schema.device
    at = _made_at(central, asked)
    row = tx.execute(
        sa.select(device).where(device.c.id == asked.device).with_for_update()
    ).one_or_none()
    if row is None:
        raise RequestRefused(401, "not_enrolled")
    proof = token_proof(central.id, asked.device, asked.challenge)
    used = row.challenged_at is not None and at <= row.challenged_at
    if used or not signed(row.public_key, proof, asked.proof):
        raise RequestRefused(400, "bad_proof")
    if row.wiped:
        raise RequestRefused(403, "device_wiped")
    if row.state != "active":
        raise RequestRefused(401, "not_enrolled")
    tx.execute(sa.update(device).where(device.c.id == row.id).values(challenged_at=at))
    return row


def _made_at(central: Identity, asked: TokenRequest) -> str:
    said, _, mac = asked.challenge.partition(".")
    try:
        raw = base64.urlsafe_b64decode(said)
        at = (
            str(json.loads(raw)[0])
            if hmac.compare_digest(mac.encode(), _mac(central, asked.device, raw).encode())
            else ""
        )
    except ValueError:
        at = ""
    oldest = stamp(datetime.now(UTC) - timedelta(seconds=_CHALLENGE_SECONDS))
    if at < oldest:
        raise RequestRefused(400, "bad_proof")
    return at


def _mac(central: Identity, device_id: str, said: bytes) -> str:
    message = b"challenge:" + device_id.encode() + b":" + said
    return hmac.new(central.keys.secret, message, hashlib.sha256).hexdigest()


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
