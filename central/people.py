"""Employees as the central writes them: made, and moved to another role or team."""

import json
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import schema
from central.database import note_moved
from central.feed import publish
from central.records import change, checked, insert, load
from jobassist.errors import UserError
from jobassist.records import KINDS, Role

_BY_CENTRAL = ""
LONGEST_NAME = 120


def add(tx: sa.Connection, name: str, role: str, org_unit: str = "") -> str:
    """Add an employee; their id.

    Two of one name cannot be told apart by it. Raises: UserError `central.unknown_role`,
    `central.user_known`.
    """
    name = _named(name, role)
    if ids_of(tx, name):
        raise UserError("central.user_known")
    user_id, kind = str(uuid_utils.uuid7()), KINDS["user"]
    fields = {"name": name, "role": role, "org_unit": org_unit.strip()[:LONGEST_NAME]}
    body = checked(kind, user_id, fields)
    _, places = insert(tx, kind, user_id, body, user_id=user_id, device_id=_BY_CENTRAL)
    publish(tx, places)
    return user_id


def move(tx: sa.Connection, user_id: str, role: str, org_unit: str) -> None:
    """Give an employee another role or team.

    Raises: UserError `central.unknown_role`, `central.no_such_user`.
    """
    stored = load(tx, user_id)
    if stored is None or stored.kind.name != "user":
        raise UserError("central.no_such_user")
    _named(stored.held.body["name"], role)
    fields = {"role": role, "org_unit": org_unit.strip()[:LONGEST_NAME]}
    new = {name: value for name, value in fields.items() if stored.held.body[name] != value}
    if new:
        publish(tx, change(tx, stored, new, _BY_CENTRAL)[1])
        note_moved(tx, {f"access:{user_id}": 0})  # a team has cases of its own


def ids_of(tx: sa.Connection, said: str) -> list[str]:
    """The ids of those whose id or name this is."""
    return [one["id"] for one in everyone(tx) if said in (one["id"], one["name"])]


def everyone(tx: sa.Connection) -> list[dict[str, Any]]:
    """All employees with their fields, by team and name."""
    record = schema.record.c
    rows = tx.execute(sa.select(record.id, record.body).where(record.kind == "user"))
    found = [{"id": str(row.id), **json.loads(row.body)} for row in rows]
    return sorted(found, key=lambda one: (one["org_unit"].casefold(), one["name"].casefold()))


def _named(name: str, role: str) -> str:
    name = " ".join(name.split())
    if role not in list(Role) or not name or len(name) > LONGEST_NAME:
        raise UserError("central.unknown_role", roles=", ".join(Role))
    return name
