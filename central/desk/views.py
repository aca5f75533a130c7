"""What the pages show: read from the database, never what a record says of a citizen."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from central import conditions, contacts, deciding, identifiers, people, schema
from central.access import team_scope
from central.connectors import outbox
from central.connectors.outbox import State
from central.database import now, stamp
from central.post import queue
from central.records import cases_numbered
from central.schema_files import attachment
from central.schema_law import access_log, access_seal
from central.schema_live import news_head
from central.schema_outbox import arrival
from jobassist.records import DeliveryState

SILENT_DAYS = 14
_MOST_ROWS = 500
_ATTENTION = (
    "to_wipe",
    "silent",
    "ill",
    "quarantined",
    "conflicts",
    "twins",
    "post_failed",
    "set_aside",
    "dead",
)


def devices(tx: sa.Connection, user_id: str | None = None) -> list[dict[str, Any]]:
    """Every device (of a user), who has it, and when it last came; the latest first.

    `standing` is `active`, `lost`, `revoked`, `to_wipe` or `told_wipe`. How each is, as
    `conditions.plain` tells it, goes along.
    """
    device = schema.device
    asked = sa.select(device)
    if user_id:
        asked = asked.where(device.c.user_id == user_id)
    names = {one["id"]: one["name"] for one in people.everyone(tx)}
    seen, told = contacts.of_all(tx), conditions.of_all(tx)
    kept = _kept_by_device(tx)
    found = []
    for row in tx.execute(asked):
        came = seen.get(row.id)
        found.append(
            conditions.plain(told.get(row.id))
            | {
                "id": row.id,
                "user_id": row.user_id,
                "user": names.get(row.user_id, "–"),
                "enrolled_at": row.enrolled_at,
                "came_at": came.at if came else None,
                "seen": came.at if came else row.seen_on,
                "seen_on": row.seen_on,
                "version": came.version if came else "",
                "protocol": came.protocol if came else None,
                "standing": _standing(row),
                "told_wipe_at": row.told_wipe_at,
                "silent": (came.at[:10] if came else row.seen_on) < _days_ago(SILENT_DAYS),
                "kept": kept.get(row.id, 0),
            }
        )
    return sorted(found, key=lambda one: (one["seen"], one["id"]), reverse=True)


def users(tx: sa.Connection) -> list[dict[str, Any]]:
    """Every employee with the number of their devices and cases."""
    device, access, today = schema.device.c, schema.access.c, now()[:10]
    computers: dict[str, int] = _pairs(
        tx.execute(
            sa.select(device.user_id, sa.func.count())
            .where(device.state == "active", sa.not_(device.wiped))
            .group_by(device.user_id)
        ).all()
    )
    running = (access.from_day <= today) & (access.to_day >= today)
    cases: dict[str, set[str]] = {}
    for holder, case_id in tx.execute(sa.select(access.user_id, access.case_id).where(running)):
        cases.setdefault(holder, set()).add(case_id)
    return [
        {
            **one,
            "devices": computers.get(one["id"], 0),
            "cases": len(cases.get(one["id"], set()) | cases.get(_team(one), set())),
        }
        for one in people.everyone(tx)
    ]


def kept(tx: sa.Connection) -> list[dict[str, Any]]:
    """What could not be taken over, without what it says: the newest first, at most 500."""
    kept, operation, record = schema.kept, schema.operation, schema.record
    rows = tx.execute(
        sa.select(
            kept.c.operation_id,
            kept.c.device_id,
            kept.c.code,
            sa.case((kept.c.code == deciding.DECIDED, kept.c.payload), else_="").label("decided"),
            record.c.kind,
            operation.c.received_at,
            schema.device.c.user_id,
        )
        .join(operation, operation.c.id == kept.c.operation_id, isouter=True)
        .join(record, record.c.id == kept.c.record_id, isouter=True)
        .join(schema.device, schema.device.c.id == kept.c.device_id, isouter=True)
        .order_by(operation.c.received_at.desc(), kept.c.operation_id)
        .limit(_MOST_ROWS)
    ).all()
    names = {one["id"]: one["name"] for one in people.everyone(tx)}
    return [
        {
            "operation_id": row.operation_id,
            "device_id": row.device_id,
            "code": row.code,
            "kind": row.kind,
            "received_at": row.received_at,
            "user": names.get(row.user_id, "–"),
            **_decided(row, names),
        }
        for row in rows
    ]


def _decided(row: Any, names: dict[str, str]) -> dict[str, str | None]:
    """Who decided it last and when, once all of it is decided."""
    if row.code != deciding.DECIDED:
        return {"decided_by": None, "decided_at": None}
    last = max((one[deciding.DECISION] for one in json.loads(row.decided)), key=itemgetter("at"))
    return {"decided_by": names.get(last["by"], "–"), "decided_at": last["at"]}


def health(tx: sa.Connection) -> dict[str, Any]:
    """The figures of the first page and of sync."""
    everything = devices(tx)
    active = [one for one in everything if one["standing"] == "active"]
    post = [letter.state for letter in queue.in_state(tx)]
    deliveries = outbox.counts(tx)
    hour, day = _stamp(hours=1), _stamp(hours=24)
    told: dict[str, Any] = {
        "devices": len(active),
        "hour": sum((one["came_at"] or "") > hour for one in active),
        "day": sum((one["came_at"] or one["seen_on"]) > day[:10] for one in active),
        "silent": sum(one["silent"] for one in active),
        "ill": sum(bool(one["errors"]) for one in active),
        "to_wipe": sum(one["standing"] == "to_wipe" for one in everything),
        "conflicts": _count(tx, schema.kept, schema.kept.c.code == deciding.OPEN),
        "quarantined": _count(
            tx, schema.kept, schema.kept.c.code.not_in((deciding.OPEN, deciding.DECIDED))
        ),
        "post_waiting": sum(state is DeliveryState.QUEUED for state in post),
        "post_failed": sum(state is DeliveryState.FAILED for state in post),
        "twins": len(identifiers.twins(tx)),
        "dead": sum(n for (_, state), n in deliveries.items() if state is State.DEAD),
        "waiting": sum(n for (_, state), n in deliveries.items() if state is State.WAITING),
        "set_aside": _count(tx, arrival, arrival.c.state == "set_aside"),
        "operations_day": _count(tx, schema.operation, schema.operation.c.received_at > day),
        "records": _count(tx, schema.record),
        "uploads": _count(tx, attachment, sa.not_(attachment.c.complete)),
        "news": int(tx.scalar(sa.select(news_head.c.n)) or 0),
        "unchained": _count(tx, access_log, access_log.c.seal.is_(None)),
        "chained_at": tx.scalar(sa.select(sa.func.max(access_seal.c.at))),
        "versions": _versions(active),
        "silent_days": SILENT_DAYS,
    }
    return told | {"attention": {name for name in _ATTENTION if told[name]}}


def open_codes(tx: sa.Connection, user_id: str) -> list[str]:
    """When the user's unused enrolment codes end."""
    code = schema.enrolment_code.c
    unused = (code.user_id == user_id) & code.used_by.is_(None) & (code.expires_at > now())
    return [str(at) for at in tx.scalars(sa.select(code.expires_at).where(unused))]


def case_of_number(tx: sa.Connection, number: str) -> str | None:
    """The id of the case with this number; None if there is none, or several."""
    found = cases_numbered(tx, number)
    return found[0][0] if len(found) == 1 else None


def arrivals(tx: sa.Connection) -> list[Any]:
    """Incoming messages that nobody could be found for, the newest first."""
    aside = sa.select(arrival).where(arrival.c.state == "set_aside")
    return list(tx.execute(aside.order_by(arrival.c.at.desc()).limit(_MOST_ROWS)))


def _team(user: dict[str, Any]) -> str:
    """What stands for the user's team in the access table."""
    return team_scope(user["org_unit"]) if user["org_unit"] else ""


def _standing(row: Any) -> str:
    if row.wiped:
        return "told_wipe" if row.told_wipe_at else "to_wipe"
    return str(row.state)


def _versions(active: list[dict[str, Any]]) -> list[tuple[str, str, int, int]]:
    """Ring, version, how many computers, and how many of them have told of an error."""
    counts: dict[tuple[str, str], list[int]] = {}
    for one in active:
        ring = "–" if one["ring"] is None else str(one["ring"])
        count = counts.setdefault((ring, one["version"] or "–"), [0, 0])
        count[0] += 1
        count[1] += bool(one["errors"])
    return [(*key, count[0], count[1]) for key, count in sorted(counts.items())]


def _kept_by_device(tx: sa.Connection) -> dict[str, int]:
    by = schema.kept.c.device_id
    waiting = schema.kept.c.code != deciding.DECIDED
    return _pairs(tx.execute(sa.select(by, sa.func.count()).where(waiting).group_by(by)))


def _count(tx: sa.Connection, table: sa.Table, *where: "sa.ColumnElement[bool]") -> int:
    return int(tx.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0)


def _pairs(rows: Iterable[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}


def _stamp(*, hours: int) -> str:
    return stamp(datetime.now(UTC) - timedelta(hours=hours))


def _days_ago(days: int) -> str:
    return stamp(datetime.now(UTC) - timedelta(days=days))[:10]
