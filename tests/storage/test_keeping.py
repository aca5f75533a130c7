"""Check, backup, restore and a new data key: nothing is lost, and damage is said."""

import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from jobassist.errors import AppError, EnvironmentFault, UserError
from jobassist.records import Note
from jobassist.services.seal import seal
from storage import opening
from storage.backup import backup, restore
from storage.checkup import Problem, check
from storage.opened import OpenedStore
from storage.rotation import rotate
from storage.ways_in import by_secret
from tests.storage.samples import CASELOAD, DRAFT, MOMENT, record_id
from tests.storage.test_vault import PASSPHRASE, QUICK, code_of

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DICTATION = record_id(51)
SOUND = np.linspace(-1, 1, 20_000, dtype=np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "data"


@pytest.fixture
def opened(folder: Path) -> Iterator[OpenedStore]:
    """A store with the caseload, two sealed notes and a recording."""
    store, _ = opening.create(folder, PASSPHRASE, "Anne", kdf=QUICK)
    first = seal(replace(DRAFT, id=record_id(44), finalised_at=MOMENT), None, store.device)
    second = seal(replace(DRAFT, id=record_id(45), finalised_at=MOMENT), first.hash, store.device)
    with store.store.write() as tx:
        for record in (*CASELOAD, first, second):
            tx.put(record)
    recording = store.recordings.new(DICTATION, DRAFT.id)
    recording.append(SOUND)
    recording.close()
    yield store
    store.close()


def tamper(opened: OpenedStore, *statements: str) -> None:
    """Change the database behind the store's back, with its own key."""
    with opened.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def content(folder: Path) -> dict[str, bytes]:
    """Every file as it is."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


# Check


def test_a_sound_store_has_no_problems(folder: Path, opened: OpenedStore):
    opened.close()
    assert check(folder, PASSPHRASE) == []


def test_a_damaged_header_is_named_and_mended(folder: Path, opened: OpenedStore):
    opened.close()
    (folder / "header.json").write_text("<html>")
    assert check(folder, PASSPHRASE) == [Problem("check.header", "header.json", mended=True)]
    assert check(folder, PASSPHRASE) == []


@pytest.mark.parametrize("place", [0.3, 0.6, 0.95])
def test_a_flipped_bit_in_the_database_is_found(folder: Path, opened: OpenedStore, place: float):
    opened.close()
    file = folder / "store-1.db"
    damaged = bytearray(file.read_bytes())
    damaged[int(len(damaged) * place)] ^= 4
    file.write_bytes(damaged)
    assert {p.code for p in check(folder, PASSPHRASE)} & {"check.pages", "store.damaged"}
    assert file.read_bytes() == bytes(damaged)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE note SET text = 'rettet' WHERE state = 'final' AND previous_hash IS NULL",
        "UPDATE note SET sealed = sealed || ' ' WHERE state = 'final' AND previous_hash IS NULL",
        "UPDATE note SET sealed = NULL WHERE state = 'final' AND previous_hash IS NULL",
        "UPDATE note SET signature = 'AAAA' WHERE state = 'final' AND previous_hash IS NULL",
    ],
)
def test_a_changed_seal_is_found(folder: Path, opened: OpenedStore, change: str):
    tamper(opened, "DROP TRIGGER note_sealed", change)
    opened.close()
    assert check(folder, PASSPHRASE) == [Problem("check.seal", record_id(44))]


def test_a_forked_chain_is_found(folder: Path, opened: OpenedStore):
    with opened.store.write() as tx:
        first = tx.get(Note, record_id(44))
        tx.put(
            seal(replace(DRAFT, id=record_id(46), finalised_at=MOMENT), first.hash, opened.device)
        )
    opened.close()
    assert {p.what for p in check(folder, PASSPHRASE)} == {record_id(45), record_id(46)}


def test_an_index_that_parted_is_built_anew(folder: Path, opened: OpenedStore):
    tamper(
        opened, "DROP TRIGGER note_fts_change", "UPDATE note SET text = 'nyt' WHERE hash IS NULL"
    )
    opened.close()
    assert check(folder, PASSPHRASE) == [Problem("check.index", "note_fts", mended=True)]
    assert check(folder, PASSPHRASE) == []


def test_a_damaged_recording_is_found(folder: Path, opened: OpenedStore):
    opened.close()
    file = folder / "recordings-1" / f"{DICTATION}.{DRAFT.id}.sound"
    file.write_bytes(file.read_bytes()[:100] + b"x" + file.read_bytes()[101:])
    assert check(folder, PASSPHRASE) == [Problem("check.recording", DICTATION)]


def test_check_needs_the_passphrase_and_the_writers_place(folder: Path, opened: OpenedStore):
    with pytest.raises(EnvironmentFault, match=r"store\.in_use"):
        check(folder, PASSPHRASE)
    opened.close()
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        check(folder, "forkert")


# The trigger


def test_the_database_itself_refuses_to_change_what_is_sealed(opened: OpenedStore):
    for statement in (
        "UPDATE note SET text = 'x' WHERE state = 'final'",
        "UPDATE note SET state = 'draft' WHERE state = 'final'",
        "INSERT OR REPLACE INTO note SELECT * FROM note WHERE state = 'final'",
    ):
        with pytest.raises(Exception, match=r"record\.sealed"):
            tamper(opened, statement)


# Backup and restore


def test_a_backup_is_one_encrypted_file_and_comes_back(
    folder: Path, opened: OpenedStore, tmp_path: Path
):
    file = tmp_path / "kopi.jobassist"
    backup(opened, file)
    assert b"Skagen" not in file.read_bytes()
    with opened.store.write() as tx:
        tx.put(replace(DRAFT, text="senere"))
    opened.close()
    (folder / "settings.json").write_text("{}")
    restored, aside = restore(file, folder, by_secret(PASSPHRASE), now=NOW)
    assert (folder / "settings.json").exists()
    with restored.store.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT
        assert len(tx.search_notes("skagen")) == 3
    assert np.allclose(restored.recordings.read(DICTATION), SOUND, atol=1e-4)
    restored.close()
    assert aside is not None
    old = opening.unlock(aside, PASSPHRASE)
    with old.store.read() as tx:
        assert tx.get(Note, DRAFT.id).text == "senere"
    old.close()
    assert check(folder, PASSPHRASE) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [file.name, folder.name, aside.name]
    )


def test_a_backup_comes_back_on_another_machine_by_the_printed_key(tmp_path: Path):
    opened, key = opening.create(tmp_path / "a", PASSPHRASE, "Anne", kdf=QUICK)
    backup(opened, tmp_path / "kopi")
    opened.close()
    restored, aside = restore(tmp_path / "kopi", tmp_path / "b", by_secret(key), now=NOW)
    assert aside is None
    assert restored.store_id == opened.store_id
    restored.close()


def test_what_a_killed_backup_left_hinders_no_later_one(opened, folder: Path, tmp_path: Path):
    (tmp_path / "kopi.new").write_bytes(b"half")
    (folder / "snapshot.db").write_bytes(b"half")
    (folder / "snapshot.db-journal").write_bytes(b"journal" * 100)
    os.utime(folder / "header.json", (0, 0))  # the clock was wrong once
    backup(opened, tmp_path / "kopi")
    assert not [*tmp_path.glob("*.new"), *folder.glob("snapshot.db*")]
    again, _ = restore(tmp_path / "kopi", tmp_path / "anden", by_secret(PASSPHRASE), now=NOW)
    with again.store.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT
    again.close()


def test_a_backup_never_overwrites(opened: OpenedStore, tmp_path: Path):
    (tmp_path / "kopi").write_text("vigtigt")
    with pytest.raises(UserError, match=r"backup\.exists"):
        backup(opened, tmp_path / "kopi")
    assert (tmp_path / "kopi").read_text() == "vigtigt"


@pytest.mark.parametrize("damage", ["text", "half", "member", "manifest"])
def test_a_damaged_backup_changes_nothing(
    folder: Path, opened: OpenedStore, tmp_path: Path, damage: str
):
    file = tmp_path / "kopi"
    backup(opened, file)
    opened.close()
    if damage == "text":
        file.write_text("ikke en kopi")
    elif damage == "half":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    else:
        with zipfile.ZipFile(file) as old:
            members = {name: old.read(name) for name in old.namelist()}
        name = (
            "manifest.json"
            if damage == "manifest"
            else f"recordings-1/{DICTATION}.{DRAFT.id}.sound"
        )
        members[name] = members[name][:-1]
        with zipfile.ZipFile(file, "w") as new:
            for member, stored in members.items():
                new.writestr(member, stored)
    before = content(folder)
    with pytest.raises(AppError) as caught:
        restore(file, folder, by_secret(PASSPHRASE), now=NOW)
    assert caught.value.code in ("backup.not_a_backup", "backup.damaged")
    assert content(folder) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "kopi"]


def test_restore_waits_for_nobody_who_writes(folder: Path, opened: OpenedStore, tmp_path: Path):
    backup(opened, tmp_path / "kopi")
    with pytest.raises(EnvironmentFault, match=r"store\.in_use"):
        restore(tmp_path / "kopi", folder, by_secret(PASSPHRASE), now=NOW)
    with opened.store.read() as tx:
        assert tx.get(Note, DRAFT.id)


# A new data key


def test_a_new_data_key_opens_everything_and_the_old_files_are_gone(
    folder: Path, opened: OpenedStore
):
    old_key = opened.data_key
    anew, recovery_key = rotate(opened, PASSPHRASE, kdf=QUICK)
    assert anew.data_key != old_key
    with anew.store.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT
        assert len(tx.search_notes("skagen")) == 3
    with anew.store.write() as tx:
        tx.put(replace(DRAFT, text="efter skiftet"))
        assert len(tx.search_notes("skiftet")) == 1
    assert np.allclose(anew.recordings.read(DICTATION), SOUND, atol=1e-4)
    anew.close()
    assert not (folder / "store-1.db").exists()
    assert not (folder / "recordings-1").exists()
    assert check(folder, PASSPHRASE) == []
    opening.unlock_with_recovery_key(folder, recovery_key).close()


def test_no_new_key_with_a_wrong_passphrase(folder: Path, opened: OpenedStore):
    before = content(folder)
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        rotate(opened, "forkert", kdf=QUICK)
    assert content(folder) == before


def test_an_interrupted_change_of_keys_leaves_the_old_store(folder: Path, opened: OpenedStore):
    opened.close()
    (folder / "store-2.db").write_bytes(b"half")
    (folder / "recordings-2").mkdir()
    (folder / "snapshot.db").write_bytes(b"half")
    assert code_of(folder) == "open"
    found = check(folder, PASSPHRASE)
    assert {p.what for p in found} == {"store-2.db", "snapshot.db"}
    assert {(p.code, p.mended) for p in found} == {("check.leftover", True)}
    assert not (folder / "recordings-2").exists()


@pytest.mark.parametrize("left", ["head-7", "recordings-7", "attachments-7", "store-7.db-wal"])
def test_whatever_a_killed_change_of_keys_left_is_removed_by_check(
    opened: OpenedStore, folder: Path, left: str
):
    opened.close()
    if left.startswith(("head", "store")):
        (folder / left).write_bytes(b"old")
    else:
        (folder / left).mkdir()
    assert [problem.code for problem in check(folder, PASSPHRASE)] == ["check.leftover"]
    assert not (folder / left).exists()
    assert check(folder, PASSPHRASE) == []


def test_housekeeping_removes_the_files_under_a_key_that_may_have_leaked(
    opened: OpenedStore, folder: Path
):
    (folder / "head-7").write_bytes(b"old")
    (folder / "recordings-7").mkdir()
    opened.finish_rotation()
    assert not [*folder.glob("*-7")]


def test_the_files_of_a_key_that_another_program_set_are_left_alone(
    opened: OpenedStore, folder: Path
):
    opened.folder.writer.release()
    other, _ = rotate(opening.unlock(folder, PASSPHRASE), PASSPHRASE, kdf=QUICK)
    other.close()
    opened.finish_rotation()
    again = opening.unlock(folder, PASSPHRASE)
    assert again.header.generation == 2
    with again.store.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT
    again.close()
