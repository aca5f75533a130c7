"""The encrypted store beside the same SQLite build without a key, in one run.

Both files get the same rows, the same pragmas and the same queries, turn by turn. The text is
synthetic Danish; nothing else ever stands in the file without a key.
"""

import random
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from jobassist.ids import new_id
from storage import notes as note_search
from storage.engine import PRAGMAS, begin, checkpoint, open_engine
from storage.migrations import migrate
from storage.schema import RECORDS

GOAL_SEARCH_P95 = 1.5
_SEARCHES = 300
_COMMITS = 200
_WORDS_IN_NOTE = 70
_SYLLABLES = (
    "bor ger prak tik sam ta le virk som hed syge dag penge plan mål råd æ ø å vej hjælp job"
)
_BATCH = 1_000


def run(
    *,
    notes: int = 45_000,
    report: Callable[[str], None] = print,
    also: Callable[[Path, bytes], None] | None = None,
) -> dict[str, Any]:
    """Search, bulk insert, commits and size, encrypted beside plain; ratios are encrypted/plain.

    `also` is called with the encrypted file and its key while it is there.
    """
    chance = random.Random(20261121)
    words = _vocabulary(chance)
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as folder:
        files = {"encrypted": Path(folder) / "store.db", "plain": Path(folder) / "plain.db"}
        key = secrets.token_bytes(32)
        engines = _engines(files, key)
        try:
            bulk = dict.fromkeys(files, 0.0)
            for rows in _batches(chance, words, notes):
                for name, engine in engines.items():
                    bulk[name] += _insert(engine, rows)
            report(f"{notes} notes in both files")
            for engine in engines.values():
                checkpoint(engine)
            size = {name: file.stat().st_size for name, file in files.items()}
            search = _searched(chance, words, engines)
            report(f"{_SEARCHES} searches in both files")
            commit = _committed(chance, words, engines)
            if also:
                also(files["encrypted"], key)
        finally:
            for engine in engines.values():
                engine.dispose()
    figures = {
        "notes": notes,
        "searches": _SEARCHES,
        **_figures("search_p50_ms", {n: statistics.median(s) for n, s in search.items()}),
        **_figures("search_p95_ms", {n: _p95(s) for n, s in search.items()}),
        **_figures("commit_p50_ms", {n: statistics.median(s) for n, s in commit.items()}),
        **_figures("bulk_cpu_s", bulk),
        **_figures("bytes", {n: float(s) for n, s in size.items()}),
        "goal": {"search_p95_ms_ratio": GOAL_SEARCH_P95},
    }
    figures["met"] = figures["search_p95_ms_ratio"] <= GOAL_SEARCH_P95
    return figures


def _engines(files: dict[str, Path], key: bytes) -> dict[str, Engine]:
    encrypted = open_engine(files["encrypted"], key, create=True)
    driver = encrypted.dialect.dbapi

    def connect() -> Any:
        connection = driver.connect(  # type: ignore[union-attr]
            str(files["plain"]), isolation_level=None, check_same_thread=False
        )
        for pragma in PRAGMAS:
            connection.execute(pragma).fetchall()
        return connection

    plain = create_engine("sqlite+pysqlite://", creator=connect, module=driver, poolclass=QueuePool)
    event.listen(plain, "begin", begin)
    for engine in (encrypted, plain):
        connection = engine.raw_connection()
        migrate(connection.driver_connection)
        connection.close()
    return {"encrypted": encrypted, "plain": plain}


def _vocabulary(chance: random.Random) -> list[str]:
    syllables = _SYLLABLES.split()
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(6_000)]


def _batches(chance: random.Random, words: list[str], notes: int) -> Iterator[list[dict[str, Any]]]:
    """Rows of the note table; words come with the frequencies of a language (Zipf)."""
    weights = [1 / (rank + 1) for rank in range(len(words))]
    blank = {f.name: None if f.nullable else "" for f in _note_fields()}
    for start in range(0, notes, _BATCH):
        size = min(_BATCH, notes - start)
        texts = [" ".join(chance.choices(words, weights, k=_WORDS_IN_NOTE)) for _ in range(size)]
        case_ids = [f"case-{chance.randrange(3_000)}" for _ in texts]
        yield [
            {**blank, "id": new_id(), "rev": 0, "text": t, "case_id": c, "model_unfit": 0}
            for t, c in zip(texts, case_ids, strict=True)
        ]


def _note_fields() -> tuple[Any, ...]:
    from jobassist.records import KINDS

    return KINDS["note"].fields


def _insert(engine: Engine, rows: list[dict[str, Any]]) -> float:
    start = time.process_time()
    with engine.begin() as connection:
        connection.execute(RECORDS["note"].insert(), rows)
    return time.process_time() - start


def _searched(
    chance: random.Random, words: list[str], engines: dict[str, Engine]
) -> dict[str, list[float]]:
    """Milliseconds of each search: one to three words, the last one half typed."""
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for turn in range(_SEARCHES + 20):
        chosen = [words[int(len(words) * chance.random() ** 2)] for _ in range(1 + turn % 3)]
        query = " ".join([*chosen[:-1], chosen[-1][: max(3, len(chosen[-1]) // 2)]])
        for name in sorted(engines, reverse=turn % 2 == 0):
            with engines[name].connect() as connection:
                start = time.perf_counter()
                note_search.search(connection, query, 50)
                if turn >= 20:  # the first ones only warm the page cache up
                    spent[name].append((time.perf_counter() - start) * 1000)
    return spent


def _committed(
    chance: random.Random, words: list[str], engines: dict[str, Engine]
) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {name: [] for name in engines}
    for rows in _batches(chance, words, _COMMITS):
        for row in rows:
            for name, engine in engines.items():
                start = time.perf_counter()
                _insert(engine, [row])
                spent[name].append((time.perf_counter() - start) * 1000)
    return spent


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _figures(name: str, values: dict[str, float]) -> dict[str, Any]:
    return {
        name: {peer: round(value, 3) for peer, value in values.items()},
        f"{name}_ratio": round(values["encrypted"] / values["plain"], 3),
    }
