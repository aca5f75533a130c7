"""Records to rows and back, for any declared kind."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Result, RowMapping, Select, Table, func, select
from sqlalchemy.dialects import sqlite

from jobassist.records import KINDS, Kind, Record, kind_of
from jobassist.records.plain import from_plain, plain, to_plain
from storage.schema import RECORDS

R = TypeVar("R", bound=Record)
_SETS = {k.cls: tuple(f.name for f in k.fields if f.type is tuple) for k in KINDS.values()}


def fetch(connection: Connection, kind: Kind, id: str) -> Record | None:
    """The record, or None."""
    table = RECORDS[kind.name]
    row = connection.execute(select(table).where(table.c.id == id)).mappings().first()
    return to_record(kind.cls, row) if row else None


def find(
    connection: Connection, cls: type[R], order: str, limit: int | None, **is_: Any
) -> list[R]:
    """Records whose fields equal the given values, in the order of a field (`-field`: falling)."""
    kind = kind_of(cls)
    table = RECORDS[kind.name]
    column = table.c[order.removeprefix("-")]
    query = _where(select(table), kind, is_)
    query = query.order_by(column.desc() if order.startswith("-") else column, table.c.id)
    return to_records(cls, connection.execute(query.limit(limit)))


def find_in(connection: Connection, cls: type[R], name: str, values: Collection[str]) -> list[R]:
    """Records whose field is one of any number of values, in the order of their ids."""
    table = RECORDS[kind_of(cls).name]
    query = select(table).where(table.c[name].in_(_each(values))).order_by(table.c.id)
    return to_records(cls, connection.execute(query))


def count(connection: Connection, kind: Kind, **is_: Any) -> int:
    """How many records have these values."""
    query = _where(select(func.count()).select_from(RECORDS[kind.name]), kind, is_)
    return int(connection.execute(query).scalar_one())


def insert(connection: Connection, kind: Kind, record: Record) -> None:
    """A new row."""
    connection.execute(RECORDS[kind.name].insert(), _row(record))


def insert_all(connection: Connection, kind: Kind, records: Sequence[Record]) -> None:
    """New rows, at once."""
    insert_plainly(connection, RECORDS[kind.name], [_row(record) for record in records])


def insert_plainly(
    connection: Connection, table: Table, given: Sequence[Mapping[str, Any]], *, known: bool = False
) -> None:
    """Rows that all have the same columns, past what SQLAlchemy does for each value.

    `known`: one that is there already stays as it is.
    """
    statement, names = _insert(table, tuple(given[0]), known)
    connection.exec_driver_sql(statement, list(map(itemgetter(*names), given)))


@cache
def _insert(table: Table, names: tuple[str, ...], known: bool) -> tuple[str, list[str]]:
    """The statement, and the columns in the order of its marks."""
    insert = table.insert().prefix_with("OR IGNORE") if known else table.insert()
    compiled = insert.compile(dialect=sqlite.dialect(), column_keys=names)
    return str(compiled), list(compiled.positiontup or ())


def there(connection: Connection, kind: Kind, ids: Sequence[str]) -> set[str]:
    """Which of these ids are here."""
    table = RECORDS[kind.name]
    query = select(table.c.id).where(table.c.id.in_(_each(ids)))
    return set(connection.execute(query).scalars())


def _each(values: Collection[str]) -> Select[Any]:
    asked = func.json_each(json.dumps(list(values))).table_valued("value")
    return select(asked.c.value)


def update(connection: Connection, kind: Kind, record: Record, names: set[str]) -> None:
    """Write the named fields, and the revision, of a row that is there."""
    table = RECORDS[kind.name]
    row = {n: v for n, v in _row(record).items() if n in names or n == "rev"}
    connection.execute(table.update().where(table.c.id == record.id).values(**row))


def delete(connection: Connection, kind: Kind, id: str) -> bool:
    """Remove a row; False if there was none."""
    table = RECORDS[kind.name]
    return bool(connection.execute(table.delete().where(table.c.id == id)).rowcount)


def to_record(cls: type[R], row: RowMapping | Mapping[str, Any]) -> R:
    """The record a row of its table holds."""
    return _record(cls, dict(row))


def to_records(cls: type[R], found: Result[Any]) -> list[R]:
    """The records of many rows: each by its place, which is twice as quick as each by its name."""
    names = tuple(found.keys())
    return [_record(cls, dict(zip(names, row, strict=True))) for row in found]


def _record(cls: type[R], values: dict[str, Any]) -> R:
    for name in _SETS.get(cls, ()):
        values[name] = json.loads(values[name])
    return from_plain(cls, values["id"], values["rev"], values)


def _row(record: Record) -> dict[str, Any]:
    values = {name: _column(value) for name, value in to_plain(record).items()}
    return {"id": record.id, "rev": record.rev, **values}


def _column(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _where(query: Select[Any], kind: Kind, is_: Mapping[str, Any]) -> Select[Any]:
    table = RECORDS[kind.name]
    for name, value in is_.items():
        query = query.where(table.c[name].is_not_distinct_from(_column(plain(value))))
    return query
