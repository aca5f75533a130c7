"""How fast the encrypted store takes over the central's rows, beside a bare insert of the same."""

import time
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from benchmarks.sync._parts import encrypted_store, rows_of
from jobassist.ids import new_id
from jobassist.ports.stored import Incoming
from jobassist.records import Note, kind_of
from jobassist.records.plain import to_plain
from storage.rows import _row
from storage.schema import RECORDS

GOAL_ROWS_A_SECOND = 10_000
_PAGE = 500
T = TypeVar("T")


def run(*, rows: int = 10_000) -> dict[str, Any]:
    """Rows a second through `SyncWriter.apply`; the peer inserts the same rows and no more."""
    records = [r for r in rows_of(1, rows, new_id()) if isinstance(r, Note)]
    incoming = [Incoming(kind_of(r).name, r.id, 1, to_plain(r)) for r in records]
    with encrypted_store() as store:
        began = time.perf_counter()
        for place, page in enumerate(_pages(incoming)):
            with store.sync() as tx:
                tx.apply("case:x", page, place + 1)
        ours = len(incoming) / (time.perf_counter() - began)
    with encrypted_store() as store:
        began = time.perf_counter()
        for notes in _pages(records):
            with store.sync() as tx:
                tx.connection.execute(RECORDS["note"].insert(), [_row(note) for note in notes])
        bare = len(records) / (time.perf_counter() - began)
    return {
        "rows": len(incoming),
        "rows_a_second": round(ours),
        "bare_insert_rows_a_second": round(bare),
        "ratio": round(ours / bare, 3),
        "goal": {"rows_a_second": GOAL_ROWS_A_SECOND},
        "met": ours >= GOAL_ROWS_A_SECOND,
    }


def _pages(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(things), _PAGE):
        yield things[start : start + _PAGE]
