"""Accounts of IT support's pages, from the command line; each opens the database by itself."""

from typing import Any

from central.database import Database, default_url
from central.desk import staff, totp
from central.identity import identity
from jobassist.errors import UserError


def add(database_url: str | None, name: str, password: str) -> dict[str, Any]:
    """Make an account, or give it a new password and code: `name`, `secret`, `otpauth`.

    Raises: UserError `desk.name`, `desk.password`.
    """
    database = Database(database_url or default_url())
    try:
        keys = identity(database).keys
        with database.write() as tx:
            secret = staff.add(tx, keys, name.strip(), password)
    finally:
        database.close()
    return {"name": name.strip(), "secret": secret, "otpauth": totp.address(secret, name.strip())}


def shut(database_url: str | None, name: str) -> dict[str, Any]:
    """Let an account in no more: `name`, `shut`. Raises: UserError `desk.no_account`."""
    database = Database(database_url or default_url())
    try:
        with database.write() as tx:
            if not staff.shut(tx, name.strip()):
                raise UserError("desk.no_account")
    finally:
        database.close()
    return {"name": name.strip(), "shut": True}
