"""Does a reader that follows the feed while many write miss anything? The peer: a serial cursor.

Both stand in the same PostgreSQL and are written in the same transactions: the central's feed, and
a table whose rows are numbered by the database (`bigserial`).
"""

import threading
import time
from typing import Any

import psycopg
import sqlalchemy as sa

from benchmarks._postgres import running_cluster
from central.database import Database
from central.feed import publish

GOAL_MISSED = 0
_WRITERS = 16
_SCOPES = 4
_SETTLED = 3  # empty rounds after the last writer, before the readers stop


def run(*, each: int = 200, url: str = "") -> dict[str, Any]:
    """16 writers of so many transactions each; how many rows either reader never saw."""
    if not url:
        with running_cluster() as cluster:
            return run(each=each, url=cluster.new_database())
    database = Database(url)
    try:
        return _race(database, url, each)
    finally:
        database.close()


def _race(database: Database, url: str, each: int) -> dict[str, Any]:
    with psycopg.connect(url, autocommit=True) as plain:
        plain.execute("CREATE TABLE serial_feed (place bigserial PRIMARY KEY, record text)")
    done = threading.Event()
    seen: dict[str, set[str]] = {"feed": set(), "serial": set()}
    readers = [
        threading.Thread(target=_follow_feed, args=(database, done, seen["feed"])),
        threading.Thread(target=_follow_serial, args=(url, done, seen["serial"])),
    ]
    writers = [threading.Thread(target=_write, args=(database, n, each)) for n in range(_WRITERS)]
    began = time.perf_counter()
    for thread in (*readers, *writers):
        thread.start()
    for writer in writers:
        writer.join()
    seconds = time.perf_counter() - began
    done.set()
    for reader in readers:
        reader.join()
    written = _WRITERS * each
    missed = {name: written - len(rows) for name, rows in seen.items()}
    return {
        "writers": _WRITERS,
        "rows": written,
        "rows_a_second": round(written / seconds),
        "missed": missed["feed"],
        "missed_by_serial_cursor": missed["serial"],
        "goal": {"missed": GOAL_MISSED, "missed_by_serial_cursor": "more than 0"},
        "met": missed["feed"] == GOAL_MISSED and missed["serial"] > 0,
    }


def _write(database: Database, writer: int, each: int) -> None:
    for n in range(each):
        record = f"{writer:04d}-{n:06d}"
        with database.write() as tx:
            insert = sa.text("INSERT INTO serial_feed (record) VALUES (:record)")
            tx.execute(insert, {"record": record})
            if n % 3 == 0:
                tx.execute(sa.select(sa.func.pg_sleep(0.002)))  # a transaction that takes its time
            publish(tx, {record: {f"case:{n % _SCOPES}"}})


def _follow_feed(database: Database, done: threading.Event, seen: set[str]) -> None:
    cursors = {f"case:{n}": 0 for n in range(_SCOPES)}
    query = sa.text("SELECT record_id, seq FROM entry WHERE scope = :scope AND seq > :after")
    empty = 0
    while empty < _SETTLED:
        came = 0
        for scope, after in list(cursors.items()):
            with database.read() as tx:
                rows = tx.execute(query, {"scope": scope, "after": after}).all()
            seen |= {row.record_id for row in rows}
            cursors[scope] = max([after, *(row.seq for row in rows)])
            came += len(rows)
        empty = empty + 1 if done.is_set() and not came else 0


def _follow_serial(url: str, done: threading.Event, seen: set[str]) -> None:
    after = empty = 0
    with psycopg.connect(url, autocommit=True) as plain:
        while empty < _SETTLED:
            rows = plain.execute(
                "SELECT place, record FROM serial_feed WHERE place > %s", (after,)
            ).fetchall()
            seen |= {row[1] for row in rows}
            after = max([after, *(row[0] for row in rows)])
            empty = empty + 1 if done.is_set() and not rows else 0
