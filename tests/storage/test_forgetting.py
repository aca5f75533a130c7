"""An erasure reaches the snapshots that are older than it, and a store whose replay was cut off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from jobassist.errors import UserError
from jobassist.records import Citizen
from storage import snapshots
from storage.backup import backup
from storage.checkup import check
from storage.destroying import destroy
from storage.engine import open_engine
from storage.forgetting import forget_erased
from storage.opened import OpenedStore
from storage.restoring import listed_in, restore_snapshot
from storage.ways_in import by_secret
from tests.storage.samples import DRAFT, LISE
from tests.storage.test_snapshots import folder, opened, take
from tests.storage.test_vault import PASSPHRASE

__all__ = ["folder", "opened"]  # fixtures
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def erase(opened: OpenedStore) -> None:
    with opened.store.write() as tx:
        tx.erase(Citizen, LISE.id)


def names_in(opened: OpenedStore, snapshot: snapshots.Snapshot) -> list[str]:
    """Every family name that stands in a snapshot."""
    engine = open_engine(snapshot.folder / "store-1.db", opened.data_key)
    try:
        with engine.connect() as connection:
            return list(connection.execute(text("SELECT family_name FROM citizen")).scalars())
    finally:
        engine.dispose()


def test_every_older_snapshot_forgets_and_still_verifies(folder: Path, opened: OpenedStore):
    for days in (3, 2, 1):
        take(opened, NOW - timedelta(days=days))
    before = snapshots.listed(opened.folder)
    assert all(LISE.family_name in names_in(opened, one) for one in before)
    erase(opened)
    assert forget_erased(opened) == 3
    after = snapshots.listed(opened.folder)
    assert [one.made_at.date() for one in after] == [one.made_at.date() for one in before]
    assert not {one.name for one in after} & {one.name for one in before}
    for one in after:
        snapshots.verify(one, opened.data_key)
        assert LISE.family_name not in names_in(opened, one)
    assert forget_erased(opened) == 0
    opened.close()
    assert check(folder, PASSPHRASE) == []
    restored, _ = restore_snapshot(folder, after[-1].name, by_secret(PASSPHRASE), now=NOW)
    with restored.store.read() as tx, pytest.raises(UserError, match=r"no_such_record"):
        tx.get(Citizen, LISE.id)
    restored.close()


def test_a_rewriting_that_was_cut_off_is_finished(opened: OpenedStore):
    name = take(opened, NOW)
    old = snapshots.find(opened.folder, name)
    kept = {file.name: file.read_bytes() for file in old.folder.iterdir()}
    erase(opened)
    assert forget_erased(opened) == 1
    old.folder.mkdir()  # as if the process had been killed before the old one went
    for file, content in kept.items():
        (old.folder / file).write_bytes(content)
    assert forget_erased(opened) == 1
    (only,) = snapshots.listed(opened.folder)
    assert only.name != name


def test_a_store_whose_replay_was_cut_off_is_erased_by_the_list_in_its_snapshots(
    folder: Path, opened: OpenedStore
):
    older = take(opened, NOW - timedelta(days=1))
    erase(opened)
    take(opened, NOW)
    with opened.store.sync() as tx:  # the row and the list are as before the erasure
        tx.connection.execute(text("DELETE FROM erased"))
        tx.put(replace(LISE))
    assert older in snapshots.names(opened.folder)
    forget_erased(opened)
    with opened.store.read() as tx, pytest.raises(UserError, match=r"no_such_record"):
        tx.get(Citizen, LISE.id)


def test_a_damaged_snapshot_is_left_for_check_to_name(opened: OpenedStore):
    name = take(opened, NOW)
    file = snapshots.find(opened.folder, name).folder / "header.json"
    file.write_bytes(file.read_bytes() + b" ")
    erase(opened)
    assert forget_erased(opened) == 0
    assert name in snapshots.names(opened.folder)


def test_a_schema_that_could_not_erase_yet_has_an_empty_list(opened: OpenedStore):
    name = take(opened, NOW)
    database = snapshots.find(opened.folder, name).folder / "store-1.db"
    engine = open_engine(database, opened.data_key)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE erased"))
    engine.dispose()
    assert listed_in(database, opened.data_key) == []


def test_destroying_takes_every_header_first_also_in_snapshots_and_backups(
    folder: Path, opened: OpenedStore, monkeypatch
):
    take(opened, NOW)
    backup(opened, folder / "min kopi.zip")
    aside = folder.with_name(f"{folder.name}.before-restore-20261101T080000")
    (aside / "snapshots" / "20261101T080000000000").mkdir(parents=True)
    (aside / "snapshots" / "20261101T080000000000" / "header.json").write_bytes(b"{}")
    with opened.store.write() as tx:
        tx.put(replace(DRAFT, text="sidst"))
    opened.store.close()
    order: list[str] = []
    unlink = Path.unlink

    def noted(file: Path, missing_ok: bool = False) -> None:
        if file.exists():
            order.append(file.name)
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", noted)
    assert destroy(opened.folder, opened.store_id)
    keys = [place for place, name in enumerate(order) if name.startswith("header")]
    assert len(keys) == 4
    assert order.index("min kopi.zip") == max(keys) + 1
    assert max(keys) < order.index("store-1.db")
    left = {file.name for file in folder.rglob("*") if file.is_file()}
    assert left <= {"writer.lock", "writer.json"}
