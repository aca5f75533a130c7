"""Users who log in: made when they first come, asked after now and then, shut out when they go."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import uuid_utils

from central import schema, tokens
from central.database import Database, note_moved, now
from central.feed import publish
from central.identity import Identity
from central.openid import Claims, LoginServer
from central.records import change, checked, insert, load
from central.refusal import RequestRefused
from central.schema_devices import login
from jobassist.records import KINDS, Role
from jobassist.sync.wire import Login
from jobassist.sync.wire_device import login_nonce

_CENTRAL = ""  # stands for the device in what the central itself writes


@dataclass(frozen=True, slots=True)
class Known:
    """Someone the login server vouches for, and what they may be here."""

    claims: Claims
    role: Role


def know(server: LoginServer, said: Login, device_id: str, public_key: str) -> Known:
    """Redeem a browser's login. Raises: RequestRefused `bad_login`, `not_entitled`."""
    claims = server.redeem(said, login_nonce(device_id, public_key))
    if claims.role is None:
        raise RequestRefused(403, "not_entitled")
    return Known(claims, claims.role)


def keep(tx: sa.Connection, central: Identity, known: Known) -> str:
    """The user's id; made or brought up to date by what the login server says."""
    claims = known.claims
    mine = (login.c.issuer == claims.issuer) & (login.c.subject == claims.subject)
    user_id = tx.scalar(sa.select(login.c.user_id).where(mine))
    fields = {"name": claims.name, "role": known.role.value}
    if user_id is None:
        user_id = str(uuid_utils.uuid7())
        body = checked(KINDS["user"], user_id, fields)
        made = insert(tx, KINDS["user"], user_id, body, user_id=user_id, device_id=_CENTRAL)
        publish(tx, made[1])
        row = {"issuer": claims.issuer, "subject": claims.subject, "user_id": user_id}
        tx.execute(sa.insert(login), {**row, "checked_at": now()})
    elif stored := load(tx, user_id):
        new = {name: value for name, value in fields.items() if stored.held.body[name] != value}
        if new:
            publish(tx, change(tx, stored, new, _CENTRAL)[1])
    refresh = central.keys.hide(claims.refresh, user_id) if claims.refresh else None
    tx.execute(sa.update(login).where(mine).values(refresh=refresh, checked_at=now()))
    return str(user_id)


def still_entitled(
    database: Database,
    central: Identity,
    server: LoginServer | None,
    device: "sa.Row[tuple[object, ...]]",
    said: Login | None,
) -> None:
    """Ask the login server anew about the device's user, if it is time to.

    Raises: RequestRefused `login_needed`, `not_entitled` (their devices are shut out), `bad_login`,
    `login_server`.
    """
    with database.read() as tx:
        row = tx.execute(sa.select(login).where(login.c.user_id == device.user_id)).one_or_none()
    if row is None or server is None:
        return  # enrolled by code
    age = datetime.now(UTC) - datetime.fromisoformat(row.checked_at)
    if said is None and age < timedelta(hours=server.config.recheck_hours):
        return
    try:
        if said is not None:
            nonce = login_nonce(str(device.id), str(device.public_key))
            claims = server.redeem(said, nonce)
        elif row.refresh is None:
            raise RequestRefused(401, "login_needed")
        else:
            claims = server.renew(central.keys.reveal(row.refresh, row.user_id))
    except RequestRefused as refused:
        if refused.code == "login_server" and age < timedelta(hours=server.config.grace_hours):
            return
        if refused.code == "bad_login" and said is None:
            raise RequestRefused(401, "login_needed") from None
        raise
    if (claims.issuer, claims.subject) != (row.issuer, row.subject):
        raise RequestRefused(400, "bad_login")
    with database.write() as tx:
        if claims.role is None:
            shut_out(tx, row.user_id)
        else:
            keep(tx, central, Known(claims, claims.role))
    if claims.role is None:
        raise RequestRefused(403, "not_entitled")


def shut_out(tx: sa.Connection, user_id: str) -> None:
    """The user's devices are no longer let in; what they hold unsent stays with them."""
    device = schema.device
    own = list(tx.scalars(sa.select(device.c.id).where(device.c.user_id == user_id)))
    for device_id in own:
        tokens.end_all(tx, device_id)
    tx.execute(sa.update(device).where(device.c.user_id == user_id).values(state="revoked"))
    note_moved(tx, {f"device:{device_id}": 0 for device_id in own})
