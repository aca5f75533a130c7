"""How each computer says it is: version, ring, model and the codes that `doctor` found there.

The latest of each is kept. A code tells what is wrong with a computer, never whose work it is.
"""

from typing import Any

import sqlalchemy as sa

from central.database import now
from central.schema_desk import condition as table
from jobassist.sync.wire_device import Condition

_KEEP = sa.text(
    "INSERT INTO condition (device_id, at, told) VALUES (:device_id, :at, :told)"
    " ON CONFLICT (device_id) DO UPDATE SET at = excluded.at, told = excluded.told"
)


def keep(tx: sa.Connection, device_id: str, told: Condition) -> str:
    """Keep it in place of the earlier one; returns when."""
    at = now()
    tx.execute(_KEEP, {"device_id": device_id, "at": at, "told": told.model_dump_json()})
    return at


def of_all(tx: sa.Connection) -> dict[str, tuple[str, Condition]]:
    """When each device told last, and what, by its id."""
    rows = tx.execute(sa.select(table))
    return {row.device_id: (row.at, Condition.model_validate_json(row.told)) for row in rows}


def plain(told: tuple[str, Condition] | None) -> dict[str, Any]:
    """What a device told, for a table: empty where it has told nothing yet."""
    if told is None:
        nothing: dict[str, Any] = {"told_at": None, "version": "", "system": "", "model": ""}
        return {**nothing, "ring": None, "errors": [], "warnings": []}
    at, said = told
    return {
        "told_at": at,
        **said.model_dump(exclude={"found"}),
        "errors": [one.code for one in said.found if one.level == "error"],
        "warnings": [one.code for one in said.found if one.level == "warning"],
    }
