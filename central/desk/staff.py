"""Who may use IT support's pages: a password and a one-time code, and a session that ends.

Argon2id for passwords (argon2-cffi's own choice of cost); of a session's token only the hash is
kept. Accounts are made at the central itself (`central staff add`), never on a page.
"""

import hashlib
import secrets
import time
from datetime import UTC, datetime, timedelta
from functools import cache

import argon2
import sqlalchemy as sa

from central.database import Database, now, stamp
from central.desk import totp
from central.keys import Keys
from central.schema_desk import staff, staff_session
from jobassist.errors import UserError

SHORTEST_PASSWORD = 12
LONGEST = 200
IDLE, WHOLE = timedelta(minutes=15), timedelta(hours=8)
BY_LOGIN = "login:"  # begins the names of those who came by the login server
_SEEN_AGAIN = timedelta(seconds=30)


def add(tx: sa.Connection, keys: Keys, name: str, password: str) -> str:
    """Make an account, or give it a new password and secret; the one-time codes' secret.

    Raises: UserError `desk.name`, `desk.password`.
    """
    if not name.strip() or len(name) > 80 or name.startswith(BY_LOGIN):  # noqa: PLR2004
        raise UserError("desk.name")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST:
        raise UserError("desk.password", shortest=SHORTEST_PASSWORD)
    secret = totp.new_secret()
    row = {"name": name, "password": _hasher().hash(password), "used_step": 0, "shut": False}
    shut(tx, name)
    tx.execute(sa.delete(staff).where(staff.c.name == name))
    tx.execute(sa.insert(staff), {**row, "secret": keys.hide(secret, f"staff:{name}")})
    return secret


def shut(tx: sa.Connection, name: str) -> bool:
    """Let an account in no more, at once; whether there was one."""
    tx.execute(sa.delete(staff_session).where(staff_session.c.name == name))
    told = tx.execute(sa.update(staff).where(staff.c.name == name).values(shut=True))
    return bool(told.rowcount)


def log_in(database: Database, keys: Keys, name: str, password: str, code: str) -> str | None:
    """A new session's token; None if anything of it is wrong."""
    with database.write() as tx:
        row = tx.execute(sa.select(staff).where(staff.c.name == name).with_for_update()).first()
        right = _is_password(row.password if row else _nobodys(), password[:LONGEST])
        if row is None or row.shut or not right:
            return None
        secret = keys.reveal(row.secret, f"staff:{name}")
        step = totp.step_of(secret, code, time.time(), row.used_step)
        if step is None:
            return None
        tx.execute(sa.update(staff).where(staff.c.name == name).values(used_step=step))
        return begin(tx, name)


def begin(tx: sa.Connection, name: str) -> str:
    """A session; those that have ended are forgotten."""
    token, at = secrets.token_urlsafe(32), now()
    oldest = stamp(datetime.now(UTC) - WHOLE)
    tx.execute(sa.delete(staff_session).where(staff_session.c.begun_at < oldest))
    row = {"hash": _hash(token), "name": name, "begun_at": at, "seen_at": at}
    tx.execute(sa.insert(staff_session), row)
    return token


def who(database: Database, token: str) -> str | None:
    """Whose session it is; None: nobody's, or it has ended."""
    session, at = staff_session, datetime.now(UTC)
    mine = session.c.hash == _hash(token)
    with database.read() as tx:
        row = tx.execute(sa.select(session).where(mine)).first()
    if row is None or row.seen_at < stamp(at - IDLE) or row.begun_at < stamp(at - WHOLE):
        return None
    if row.seen_at < stamp(at - _SEEN_AGAIN):
        with database.write() as tx:
            tx.execute(sa.update(session).where(mine).values(seen_at=stamp(at)))
    return str(row.name)


def end(database: Database, token: str) -> None:
    """Log out."""
    with database.write() as tx:
        tx.execute(sa.delete(staff_session).where(staff_session.c.hash == _hash(token)))


def _is_password(hashed: str, password: str) -> bool:
    try:
        return _hasher().verify(hashed, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


@cache
def _hasher() -> argon2.PasswordHasher:
    return argon2.PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash to compare with where there is no account: no name is told apart by the time."""
    return _hasher().hash(secrets.token_hex())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
