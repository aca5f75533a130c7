"""What IT support does from the command line.

Each function opens the database by itself (None: the embedded file in the user's data folder),
makes the schema if it is missing, works beside a running server, and tells what it did.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import conditions, devices, people, schema, teams
from central.access import NEVER
from central.database import Database, default_url, note_moved
from central.feed import publish
from central.live import news
from central.records import change, checked, insert, load
from jobassist.errors import UserError
from jobassist.records import KINDS, CaseRole

_BY_CENTRAL = ""  # stands for the device in what the central itself writes


def user_add(database_url: str | None, name: str, role: str = "caseworker") -> dict[str, Any]:
    """Add an employee: `user`, `name`, `role`.

    Two of one name cannot be told apart by it. Raises: UserError `central.unknown_role`,
    `central.user_known`.
    """
    with _writing(database_url) as tx:
        user_id = people.add(tx, name, role)
    return {"user": user_id, "name": " ".join(name.split()), "role": role}


def enrolment_code(database_url: str | None, user: str) -> dict[str, Any]:
    """A one-time code for a device of the user's (id or name): `code`, `user`, `days`."""
    with _writing(database_url) as tx:
        user_id = _user(tx, user)
        code = devices.new_code(tx, user_id)
    return {"code": code, "user": user_id, "days": devices.CODE_DAYS}


def grant(
    database_url: str | None, case: str, user: str, role: str = "caseworker"
) -> dict[str, Any]:
    """Assign the user to the case from today: `assignment`, `case`, `user`, `role`.

    Who has that role in the case already keeps it; there is one assignment of it.

    Raises: UserError `central.unknown_role`, `central.no_such_case`, `central.no_such_user`.
    """
    if role not in list(CaseRole):
        raise UserError("central.unknown_role", roles=", ".join(CaseRole))
    assignment_id, day = _new_id(), devices.today().isoformat()
    with _writing(database_url) as tx:
        case_id, user_id = _case(tx, case), _user(tx, user)
        if standing := _standing(tx, case_id, user_id, role, day):
            assignment_id = standing
        else:
            fields = {"case_id": case_id, "user_id": user_id, "role": role, "from_day": day}
            _add(tx, "case_assignment", assignment_id, fields, user_id)
    return {"assignment": assignment_id, "case": case_id, "user": user_id, "role": role}


def revoke(database_url: str | None, case: str, user: str) -> dict[str, Any]:
    """End the user's access to the case at once: `case`, `user`, `ended` (how many grants).

    A coordinator's own access ends too; the case keeps their name until it is handed over.
    """
    yesterday = (devices.today() - timedelta(days=1)).isoformat()
    table = schema.access
    with _writing(database_url) as tx:
        case_id, user_id = _case(tx, case), _user(tx, user)
        mine = sa.and_(table.c.case_id == case_id, table.c.user_id == user_id)
        running = sa.and_(mine, table.c.to_day > yesterday)
        ended = list(tx.scalars(sa.select(table.c.source_id).where(running)))
        places: dict[str, set[str]] = {}
        for source_id in sorted(ended):
            stored = load(tx, source_id)
            if stored is not None and stored.kind.name == "case_assignment":
                places |= change(tx, stored, {"to_day": yesterday}, _BY_CENTRAL)[1]
        tx.execute(sa.delete(table).where(running))
        note_moved(tx, {f"access:{user_id}": 0})
        publish(tx, places)
    return {"case": case_id, "user": user_id, "ended": len(ended)}


def _standing(tx: sa.Connection, case_id: str, user_id: str, role: str, day: str) -> str | None:
    """The assignment that gives the user this role today and from now on, if there is one."""
    table = schema.access
    mine = sa.and_(table.c.case_id == case_id, table.c.user_id == user_id, table.c.role == role)
    running = sa.and_(mine, table.c.from_day <= day, table.c.to_day == NEVER)
    named = sa.and_(table.c.until.is_(None), table.c.source_id != case_id)  # not as coordinator
    return tx.scalar(sa.select(table.c.source_id).where(running, named))


def grant_team(
    database_url: str | None, case: str, team: str, role: str = "caseworker", to_day: str = ""
) -> dict[str, Any]:
    """Give a team the case from today, to a day if one is named: `case`, `team`, `role`.

    Raises: UserError `central.unknown_role`, `central.no_such_case`, `central.no_such_team`,
    `central.not_a_day`.
    """
    try:
        last = date.fromisoformat(to_day) if to_day else None
    except ValueError:
        raise UserError("central.not_a_day") from None
    with _writing(database_url) as tx:
        teams.give(tx, _case(tx, case), team, role, day=devices.today(), to_day=last)
    return {"case": case, "team": team, "role": role}


def revoke_team(database_url: str | None, case: str, team: str) -> dict[str, Any]:
    """End the team's part in the case at once: `case`, `team`, `ended` (how many grants)."""
    with _writing(database_url) as tx:
        ended = teams.take(tx, _case(tx, case), team, devices.today())
    return {"case": case, "team": team, "ended": ended}


def wipe(database_url: str | None, device: str) -> dict[str, Any]:
    """Have the device wiped at its next contact: `device`, `wipe`.

    Raises: UserError `central.no_such_device`.
    """
    table = schema.device
    with _writing(database_url) as tx:
        marked = tx.execute(sa.update(table).where(table.c.id == device).values(wiped=True))
        if not marked.rowcount:
            raise UserError("central.no_such_device")
        note_moved(tx, {f"device:{device}": 0})
    return {"device": device, "wipe": True}


def device_list(database_url: str | None) -> list[dict[str, Any]]:
    """Every device: `device`, `user`, `enrolled_at`, `seen_on` (a day), `wipe`, how it is.

    What it told last: `told_at`, `version`, `system`, `model`, `ring`, and the codes of its
    `errors` and `warnings`.
    """
    table = schema.device.c
    with _writing(database_url) as tx:
        rows = tx.execute(sa.select(schema.device).order_by(table.enrolled_at)).all()
        told = conditions.of_all(tx)
    return [
        {
            "device": row.id,
            "user": row.user_id,
            "enrolled_at": row.enrolled_at,
            "seen_on": row.seen_on,
            "wipe": bool(row.wiped),
            **conditions.plain(told.get(row.id)),
        }
        for row in rows
    ]


@contextmanager
def _writing(database_url: str | None) -> Iterator[sa.Connection]:
    database = Database(database_url or default_url())
    database.before_commit = lambda tx, moved: news.write_down(tx, moved, _BY_CENTRAL)
    try:
        with database.write() as tx:
            yield tx
    finally:
        database.close()


def _add(tx: sa.Connection, name: str, record_id: str, fields: dict[str, Any], by: str) -> None:
    kind = KINDS[name]
    body = checked(kind, record_id, fields)
    _, places = insert(tx, kind, record_id, body, user_id=by, device_id=_BY_CENTRAL)
    publish(tx, places)


def _user(tx: sa.Connection, user: str) -> str:
    """The user's id, given as it is or by a name that only one user has."""
    found = people.ids_of(tx, user)
    if len(found) != 1:
        raise UserError("central.user_ambiguous" if found else "central.no_such_user")
    return found[0]


def _case(tx: sa.Connection, case: str) -> str:
    record = schema.record.c
    if not tx.scalar(sa.select(record.id).where(record.id == case, record.kind == "case")):
        raise UserError("central.no_such_case")
    return case


def _new_id() -> str:
    return str(uuid_utils.uuid7())
