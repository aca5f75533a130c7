"""How fast the central takes in what devices push, beside bare psycopg writing the same rows.

The peer knows every row beforehand and checks nothing: it writes what the central wrote (record,
operation, entry, the scope's counter), in the same batches and as many commits.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import psycopg
import sqlalchemy as sa

from benchmarks._postgres import running_cluster
from benchmarks.sync._pushed import Place, begin, note
from central import schema
from central.database import Database
from central.push import take_in
from central.serve import let_stay
from jobassist.sync.wire import MAX_BATCH, Batch, Sent

GOAL_RATIO = 0.3
_CASES = 20
_TABLES = (schema.record, schema.operation, schema.entry)
T = TypeVar("T")


def run(*, operations: int = 3000) -> dict[str, Any]:
    """Operations a second in the batches a laptop with much to tell sends, and in small ones."""
    with running_cluster() as cluster:
        found = {
            size: _both(cluster.new_database(), cluster.new_database(), size, operations)
            for size in (MAX_BATCH, 20, 1)
        }
    full = found[MAX_BATCH]
    return {
        "operations": operations,
        **{f"batches_of_{size}": figures for size, figures in found.items()},
        "goal": {"ratio_in_full_batches": GOAL_RATIO},
        "met": full["ratio"] >= GOAL_RATIO,
    }


def _both(url: str, peer_url: str, size: int, operations: int) -> dict[str, Any]:
    count = operations if size > 1 else max(100, operations // 10)
    database = Database(url)
    try:
        place = begin(database, url, _CASES)
        take_in(database, place.who, Batch(operations=tuple(_notes(place, size, size))))  # warm
        before = _rows(place)
        let_stay()  # as the server does
        pushed = _notes(place, count, size)
        began = time.perf_counter()
        for batch in _batches(pushed, size):
            answers = take_in(database, place.who, Batch(operations=tuple(batch)))
            assert {answer.outcome for answer in answers} == {"applied"}
        ours = count / (time.perf_counter() - began)
        written = {
            name: [row for row in rows if row not in before[name]]
            for name, rows in _rows(place).items()
        }
    finally:
        database.close()
    bare = count / _write_bare(peer_url, written, size)
    return {
        "a_second": round(ours),
        "bare_psycopg_a_second": round(bare),
        "ratio": round(ours / bare, 3),
    }


def _notes(place: Place, count: int, size: int) -> list[Sent]:
    """Notes of one case in each batch: that is how they come from a laptop."""
    case = (place.cases[n // size % _CASES] for n in range(count))
    return [note(its, place.who.user_id) for its in case]


def _rows(place: Place) -> dict[str, list[tuple[Any, ...]]]:
    with place.database.read() as tx:
        return {table.name: [tuple(r) for r in tx.execute(sa.select(table))] for table in _TABLES}


def _write_bare(url: str, written: dict[str, list[tuple[Any, ...]]], size: int) -> float:
    """Seconds for the same rows."""
    inserts = {
        table.name: f"INSERT INTO {table.name} VALUES ({', '.join(['%s'] * len(table.c))})"
        for table in _TABLES
    }
    counter = (
        "INSERT INTO scope (name, head) VALUES (%s, %s)"
        " ON CONFLICT (name) DO UPDATE SET head = scope.head + excluded.head"
    )
    batches = [list(_batches(written[table.name], size)) for table in _TABLES]
    with psycopg.connect(url) as plain:
        began = time.perf_counter()
        for number, parts in enumerate(zip(*batches, strict=True)):
            with plain.transaction(), plain.cursor() as cursor:
                for table, part in zip(_TABLES, parts, strict=True):
                    cursor.executemany(inserts[table.name], part)
                cursor.execute(counter, (f"scope-{number % _CASES}", len(parts[0])))
        return time.perf_counter() - began


def _batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]
