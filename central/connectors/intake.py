"""Citizens and companies of another system: all lines of a file in one transaction, or none.

Who is here already is known by CPR, CVR or P-number and brought up to date; an empty field says
nothing, so it changes nothing. A citizen's case is made when its number is new; a case that is
here keeps its coordinator.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa
import uuid_utils

from central import devices, identifiers, people
from central.connectors import table
from central.connectors.table import Fault, Line
from central.database import Database, default_url
from central.feed import publish
from central.live import news
from central.records import cases_numbered, change, checked, insert, load
from jobassist import log
from jobassist.errors import UserError
from jobassist.records import KINDS

_BY_CENTRAL = ""
_REGISTER = UUID("6f1d8f0e-3b57-5c0a-9d53-2f1c9b1d7a11")  # as laptops make ids of companies
_CITIZEN = (
    "cpr", "given_name", "family_name", "address", "phone", "email", "benefit", "target_group",
    "protected_address",
)  # fmt: skip
_COMPANY = ("cvr", "name", "sector", "branch_code", "branch", "phone", "email")
_UNIT = ("p_number", "cvr", "address", "postcode", "town", "ordinary_employees")


@dataclass(slots=True)
class Counts:
    """What became of the lines."""

    made: int = 0
    changed: int = 0
    same: int = 0
    cases: int = 0


def take_in(
    database_url: str | None,
    what: str,
    file: Path,
    *,
    dry_run: bool = False,
    test_persons: bool = False,
) -> dict[str, Any]:
    """Take in a file of `citizens` or `companies`: the counts, `lines`, `faults`, `taken_in`.

    With a fault in any line, or with `dry_run`, nothing is taken in. Raises: UserError `import.…`.
    """
    lines, faults = table.read(file, what, test_persons=test_persons)
    counts = Counts()
    database = Database(database_url or default_url())
    database.before_commit = lambda tx, moved: news.write_down(tx, moved, _BY_CENTRAL)
    take = {"citizens": _citizen, "companies": _company}[what]
    taken = False
    try:
        faults += _try(database, lines, take, counts, keep=not (dry_run or faults))
        taken = not dry_run and not faults
    finally:
        database.close()
    log.event("import.done", made=counts.made, changed=counts.changed, faults=len(faults))
    told = [asdict(fault) for fault in sorted(faults, key=lambda fault: fault.line)]
    return {**asdict(counts), "lines": len(lines), "faults": told, "taken_in": taken}


class _NotKept(Exception):
    """Ends a transaction without its effect."""


def _try(
    database: Database,
    lines: list[Line],
    take: "Callable[[sa.Connection, Line, Counts], Fault | None]",
    counts: Counts,
    *,
    keep: bool,
) -> list[Fault]:
    faults: list[Fault] = []
    try:
        with database.write() as tx:
            for line in lines:
                fault = take(tx, line, counts)
                faults += [fault] if fault else []
            if faults or not keep:
                raise _NotKept
    except _NotKept:
        pass
    return faults


def _citizen(tx: sa.Connection, line: Line, counts: Counts) -> Fault | None:
    said = line.values
    number, coordinator = said.get("case_number"), said.get("coordinator")
    case = _case(tx, number) if number else None
    users = people.ids_of(tx, coordinator) if coordinator and not case else []
    if number and not case and len(users) != 1:
        return Fault(line.number, "coordinator", "import.coordinator")
    fields = {name: said[name] for name in _CITIZEN if name in said}
    citizen = _upsert(tx, "citizen", fields, str(uuid_utils.uuid7()), counts)
    if case and case[1] != citizen:
        return Fault(line.number, "case_number", "import.other_citizen")
    if number and not case:
        opened = said.get("opened_on") or devices.today().isoformat()
        about = {"number": number, "citizen_id": citizen, "coordinator_id": users[0]}
        _make(tx, "case", str(uuid_utils.uuid7()), {**about, "opened_on": opened})
        counts.cases += 1
    return None


def _company(tx: sa.Connection, line: Line, counts: Counts) -> Fault | None:
    said = line.values
    fields = {name: said[name] for name in _COMPANY if name in said}
    id = str(uuid5(_REGISTER, f"cvr:{said['cvr']}"))
    company = _upsert(tx, "company", fields, id, counts)
    if "p_number" in said:
        unit = {name: said[name] for name in _UNIT if name in said}
        unit |= {"company_id": company, "name": said.get("unit_name") or said["name"]}
        if "ordinary_employees" in said:
            unit["counted_on"] = devices.today().isoformat()
        id = str(uuid5(_REGISTER, f"p:{said['p_number']}"))
        _upsert(tx, "production_unit", unit, id, counts)
    return None


def _upsert(
    tx: sa.Connection, name: str, fields: dict[str, Any], new_id: str, counts: Counts
) -> str:
    """The record that has the number, made or brought up to date; its id."""
    kind = KINDS[name]
    found = identifiers.holder(tx, kind, fields)
    stored = load(tx, found) if found else None
    if stored is None:
        _make(tx, name, new_id, fields)
        counts.made += 1
        return new_id
    held = stored.held.body
    fixed = identifiers.NUMBERS[name]
    new = {n: v for n, v in fields.items() if n not in (fixed, "cvr") and held[n] != v}
    if new:
        publish(tx, change(tx, stored, new, _BY_CENTRAL)[1])
    counts.changed += bool(new)
    counts.same += not new
    return stored.id


def _make(tx: sa.Connection, name: str, id: str, fields: dict[str, Any]) -> None:
    kind = KINDS[name]
    body = checked(kind, id, fields)
    publish(tx, insert(tx, kind, id, body, user_id=_BY_CENTRAL, device_id=_BY_CENTRAL)[1])


def _case(tx: sa.Connection, number: str) -> tuple[str, str] | None:
    """The case with this number and its citizen. Raises: UserError `import.case_twice`."""
    found = [(id, str(body["citizen_id"])) for id, body in cases_numbered(tx, number)]
    if len(found) > 1:
        raise UserError("import.case_twice")
    return found[0] if found else None
