"""The company register, found while the user types, by name, CVR, P-number, town or branch."""

from sqlalchemy import Connection, text

from jobassist.ports.stored import UnitHit
from jobassist.records import Company, ProductionUnit
from storage.fulltext import by_prefix, words
from storage.rows import find_in, to_record

_UNITS = """
    SELECT unit.* FROM production_unit AS unit
    WHERE unit.ended_on IS NULL {conditions}
    ORDER BY {name} NOT LIKE :start, {name}, unit.p_number LIMIT :limit
"""
_CONDITION = """
    AND (unit.place IN (SELECT rowid FROM production_unit_fts WHERE production_unit_fts MATCH :w{i})
    OR unit.company_id IN (SELECT company.id FROM company JOIN company_fts
        ON company_fts.rowid = company.place WHERE company_fts MATCH :w{i}))
"""
# Å stands behind Ø, as in `storage.cases`.
_NAME = "replace(replace(unit.name, 'Å', 'Þ'), 'å', 'ÿ')"
_WORDS = "SELECT term FROM production_unit_words UNION SELECT term FROM company_words"
_ALMOST_ALL = -1


def units(connection: Connection, query: str, limit: int | None) -> list[UnitHit]:
    """Workplaces that go on, for which every word begins one of the register's.

    Names that begin as the query does come first, then by name. Digits may be grouped as people
    write them ("99 00 12 32").
    """
    joined = query.replace(" ", "").replace("-", "")
    wanted = [joined] if joined.isascii() and joined.isdigit() else words(query)
    given: dict[str, object] = {
        "limit": _ALMOST_ALL if limit is None else limit,
        "start": _escaped(query.strip()) + "%",
    }
    given |= {f"w{i}": by_prefix(word) for i, word in enumerate(wanted)}
    statement = _UNITS.format(
        conditions="".join(_CONDITION.format(i=i) for i in range(len(wanted))), name=_NAME
    )
    rows = connection.execute(text(statement), given).mappings().all()
    found = [to_record(ProductionUnit, row) for row in rows]
    owners = list({unit.company_id for unit in found})
    companies = {c.id: c for c in find_in(connection, Company, "id", owners)}
    return [UnitHit(unit, companies.get(unit.company_id)) for unit in found]


def register_words(connection: Connection) -> list[str]:
    """Every word of the register, as the index has it (lower case)."""
    return list(connection.execute(text(_WORDS)).scalars())


def _escaped(start: str) -> str:
    return start.replace("%", "").replace("_", "").replace("Å", "Þ").replace("å", "ÿ")
