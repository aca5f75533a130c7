"""Teams (enheder): employees with the same `org_unit`, their texts, and the cases they are given.

A team is known by a key made of its name. The key is the scope of the team's own texts, and stands
in the access table where a user would: whoever is in the team that day may see the case.
"""

import json
from datetime import date, timedelta

import sqlalchemy as sa
import uuid_utils

from central import diary, schema
from central.access import EVER, NEVER, case_scope, team_scope
from central.database import note_moved
from jobassist.errors import UserError
from jobassist.records import CaseRole


def give(
    tx: sa.Connection,
    case_id: str,
    unit: str,
    role: str,
    *,
    day: date,
    to_day: date | None = None,
) -> str:
    """Give a team a case from a day to a day (None: until further notice); the grant's id.

    Raises: UserError `central.unknown_role`, `central.no_such_team`.
    """
    if role not in list(CaseRole) or role == CaseRole.COORDINATOR:
        roles = ", ".join(one for one in CaseRole if one is not CaseRole.COORDINATOR)
        raise UserError("central.unknown_role", roles=roles)
    members = _members(tx, unit)
    if not members:
        raise UserError("central.no_such_team")
    row = {"source_id": str(uuid_utils.uuid7()), "case_id": case_id, "user_id": team_scope(unit)}
    row |= {"role": role, "from_day": day.isoformat()}
    row["to_day"] = to_day.isoformat() if to_day else NEVER
    tx.execute(sa.insert(schema.access), row)
    note_moved(tx, {f"access:{member}": 0 for member in members})
    diary.note(tx, None, "grant", case_scope(case_id), team=unit, role=role)
    return row["source_id"]


def take(tx: sa.Connection, case_id: str, unit: str, day: date) -> int:
    """End a team's part in a case; how many grants that ended."""
    yesterday = max((day - timedelta(days=1)).isoformat(), EVER)
    table = schema.access
    mine = (table.c.case_id == case_id) & (table.c.user_id == team_scope(unit))
    running = mine & (table.c.to_day > yesterday)
    ended = tx.execute(sa.delete(table).where(running)).rowcount
    note_moved(tx, {f"access:{member}": 0 for member in _members(tx, unit)})
    diary.note(tx, None, "revoke", case_scope(case_id), team=unit)
    return ended


def _members(tx: sa.Connection, unit: str) -> list[str]:
    record, key = schema.record.c, team_scope(unit)
    users = tx.execute(sa.select(record.id, record.body).where(record.kind == "user"))
    return [row.id for row in users if key and team_scope(json.loads(row.body)["org_unit"]) == key]
