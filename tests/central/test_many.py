"""Many rows at a time, on both databases."""

import pytest
import sqlalchemy as sa

from central import schema
from central.database import Database
from central.many import among, insert_all

ODD = ["", "æøå \\ \\N", "tab\tand\nlines", '{"text": "«😀»"}', "NULL", ",'\"{}"]
COUNTS = [1, 300]  # in one statement, as a stream


def rows(count: int) -> list[dict[str, object]]:
    return [
        {
            "id": f"{number:036d}",
            "kind": "note",
            "case_id": None if number % 3 else f"{number:036d}",
            "created_by": "somebody",
            "rev": number * 10_000_000_000,
            "body": ODD[number % len(ODD)],
            "field_revs": "{}",
            "history": "{}",
            "sealed": bool(number % 2),
        }
        for number in range(count)
    ]


@pytest.mark.parametrize("count", COUNTS)
def test_what_is_inserted_is_there_to_the_letter(database: Database, count: int):
    with database.write() as tx:
        insert_all(tx, schema.record, rows(count))
    with database.read() as tx:
        found = tx.execute(sa.select(schema.record).order_by(schema.record.c.id)).all()
    assert [row._asdict() for row in found] == [{**row, "unknown": "{}"} for row in rows(count)]


@pytest.mark.parametrize("count", COUNTS)
def test_a_row_that_is_there_refuses_all_and_is_not_told(database: Database, count: int):
    with database.write() as tx:
        insert_all(tx, schema.record, rows(1))
    again = [{**row, "body": "Anders Østergaard"} for row in reversed(rows(count))]
    with pytest.raises(sa.exc.IntegrityError) as refused, database.write() as tx:
        insert_all(tx, schema.record, again)
    assert "Anders" not in str(refused.value)
    with database.read() as tx:
        assert tx.scalar(sa.select(sa.func.count()).select_from(schema.record)) == 1


def test_the_ids_asked_for_are_found_and_no_others(database: Database):
    with database.write() as tx:
        insert_all(tx, schema.record, rows(20))
        column = schema.record.c.id
        asked = [f"{number:036d}" for number in (3, 7, 99)]
        found = tx.scalars(sa.select(column).where(among(tx, column, asked))).all()
        nothing = tx.scalars(sa.select(column).where(among(tx, column, ()))).all()
    assert sorted(found) == asked[:2] and nothing == []
