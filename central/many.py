"""Many rows at a time, each way as its database does it best."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

_FEW = 8  # rows that are sent sooner than a stream of them is begun


def among(tx: sa.Connection, column: sa.Column[str], ids: Iterable[str]) -> sa.ColumnElement[bool]:
    """Whether the column holds one of the ids: one parameter for all of them on PostgreSQL."""
    if tx.dialect.name == "postgresql":
        return column == sa.any_(sa.literal(list(ids), ARRAY(sa.Text)))
    return column.in_(list(ids))


def insert_all(tx: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; PostgreSQL takes many of them by COPY.

    In binary form: of a row that is refused PostgreSQL would write the text in its log.
    """
    if tx.dialect.name != "postgresql" or len(rows) < _FEW:
        tx.execute(sa.insert(table), rows)
        return
    names = list(rows[0])
    command = f"COPY {table.name} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    driver: Any = tx.connection
    try:
        with driver.cursor() as cursor, cursor.copy(command) as copy:
            copy.set_types([_type(tx, table.c[name]) for name in names])
            for row in rows:
                copy.write_row([row[name] for name in names])
    except psycopg.Error as error:
        raise sa.exc.DBAPIError.instance(
            command, None, error, psycopg.Error, hide_parameters=True
        ) from None


def _type(tx: sa.Connection, column: sa.Column[Any]) -> str:
    """The column's type by its PostgreSQL name, without a length."""
    return column.type.compile(tx.dialect).lower().partition("(")[0]
