"""The head file: every way back to an earlier state is noticed, said, and has its way on."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.records import Citizen, Note
from storage import opening
from storage.checkup import check
from storage.engine import checkpoint
from storage.opened import OpenedStore
from storage.rotation import rotate
from storage.vault import anchor
from storage.vault.head import PLACE_BYTES, Head, Mark
from tests.fakes.keyring import FakeKeyring
from tests.storage.samples import CASELOAD, DRAFT
from tests.storage.test_vault import PASSPHRASE, QUICK, fake_keyring  # noqa: F401 - a fixture

DATABASE, WAL, HEAD = "store-1.db", "store-1.db-wal", "head-1"


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


def write(opened: OpenedStore, text: str) -> None:
    """Another version of the draft, acknowledged."""
    with opened.store.write() as tx:
        tx.put(replace(DRAFT, text=text))


def doubt(folder: Path) -> tuple[str, dict[str, object]]:
    """What an open store says of itself."""
    opened = opening.unlock(folder, PASSPHRASE)
    try:
        return (opened.doubt.code, dict(opened.doubt.params)) if opened.doubt else ("", {})
    finally:
        opened.close()


def copied(folder: Path, name: str) -> Path:
    """A copy of the folder as a killed process leaves it."""
    return Path(shutil.copytree(folder, folder.with_name(name)))


def put_back(folder: Path, old: Path, *names: str) -> None:
    """Files as they were."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
        if (old / name).exists():
            shutil.copyfile(old / name, folder / name)


def test_a_killed_process_leaves_no_doubt(folder: Path, opened: OpenedStore):
    write(opened, "ny")
    assert doubt(copied(folder, "killed")) == ("", {})


def test_a_commit_whose_head_was_not_written_yet_is_no_doubt(folder: Path, opened: OpenedStore):
    before = copied(folder, "before")
    write(opened, "ny")
    killed = copied(folder, "killed")
    put_back(killed, before, HEAD)
    assert doubt(killed) == ("", {})
    again = opening.unlock(killed, PASSPHRASE)
    write(again, "og videre")
    again.close()
    assert doubt(killed) == ("", {})


@pytest.mark.parametrize("count", [1, 3])
def test_a_database_put_back_is_told_with_how_much_is_gone(
    folder: Path, opened: OpenedStore, count: int
):
    checkpoint(opened.engine)
    before = copied(folder, "before")
    for number in range(count):
        write(opened, f"nyt {number}")
    opened.close()
    put_back(folder, before, DATABASE, WAL)
    assert doubt(folder) == ("store.rolled_back", {"count": count})


def flip(content: bytearray) -> None:
    """A bit somewhere in the last transaction."""
    content[len(content) - 1000] ^= 1


def cut(content: bytearray) -> None:
    """The end is gone."""
    del content[len(content) - 1000 :]


@pytest.mark.parametrize("damage", [flip, cut, bytearray.clear])
def test_a_log_that_lost_its_end_is_told(
    folder: Path, opened: OpenedStore, damage: Callable[[bytearray], None]
):
    write(opened, "æ" * 20_000)
    killed = copied(folder, "killed")
    content = bytearray((killed / WAL).read_bytes())
    damage(content)
    (killed / WAL).write_bytes(content)
    assert doubt(killed)[0] == "store.rolled_back"


def test_a_head_put_back_missing_or_damaged_is_told(folder: Path, opened: OpenedStore):
    before = copied(folder, "before")
    write(opened, "et")
    write(opened, "to")
    opened.close()
    good = (folder / HEAD).read_bytes()
    put_back(folder, before, HEAD)
    assert doubt(folder)[0] == "store.head_rolled_back"
    (folder / HEAD).unlink()
    assert doubt(folder)[0] == "store.head_missing"
    for place in (0, 17, PLACE_BYTES - 1, PLACE_BYTES, 2 * PLACE_BYTES - 1):
        damaged = bytearray(good)
        damaged[place] ^= 1
        (folder / HEAD).write_bytes(damaged)
        assert doubt(folder)[0] == "store.head_damaged"
    for wrong in (b"", good[:PLACE_BYTES], good[PLACE_BYTES:] + good[:PLACE_BYTES], good + b"x"):
        (folder / HEAD).write_bytes(wrong)
        assert doubt(folder)[0] == "store.head_damaged"


def test_another_history_of_the_same_length_is_told_apart(folder: Path, opened: OpenedStore):
    other = copied(folder, "other")
    write(opened, "her")
    opened.close()
    fork = opening.unlock(other, PASSPHRASE)
    write(fork, "der")
    fork.close()
    put_back(folder, other, DATABASE, WAL)
    assert doubt(folder)[0] == "store.head_rolled_back"


def test_key_files_put_back_are_told(folder: Path, opened: OpenedStore):
    before = copied(folder, "before")
    opening.change_passphrase(opened, "ny adgangssætning", kdf=QUICK)
    opened.close()
    put_back(folder, before, "header.json", "header.copy.json")
    assert doubt(folder)[0] == "store.header_rolled_back"


def test_check_removes_and_mends_nothing_in_doubt(folder: Path, opened: OpenedStore):
    before = copied(folder, "before")
    anew, _ = rotate(opened, PASSPHRASE, kdf=QUICK)
    write(anew, "nyt")
    anew.close()
    put_back(folder, before, "header.json", DATABASE)
    codes = {(problem.code, problem.mended) for problem in check(folder, PASSPHRASE)}
    assert codes == {("check.header", False), ("store.head_missing", False)}
    shutil.copyfile(folder / "header.copy.json", folder / "header.json")
    assert doubt(folder) == ("", {})
    again = opening.unlock(folder, PASSPHRASE)
    with again.store.read() as tx:
        assert tx.get(Note, DRAFT.id).text == "nyt"
    again.close()


def test_a_doubted_store_reads_refuses_to_write_and_goes_on_once_accepted(
    folder: Path, opened: OpenedStore
):
    checkpoint(opened.engine)
    before = copied(folder, "before")
    write(opened, "nyt")
    opened.close()
    put_back(folder, before, DATABASE, WAL)
    assert "store.rolled_back" in {problem.code for problem in check(folder, PASSPHRASE)}
    doubted = opening.unlock(folder, PASSPHRASE)
    with doubted.store.read() as tx:
        assert tx.get(Note, DRAFT.id) == DRAFT
    with pytest.raises(EnvironmentFault, match=r"store\.rolled_back"):
        write(doubted, "videre")
    with pytest.raises(EnvironmentFault, match=r"store\.rolled_back"):
        opening.change_passphrase(doubted, "ny", kdf=QUICK)
    doubted.accept()
    write(doubted, "videre")
    doubted.close()
    assert doubt(folder) == ("", {})
    assert check(folder, PASSPHRASE) == []


def test_a_folder_put_back_is_told_where_the_keyring_remembers(
    folder: Path,
    opened: OpenedStore,
    fake_keyring: FakeKeyring,  # noqa: F811
):
    opening.set_pin(opened, "4711", kdf=QUICK)
    opened.close()
    before = copied(folder, "before")
    later = opening.unlock(folder, PASSPHRASE)
    write(later, "nyt")
    later.close()
    assert doubt(folder) == ("", {})
    assert doubt(before)[0] == "store.folder_rolled_back"
    opening_again = opening.unlock(before, PASSPHRASE)
    opening_again.accept()
    opening_again.close()
    assert doubt(before) == ("", {})
    fake_keyring.reset()  # nobody remembers: the promise ends here, and the store still opens
    assert doubt(before) == ("", {})


def test_a_keeper_outside_the_folder_may_remember_too(folder: Path, opened: OpenedStore):
    before = copied(folder, "before")
    write(opened, "nyt")
    remembered = opened.state()
    old = opening.unlock(before, PASSPHRASE)
    old.compare(remembered)
    assert old.doubt is not None
    assert old.doubt.code == "store.folder_rolled_back"
    old.close()
    opened.compare(remembered)
    opened.compare("nonsense")
    assert opened.doubt is None
    known = anchor.from_text(remembered)
    assert known is not None
    assert known[0] == 1


def test_a_transaction_without_changes_is_no_commit(opened: OpenedStore):
    with opened.store.sync() as tx:
        tx.setting("nothing")
    before = opened.state()
    with opened.store.sync() as tx:
        tx.setting("nothing")
    assert opened.state() == before


def test_a_folder_that_vanishes_is_said_and_comes_back_whole(folder: Path, opened: OpenedStore):
    write(opened, "før")
    gone = folder.rename(folder.with_name("gone"))
    with pytest.raises(EnvironmentFault, match=r"store\.folder_gone"):
        write(opened, "imens")
    gone.rename(folder)
    with opened.store.read() as tx:
        assert tx.get(Note, DRAFT.id).text == "før"
    write(opened, "efter")


def test_what_was_read_cannot_be_taken_out_of_the_log(folder: Path, opened: OpenedStore):
    write(opened, "ny")
    before = copied(folder, "before")
    with opened.store.read() as tx:
        tx.get(Note, DRAFT.id)
        tx.find(Citizen)
    killed = copied(folder, "killed")
    put_back(killed, before, DATABASE, WAL)
    assert doubt(killed)[0] == "store.rolled_back"


def test_marks_only_rise_and_one_that_failed_is_written_before_the_next(tmp_path: Path):
    file = tmp_path / "head"
    head = Head(file, bytes(32), "store")
    head.make(Mark(1, 1, bytes(16)))
    head.keep(Mark(3, 1, bytes(16)))
    head.keep(Mark(2, 1, bytes(16)))
    assert head.read().mark == Mark(3, 1, bytes(16))
    content = file.read_bytes()
    file.unlink()
    with pytest.raises(EnvironmentFault, match=r"store\.folder_gone"):
        head.keep(Mark(4, 1, bytes(16)))
    file.write_bytes(content)
    head.settle()
    assert head.read().mark == Mark(4, 1, bytes(16))
    assert Head(file, bytes(31) + b"x", "store").read().mark is None
    assert Head(file, bytes(32), "another").read().mark is None
