"""Cases as a list shows them, found while the user types."""

import re

from sqlalchemy import Connection, text

from jobassist.ports.stored import CaseCard
from jobassist.records import Case, CaseAssignment, Citizen, User
from storage.fulltext import by_prefix, words
from storage.rows import find, find_in, to_records

_CPR = re.compile(r"\d{6}-\d{0,4}")
_OPEN = """
    FROM "case" JOIN citizen ON citizen.id = "case".citizen_id
    WHERE "case".state = 'open' {conditions}
"""
_ORDER = """
    ORDER BY {family}, {given}, "case".number, "case".id LIMIT :limit
"""
_CONDITION = """
    AND (citizen.place IN (SELECT rowid FROM citizen_fts WHERE citizen_fts MATCH :person{i})
    OR "case".place IN (SELECT rowid FROM case_fts WHERE case_fts MATCH :number{i}))
"""
# Æ Ø Å stand in this order in Unicode once Å is moved behind Ø (Þ and ÿ are unused in Danish).
_DANISH = "replace(replace(citizen.{name}, 'Å', 'Þ'), 'å', 'ÿ')"
_BATCH = 500


def cards(connection: Connection, query: str, limit: int | None) -> list[CaseCard]:
    """Open cases for which every word begins a name, the CPR or the number, in name order."""
    those, given = _matching(query)
    order = _ORDER.format(
        family=_DANISH.format(name="family_name"), given=_DANISH.format(name="given_name")
    )
    statement = text(f'SELECT "case".* {those} {order}')
    rows = connection.execute(statement, {**given, "limit": -1 if limit is None else limit})
    return _with_people(connection, to_records(Case, rows))


def count(connection: Connection, query: str) -> int:
    """How many open cases there are for which every word begins a name, the CPR or the number."""
    those, given = _matching(query)
    return int(connection.execute(text(f"SELECT count(*) {those}"), given).scalar_one())


def _matching(query: str) -> tuple[str, dict[str, object]]:
    wanted = words(query)
    given: dict[str, object] = {}
    for i, word in enumerate(wanted):
        given[f"person{i}"] = by_prefix(word.replace("-", "") if _CPR.fullmatch(word) else word)
        given[f"number{i}"] = by_prefix(word)
    conditions = "".join(_CONDITION.format(i=i) for i in range(len(wanted)))
    return _OPEN.format(conditions=conditions), given


def _with_people(connection: Connection, cases: list[Case]) -> list[CaseCard]:
    users = {user.id: user for user in find(connection, User, "id", None)}
    made: list[CaseCard] = []
    for start in range(0, len(cases), _BATCH):
        part = cases[start : start + _BATCH]
        citizen_ids = [case.citizen_id for case in part]
        citizens = {c.id: c for c in find_in(connection, Citizen, "id", citizen_ids)}
        teams: dict[str, list[CaseAssignment]] = {case.id: [] for case in part}
        for assignment in find_in(connection, CaseAssignment, "case_id", list(teams)):
            teams[assignment.case_id].append(assignment)
        made += [
            CaseCard(
                case,
                citizens[case.citizen_id],
                users.get(case.coordinator_id),
                tuple(teams[case.id]),
            )
            for case in part
        ]
    return made
