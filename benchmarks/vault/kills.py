"""A process that writes is killed without warning; nothing it acknowledged may be lost.

Four jobs are killed in turn: notes being written, a snapshot made beside the writing, a new data
key, and a migration. A child of a warm process does the job, so that most of its life is the job.
"""

import multiprocessing as mp
import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event, Thread
from typing import Any

from benchmarks.vault import _stores
from jobassist.errors import AppError
from storage import migrations, snapshots
from storage.checkup import check
from storage.engine import open_engine
from storage.rotation import rotate
from storage.schema import metadata

GOAL = {"lost": 0, "unreadable": 0}
_JOBS = ("writes", "snapshots", "rekey", "migration")
_LONGEST_SECONDS = 0.25
_KEPT_BY_THE_STEPS = {"access_log", "access_anchor"}
_MENDED_BY_CHECK = {"check.leftover", "check.header"}


def run(*, times: int = 1_000, seed: int = 1, report: Callable[[str], None]) -> dict[str, Any]:
    """Kill the jobs `times` in all; counts of what was lost, unreadable or doubted after."""
    chance = random.Random(seed)
    context = mp.get_context("forkserver" if "forkserver" in mp.get_all_start_methods() else None)
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload([__name__])
    found = {"acknowledged": 0, "lost": 0, "unreadable": 0, "doubted": 0, "unsound": 0}
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        folder = Path(place) / "data"
        _stores.make(folder, 60)
        older = _older_schema(Path(place), folder)
        for number in range(times):
            job = _JOBS[number % len(_JOBS)]
            if job == "migration":
                _kill_migration(context, chance, older, Path(place) / "migrated", found)
            else:
                _kill_writer(context, chance, folder, job, found)
            if (number + 1) % 100 == 0:
                report(f"{number + 1} processes killed: {found}")
    met = all(found[name] == goal for name, goal in GOAL.items())
    met = met and found["doubted"] == found["unsound"] == 0
    return {"killed": times, "jobs": list(_JOBS), **found, "goal": GOAL, "met": met}


def _kill_writer(
    context: Any, chance: random.Random, folder: Path, job: str, found: dict[str, int]
) -> None:
    before = _version(folder)
    acknowledged = _killed(context, chance, _write, folder, job, before)
    found["acknowledged"] += len(acknowledged)
    _judge(folder, max(acknowledged, default=before), found)


def _kill_migration(
    context: Any, chance: random.Random, older: Path, folder: Path, found: dict[str, int]
) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(older, folder)
    _killed(context, chance, _migrate, folder, "migration", 0)
    _judge(folder, 0, found)


def _killed(
    context: Any, chance: random.Random, job: Callable[..., None], folder: Path, *given: Any
) -> list[int]:
    """Everything the job acknowledged before it was killed, at some moment of its life."""
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=job, args=(folder, *given, theirs))
    process.start()
    theirs.close()
    ours.recv()  # it is about to begin
    process.join(chance.random() * _LONGEST_SECONDS)
    process.kill()
    process.join()
    heard: list[int] = []
    try:
        while True:
            heard.append(ours.recv())
    except (EOFError, OSError):
        return heard


def _write(folder: Path, job: str, version: int, answer: Connection) -> None:
    """Write without end; beside it make snapshots or new data keys without end."""
    opened = _stores.unlock(folder)
    answer.send("begin")
    if job == "rekey":
        while True:
            opened, _ = rotate(opened, _stores.PASSPHRASE, kdf=_stores.QUICK)
            version += 1
            _stores.write(opened, version)
            answer.send(version)
    if job == "snapshots":
        Thread(target=_take_snapshots, args=(opened,), daemon=True).start()
    while True:
        version += 1
        _stores.write(opened, version)
        answer.send(version)


def _take_snapshots(opened: Any) -> None:
    now = datetime.now(UTC)
    while True:
        now += timedelta(hours=9)
        snapshots.take(opened.folder, opened.header, opened.data_key, now, snapshots.DAILY)


def _migrate(folder: Path, _job: str, _version: int, answer: Connection) -> None:
    answer.send("begin")
    opened = _stores.unlock(folder)  # brings the schema up to date, after a snapshot
    opened.close()
    Event().wait()


def _judge(folder: Path, acknowledged: int, found: dict[str, int]) -> None:
    try:
        opened = _stores.unlock(folder)
    except AppError:
        found["unreadable"] += 1
        return
    found["doubted"] += opened.doubt is not None
    try:
        found["lost"] += _stores.version(opened) < acknowledged
    except AppError:
        found["unreadable"] += 1
    opened.close()
    problems = {problem.code for problem in check(folder, _stores.PASSPHRASE)}
    found["unsound"] += bool(problems - _MENDED_BY_CHECK)


def _version(folder: Path) -> int:
    opened = _stores.unlock(folder)
    try:
        return _stores.version(opened)
    finally:
        opened.close()


def _older_schema(place: Path, folder: Path) -> Path:
    """A store as the program before this one left it: one step behind, with the same content."""
    older = place / "older"
    shutil.copytree(folder, older)
    key, database = _stores.data_key(older), older / "store-1.db"
    rows = _dump(database, key)
    database.unlink()
    engine = open_engine(database, key, create=True)
    connection = engine.raw_connection()
    driver: Any = connection.driver_connection
    migrations.migrate(driver, stop_before=migrations.STEPS[-1][0])
    for table, values in rows.items():
        known = {row[1] for row in driver.execute(f'PRAGMA table_info("{table}")').fetchall()}
        names = [name for name in values[0] if name in known]
        if names and table not in _KEPT_BY_THE_STEPS:
            columns = ", ".join(f'"{name}"' for name in names)
            marks = ", ".join(f":{name}" for name in names)
            driver.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)
    connection.close()
    engine.dispose()
    return older


def _dump(database: Path, key: bytes) -> dict[str, list[dict[str, Any]]]:
    engine = open_engine(database, key)
    with engine.connect() as connection:
        rows = {
            name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for name, table in metadata.tables.items()
        }
    engine.dispose()
    return {name: values for name, values in rows.items() if values}
