"""Stores of every format there was: kept in kept/, brought up to date, refused, interrupted."""

import gzip
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.records import KINDS, Note, NoteState
from storage import opening, snapshots
from storage.checkup import check
from storage.data_folder import DataFolder
from storage.migrations import STEPS
from storage.opened import OpenedStore
from storage.restoring import restore_snapshot
from storage.ways_in import by_secret
from tests.storage.kept.make import OWNER, PASSPHRASE, table_rows

KEPT = Path(__file__).with_name("kept")
ROOT = Path(__file__).resolve().parents[2]
FORMATS = sorted(place.parent.name for place in KEPT.glob("*/content.json.gz"))
LATEST = STEPS[-1][0]
EARLIER = [name for name in FORMATS if name != LATEST]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

# What opening a store writes itself: its commits are counted and its access log goes on.
BOOKKEEPING = {"_sqlite_migrations", "access_anchor"}
COUNTED = {"commit"}

KILLED = """
import os, signal, sys
from pathlib import Path
from storage import migrations, opening

folder, secret, at = sys.argv[1:]


def killed(step):
    def apply(db):
        step(db)
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    return apply


migrations.STEPS = tuple((n, killed(s) if n == at else s) for n, s in migrations.STEPS)
opening.unlock(Path(folder), secret)
"""


@pytest.fixture
def folder(tmp_path: Path, kept: str) -> Path:
    """A copy of the kept store of the format that the test names."""
    return Path(shutil.copytree(KEPT / kept / "store", tmp_path / "data"))


def content(kept: str) -> dict[str, list[dict[str, Any]]]:
    """Every row as the program of that time wrote it."""
    rows: dict[str, list[dict[str, Any]]] = json.loads(
        gzip.decompress((KEPT / kept / "content.json.gz").read_bytes())
    )
    return rows


def lost(opened: OpenedStore, kept: str) -> list[str]:
    """The rows of that time that are not there any more, by what their columns say."""
    with opened.engine.connect() as connection:
        today = table_rows(connection)
    missing = []
    for table, rows in content(kept).items():
        if table in BOOKKEEPING:
            continue
        standing = [row.items() for row in today.get(table, [])]
        missing += [
            f"{table}: {row}"
            for row in rows
            if row.get("key") not in COUNTED and not any(row.items() <= one for one in standing)
        ]
    return missing


def files(folder: Path) -> dict[str, bytes]:
    """What is in the store's files."""
    found = (f for f in folder.rglob("*") if f.is_file() and not f.name.startswith("writer."))
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in found}


@pytest.mark.parametrize(
    ("folder", "kept"), [(name, name) for name in FORMATS], indirect=["folder"]
)
def test_a_kept_store_comes_up_to_date_with_all_that_is_in_it(folder: Path, kept: str):
    opened = opening.unlock(folder, PASSPHRASE)
    assert lost(opened, kept) == []
    assert opened.owner().name == OWNER
    with opened.store.write() as tx:
        for kind in KINDS.values():
            for record in tx.find(kind.cls):
                tx.put(record)  # unchanged: nothing may be queued or refused
        finals = tx.find(Note, state=NoteState.FINAL)
        assert len(finals) >= 9
        assert tx.search_notes("rødgrød", limit=5), "the full-text index knows what was written"
    opened.close()
    assert check(folder, PASSPHRASE) == []


@pytest.mark.parametrize("kept", FORMATS[-1:])
def test_an_older_program_refuses_a_newer_store_and_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    opening.unlock(folder, PASSPHRASE).close()
    before = files(folder)
    for known in range(1, len(STEPS)):
        with monkeypatch.context() as older:
            older.setattr("storage.migrations.STEPS", STEPS[:known])
            with pytest.raises(EnvironmentFault, match=r"store\.newer_program"):
                opening.unlock(folder, PASSPHRASE)
            assert [problem.code for problem in check(folder, PASSPHRASE)] == [
                "store.newer_program"
            ]
        assert files(folder) == before


@pytest.mark.parametrize("kept", EARLIER)
def test_killed_in_every_step_it_goes_on_and_the_older_program_gets_back_what_it_had(
    folder: Path, kept: str, monkeypatch: pytest.MonkeyPatch
):
    taken = {row["name"] for row in content(kept)["_sqlite_migrations"]}
    for step in (name for name, _ in STEPS if name not in taken):
        child = [sys.executable, "-c", KILLED, str(folder), PASSPHRASE, step]
        assert subprocess.run(child, cwd=ROOT, check=False, timeout=60).returncode != 0
    assert [one.why for one in snapshots.listed(DataFolder(folder))] == [snapshots.MIGRATION]
    opened = opening.unlock(folder, PASSPHRASE)
    assert lost(opened, kept) == []
    opened.close()
    monkeypatch.setattr("storage.migrations.STEPS", tuple(s for s in STEPS if s[0] in taken))
    with pytest.raises(EnvironmentFault, match=r"store\.newer_program"):
        opening.unlock(folder, PASSPHRASE)
    restored, _ = restore_snapshot(folder, None, by_secret(PASSPHRASE), now=NOW)
    assert lost(restored, kept) == []
    restored.close()
    assert opening.unlock(folder, PASSPHRASE).doubt is None


@pytest.mark.parametrize("kept", EARLIER[:1])
def test_work_between_two_updates_has_a_snapshot_of_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as between:
        between.setattr("storage.migrations.STEPS", STEPS[:-1])
        opened = opening.unlock(folder, PASSPHRASE)
        with opened.store.write() as tx:
            tx.set_setting("kept.store", "meanwhile")
        opened.close()
    opening.unlock(folder, PASSPHRASE).close()
    assert [one.why for one in snapshots.listed(DataFolder(folder))] == [snapshots.MIGRATION] * 2
