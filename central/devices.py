"""Devices: enrolled once by a code or a login, known by a token from then on."""

import base64
import hashlib
import json
import secrets
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from central import logins, schema, tokens
from central.access import DENMARK, Actor, team_scope
from central.database import Database, epoch_of, now, stamp
from central.identity import Identity
from central.refusal import RequestRefused
from central.seal import signed
from jobassist.records import Role
from jobassist.sync.wire import (
    PROTOCOL,
    Enrolled,
    Enrolment,
    WireUser,
    digest,
    enrolment_proof,
)

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is mistaken for another
_CODE_LENGTH = 12
CODE_DAYS = 7


def today() -> date:
    """The Danish civil day."""
    return datetime.now(DENMARK).date()


def new_code(tx: sa.Connection, user_id: str) -> str:
    """A code that enrols one device of the user's within `CODE_DAYS`; only its hash is kept."""
    letters = [secrets.choice(_CODE_LETTERS) for _ in range(_CODE_LENGTH)]
    code = "-".join("".join(letters[i : i + 4]) for i in range(0, _CODE_LENGTH, 4))
    expires = datetime.now(UTC) + timedelta(days=CODE_DAYS)
    row = {"code_hash": _hash(_plain_code(code)), "user_id": user_id, "expires_at": stamp(expires)}
    tx.execute(sa.insert(schema.enrolment_code).values(row))
    return code


def enrol(
    database: Database,
    central: Identity,
    request: Enrolment,
    protocol: int = PROTOCOL,
    *,
    login: logins.Known | None = None,
) -> Enrolled:
    """Enrol a device by its code, or by the login of a user that is known to be entitled.

    The same device may repeat it, should the answer be lost. Raises: RequestRefused `bad_code`,
    `bad_proof`, `bad_local_user`, `device_known`.
    """
    shown = digest(request.login.code) if request.login else request.code
    proof = enrolment_proof(shown, request.device.id)
    if not signed(request.device.public_key, proof, request.proof):
        raise RequestRefused(400, "bad_proof")
    certified = central.keys.present.public
    with database.write() as tx:
        if login:
            user_id = logins.keep(tx, central, login)
        else:
            user_id = _use_code(tx, request.code, request.device.id)
        _require_own_local_user(tx, request.local_user, user_id)
        _keep_device(tx, request, user_id, certified)
        token, expires_at = tokens.issue(tx, request.device.id, protocol, certified, anew=True)
        user, epoch = user_of(tx, user_id), epoch_of(tx)
    return Enrolled(
        protocol=protocol,
        central=central.id,
        epoch=epoch,
        user=user,
        device=request.device.id,
        token=token,
        expires_at=expires_at,
        certificate=central.certify(request.device.id, request.device.public_key, user_id),
    )


def actor_for(database: Database, token: str, protocol: int = PROTOCOL) -> Actor:
    """Who the token belongs to.

    Raises: RequestRefused `not_enrolled`, `token_expired`, `device_wiped`.
    """
    device = schema.device
    with database.read() as tx:
        found = tokens.find(tx, token)
        role, team = standing_of(tx, found.user_id)
    day = today()
    if found.seen_on != day.isoformat() or found.new_key is not None:
        with database.write() as tx:
            tx.execute(
                sa.update(device).where(device.c.id == found.id).values(seen_on=day.isoformat())
            )
            tokens.settle_key(tx, token)
    if found.wiped:
        raise RequestRefused(403, "device_wiped")
    expires = datetime.fromisoformat(found.expires_at) if found.expires_at else None
    return Actor(found.user_id, role, found.id, day, protocol, expires, team)


def standing_of(tx: sa.Connection, user_id: str) -> tuple[Role, str]:
    """An employee's role and team's scope. Raises: RequestRefused `not_enrolled`."""
    said = _said_of(tx, user_id)
    return Role(said["role"]), team_scope(said["org_unit"])


def user_of(tx: sa.Connection, user_id: str) -> WireUser:
    """The employee as devices are told. Raises: RequestRefused `not_enrolled`."""
    said = _said_of(tx, user_id)
    return WireUser(id=user_id, name=said["name"], role=said["role"])


def _said_of(tx: sa.Connection, user_id: str) -> dict[str, str]:
    record = schema.record.c
    body = tx.scalar(sa.select(record.body).where(record.id == user_id, record.kind == "user"))
    if body is None:
        raise RequestRefused(401, "not_enrolled")
    said: dict[str, str] = json.loads(body)
    return {"org_unit": "", **said}


def _use_code(tx: sa.Connection, code: str, device_id: str) -> str:
    codes = schema.enrolment_code
    found = tx.execute(
        sa.select(codes)
        .where(codes.c.code_hash == _hash(_plain_code(code)), codes.c.expires_at > now())
        .with_for_update()
    ).one_or_none()
    if found is None or found.used_by not in (None, device_id):
        raise RequestRefused(403, "bad_code")
    tx.execute(
        sa.update(codes).where(codes.c.code_hash == found.code_hash).values(used_by=device_id)
    )
    return str(found.user_id)


def _require_own_local_user(tx: sa.Connection, local_user: str | None, user_id: str) -> None:
    """A stand-alone store's owner may not be somebody else whom the central knows."""
    record = schema.record.c
    taken = local_user and tx.scalar(sa.select(record.id).where(record.id == local_user))
    if taken and local_user != user_id:
        raise RequestRefused(400, "bad_local_user")


def _keep_device(tx: sa.Connection, request: Enrolment, user_id: str, certified: str) -> None:
    device = schema.device
    key = base64.b64encode(base64.b64decode(request.device.public_key)).decode()
    known = tx.execute(sa.select(device).where(device.c.id == request.device.id)).one_or_none()
    if known is None:
        row = {"id": request.device.id, "user_id": user_id, "public_key": key, "wiped": False}
        row |= {"local_user": request.local_user, "enrolled_at": now(), "seen_on": ""}
        tx.execute(sa.insert(device).values(state="active", central_key=certified, **row))
        return
    if (known.user_id, known.public_key, known.wiped) != (user_id, key, False):
        raise RequestRefused(409, "device_known")
    tx.execute(sa.update(device).where(device.c.id == known.id).values(state="active"))


def _plain_code(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
