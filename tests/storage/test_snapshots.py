"""Snapshots: made beside a store in use, verified, at most seven, and put back with care."""

import io
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobassist.errors import EnvironmentFault, UserError
from jobassist.records import Citizen, Note
from storage import opening, snapshots
from storage.backup import backup, restore
from storage.checkup import check
from storage.migrations import STEPS
from storage.opened import OpenedStore
from storage.restoring import restore_snapshot
from storage.rotation import rotate
from storage.vault.header import Header
from storage.ways_in import by_secret
from tests.storage.samples import CASELOAD, DRAFT, LISE
from tests.storage.test_vault import PASSPHRASE, QUICK

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "data"


@pytest.fixture
def opened(folder: Path) -> Iterator[OpenedStore]:
    """An open store with the caseload."""
    store, _ = opening.create(folder, PASSPHRASE, "Anne", kdf=QUICK)
    with store.store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
    yield store
    store.close()


def key_of(header: Header) -> bytes:
    """By the passphrase."""
    return header.open_with_passphrase(PASSPHRASE)


def take(opened: OpenedStore, now: datetime = NOW, why: str = snapshots.DAILY) -> str:
    """A snapshot's name."""
    return snapshots.take(opened.folder, opened.header, opened.data_key, now, why).name


def write(opened: OpenedStore, text: str) -> None:
    """Another version of the draft."""
    with opened.store.write() as tx:
        tx.put(replace(DRAFT, text=text))


def text_of(opened: OpenedStore) -> str:
    """The draft's text."""
    with opened.store.read() as tx:
        return tx.get(Note, DRAFT.id).text


def test_a_snapshot_is_encrypted_and_verifies(folder: Path, opened: OpenedStore):
    assert snapshots.is_due(opened.folder, NOW)
    name = take(opened)
    assert not snapshots.is_due(opened.folder, NOW)
    snapshot = snapshots.find(opened.folder, name)
    snapshots.verify(snapshot, opened.data_key)
    assert (snapshot.made_at, snapshot.why) == (NOW, "daily")
    content = b"".join(file.read_bytes() for file in snapshot.folder.iterdir())
    assert "Ærøskøbing".encode() not in content
    assert b"SQLite format 3" not in content


def test_seven_are_kept_and_one_for_each_day(opened: OpenedStore):
    for hours in range(0, 24 * 10, 8):
        take(opened, NOW + timedelta(hours=hours))
    made = [snapshot.made_at for snapshot in snapshots.listed(opened.folder)]
    assert len(made) == 7
    assert len({moment.date() for moment in made}) == 7
    assert made[0] == NOW + timedelta(hours=24 * 10 - 8)


def test_writing_goes_on_while_one_is_made(opened: OpenedStore):
    with ThreadPoolExecutor(1) as thread:
        made = thread.submit(take, opened)
        for number in range(30):
            write(opened, f"udgave {number}")
        name = made.result()
    snapshots.verify(snapshots.find(opened.folder, name), opened.data_key)
    assert text_of(opened) == "udgave 29"


def test_a_damaged_store_goes_back_to_a_snapshot_and_is_set_aside(
    folder: Path, opened: OpenedStore
):
    attachment = opened.attachments.add(io.BytesIO(b"bilag"))
    name = take(opened)
    write(opened, "senere")
    opened.close()
    database = folder / "store-1.db"
    database.write_bytes(database.read_bytes()[:4096] + b"damage" * 1000)
    damaged = database.read_bytes()
    restored, aside = restore_snapshot(folder, name, key_of, now=NOW)
    assert text_of(restored) == DRAFT.text
    assert restored.doubt is None
    assert b"".join(restored.attachments.read(attachment)) == b"bilag"
    write(restored, "videre")
    restored.close()
    assert (aside / "store-1.db").read_bytes() == damaged
    assert check(folder, PASSPHRASE) == []


def test_a_snapshot_serves_when_both_headers_are_gone(folder: Path, opened: OpenedStore):
    name = take(opened)
    opened.close()
    for file in opened.folder.headers:
        file.write_bytes(b"damaged")
    restored, _ = restore_snapshot(folder, name, key_of, now=NOW)
    assert text_of(restored) == DRAFT.text
    restored.close()
    assert check(folder, PASSPHRASE) == []


def test_what_was_erased_since_stays_erased(folder: Path, opened: OpenedStore, tmp_path: Path):
    name = take(opened)
    backup(opened, tmp_path / "kopi")
    with opened.store.write() as tx:
        tx.erase(Citizen, LISE.id)
    opened.close()
    restored, _ = restore_snapshot(folder, name, key_of, now=NOW)
    with restored.store.read() as tx, pytest.raises(UserError, match=r"no_such_record"):
        tx.get(Citizen, LISE.id)
    restored.close()
    again, _ = restore(
        tmp_path / "kopi", folder, by_secret(PASSPHRASE), now=NOW + timedelta(minutes=1)
    )
    with again.store.read() as tx, pytest.raises(UserError, match=r"no_such_record"):
        tx.get(Citizen, LISE.id)
    again.close()


def test_a_snapshot_after_an_erasure_knows_of_it_when_the_database_is_lost(
    folder: Path, opened: OpenedStore, tmp_path: Path
):
    before = datetime.now(UTC) - timedelta(seconds=1)
    take(opened, before)
    backup(opened, tmp_path / "kopi")
    assert not opened.snapshot_is_due(before)
    with opened.store.write() as tx:
        tx.erase(Citizen, LISE.id)
    assert opened.snapshot_is_due(before)
    after = datetime.now(UTC) + timedelta(seconds=1)
    opened.take_snapshot(after)
    assert not opened.snapshot_is_due(after)
    opened.close()
    (folder / "store-1.db").unlink()
    restored, _ = restore(tmp_path / "kopi", folder, by_secret(PASSPHRASE), now=NOW)
    with restored.store.read() as tx, pytest.raises(UserError, match=r"no_such_record"):
        tx.get(Citizen, LISE.id)
    restored.close()


def test_what_was_erased_under_a_later_key_stays_erased(
    folder: Path, opened: OpenedStore, tmp_path: Path
):
    backup(opened, tmp_path / "kopi")
    anew, _ = rotate(opened, PASSPHRASE, kdf=QUICK)
    with anew.store.write() as tx:
        tx.erase(Citizen, LISE.id)
    anew.close()
    restored, _ = restore(tmp_path / "kopi", folder, by_secret(PASSPHRASE), now=NOW)
    with restored.store.read() as tx, pytest.raises(UserError, match=r"no_such_record"):
        tx.get(Citizen, LISE.id)
    restored.close()


@pytest.mark.parametrize("part", ["store-1.db", "header.json", "manifest.json", "swapped"])
def test_a_damaged_snapshot_is_found_and_changes_nothing(
    folder: Path, opened: OpenedStore, part: str
):
    name = take(opened)
    place = folder / "snapshots" / name
    if part == "swapped":  # an older one under a newer name
        shutil.move(place, place.with_name("20261122T120000000000"))
        name = "20261122T120000000000"
    else:
        content = bytearray((place / part).read_bytes())
        content[len(content) // 2] ^= 1
        (place / part).write_bytes(content)
    opened.close()
    assert [(p.code, p.what) for p in check(folder, PASSPHRASE)] == [("check.snapshot", name)]
    before = (folder / "store-1.db").read_bytes()
    with pytest.raises(EnvironmentFault, match=r"snapshot\.damaged"):
        restore_snapshot(folder, name, key_of, now=NOW)
    with pytest.raises(UserError, match=r"snapshot\.none"):
        restore_snapshot(folder, "20200101T000000000000", key_of, now=NOW)
    assert (folder / "store-1.db").read_bytes() == before


def test_a_new_data_key_leaves_no_snapshot_under_the_old_one(folder: Path, opened: OpenedStore):
    take(opened)
    anew, _ = rotate(opened, PASSPHRASE, kdf=QUICK)
    (snapshot,) = snapshots.listed(anew.folder)
    assert snapshot.why == "rotation"
    snapshots.verify(snapshot, anew.data_key)
    anew.close()


def test_an_interrupted_change_of_keys_leaves_no_snapshot_under_the_old_one(
    folder: Path, opened: OpenedStore
):
    name = take(opened)
    left = shutil.copytree(folder / "snapshots" / name, folder.parent / "left")
    rotate(opened, PASSPHRASE, kdf=QUICK)[0].close()
    shutil.move(left, folder / "snapshots" / name)
    found = [(p.code, p.what, p.mended) for p in check(folder, PASSPHRASE)]
    assert found == [("check.leftover", name, True)]
    assert not (folder / "snapshots" / name).exists()


def test_the_newest_whole_one_is_found(folder: Path, opened: OpenedStore):
    take(opened, NOW - timedelta(days=2))
    write(opened, "i går")
    take(opened, NOW - timedelta(days=1))
    write(opened, "i dag")
    newest = take(opened)
    opened.close()
    (folder / "snapshots" / newest / "store-1.db").write_bytes(b"damaged")
    restored, _ = restore_snapshot(folder, None, key_of, now=NOW)
    assert text_of(restored) == "i går"
    restored.close()
    shutil.rmtree(folder / "snapshots")
    with pytest.raises(UserError, match=r"snapshot\.none"):
        restore_snapshot(folder, None, key_of, now=NOW)


def test_what_an_interrupted_one_left_is_removed(folder: Path, opened: OpenedStore):
    opened.close()
    left = folder / "snapshots" / "20261121T120000000000.new"
    left.mkdir(parents=True)
    assert {p.what for p in check(folder, PASSPHRASE)} == {left.name}
    assert not left.exists()


def test_a_migration_begins_with_a_snapshot(
    folder: Path, opened: OpenedStore, monkeypatch: pytest.MonkeyPatch
):
    opened.close()
    later = ("9999_later", lambda db: db.execute("CREATE TABLE later (x)"))
    monkeypatch.setattr("storage.migrations.STEPS", (*STEPS, later))
    migrated = opening.unlock(folder, PASSPHRASE)
    (snapshot,) = snapshots.listed(migrated.folder)
    assert snapshot.why == "migration"
    snapshots.verify(snapshot, migrated.data_key)
    migrated.close()


def half_deleted(opened: OpenedStore) -> Path:
    """A snapshot whose deletion was cut off by a kill after the first file."""
    gone = snapshots.give_up(snapshots.find(opened.folder, take(opened)))
    (gone / "manifest.json").unlink()
    return gone


def test_a_deletion_that_was_cut_off_is_no_damage_and_is_finished_by_check(
    folder: Path, opened: OpenedStore
):
    gone = half_deleted(opened)
    assert snapshots.names(opened.folder) == []
    opened.close()
    problems = check(folder, PASSPHRASE)
    assert [(one.code, one.what, one.mended) for one in problems] == [
        ("check.leftover", gone.name, True)
    ]
    assert not gone.exists()
    assert check(folder, PASSPHRASE) == []


def test_the_next_snapshot_finishes_a_deletion_that_was_cut_off(opened: OpenedStore):
    gone = half_deleted(opened)
    take(opened, NOW + timedelta(days=1))
    assert not gone.exists()


def test_an_old_snapshot_loses_its_name_before_its_files(opened: OpenedStore, monkeypatch):
    take(opened)
    seen: list[bool] = []
    really = shutil.rmtree

    def noted(place: Path, ignore_errors: bool = False) -> None:
        seen.append(snapshots.names(opened.folder) == [])
        really(place, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", noted)
    snapshots.remove(snapshots.listed(opened.folder))
    assert seen == [True]
