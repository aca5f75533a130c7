"""Who may open the store, and what each failure says."""

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from jobassist.errors import AppError, EnvironmentFault, UserError
from jobassist.records import Note, User
from storage import opening
from storage.engine import PLAINTEXT
from storage.opened import OpenedStore
from storage.vault.keys import FLOOR, STANDARD, Kdf, calibrated
from storage.vault.recovery_key import new_recovery_key, typed
from tests.fakes.keyring import FakeKeyring
from tests.storage.samples import CASELOAD, DRAFT

QUICK = Kdf(passes=1, memory=8, lanes=1)
PASSPHRASE = "en lang adgangssætning"


@pytest.fixture
def fake_keyring() -> Iterator[FakeKeyring]:
    """A keyring of this test's own."""
    before, fake = keyring.get_keyring(), FakeKeyring()
    keyring.set_keyring(fake)
    yield fake
    keyring.set_keyring(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store will be."""
    return tmp_path / "data"


@pytest.fixture
def recovery_key(folder: Path) -> str:
    """A closed store with the small caseload stands in `folder`; its recovery key."""
    opened, key = opening.create(folder, PASSPHRASE, "Anne", kdf=QUICK)
    with opened.store.write() as tx:
        for record in CASELOAD:
            tx.put(record)
    opened.close()
    return key


def code_of(folder: Path, secret: str = PASSPHRASE) -> str:
    """The code of the error that unlocking ends with; `open` when it opens."""
    try:
        opened = opening.unlock(folder, secret)
    except AppError as error:
        return error.code
    opened.close()
    return "open"


def holds_the_caseload(opened: OpenedStore) -> bool:
    """Whether the draft is there."""
    with opened.store.read() as tx:
        return tx.get(Note, DRAFT.id) == DRAFT


def test_a_store_is_made_and_opened_again(folder: Path, recovery_key: str):
    opened = opening.unlock(folder, PASSPHRASE)
    assert holds_the_caseload(opened)
    assert opened.owner().name == "Anne"
    assert not opened.recovery_confirmed
    device, store_id = opened.device.id, opened.store_id
    opened.close()
    again = opening.unlock(folder, PASSPHRASE)
    assert (again.device.id, again.store_id) == (device, store_id)
    again.close()


def test_nobody_else_may_enter_the_folder(folder: Path, recovery_key: str):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


def test_no_file_of_the_store_is_readable(folder: Path, recovery_key: str):
    content = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for word in ("Skagen", "Ærøskøbing", "6101802233", "CREATE TABLE", PASSPHRASE, recovery_key):
        assert word.encode() not in content
    assert PLAINTEXT not in content


def test_a_wrong_passphrase_changes_nothing(folder: Path, recovery_key: str):
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert code_of(folder, "forkert") == "store.wrong_passphrase"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_nothing_is_made_over_a_store(folder: Path, recovery_key: str):
    with pytest.raises(UserError, match=r"store\.exists"):
        opening.create(folder, "anden", "Bo", kdf=QUICK)
    assert code_of(folder) == "open"


def test_an_empty_folder_holds_no_store(folder: Path):
    assert code_of(folder) == "store.none"
    with pytest.raises(UserError, match=r"store\.passphrase_missing"):
        opening.create(folder, " ", "Anne", kdf=QUICK)


def test_the_standard_cost_is_at_the_floor_or_above():
    kdf = calibrated()
    assert kdf.memory >= FLOOR.memory
    assert kdf.passes >= FLOOR.passes
    assert STANDARD.memory == 256 * 1024


# Recovery key


def test_the_recovery_key_opens_and_sets_a_new_passphrase(folder: Path, recovery_key: str):
    opened = opening.recover(folder, recovery_key.lower().replace("-", " "), "ny", kdf=QUICK)
    assert holds_the_caseload(opened)
    opened.close()
    assert code_of(folder) == "store.wrong_passphrase"
    assert code_of(folder, "ny") == "open"


def test_a_mistyped_or_foreign_recovery_key_is_told_apart(folder: Path, recovery_key: str):
    last = "2" if recovery_key[-1] == "1" else "1"
    with pytest.raises(UserError, match=r"store\.recovery_key_mistyped"):
        opening.unlock_with_recovery_key(folder, recovery_key[:-1] + last)
    with pytest.raises(UserError, match=r"store\.wrong_recovery_key"):
        opening.unlock_with_recovery_key(folder, new_recovery_key())


def test_every_single_slip_in_a_recovery_key_is_noticed():
    key = new_recovery_key()
    for i, character in enumerate(key):
        if character == "-":
            continue
        slipped = key[:i] + ("A" if character != "A" else "B") + key[i + 1 :]
        with pytest.raises(UserError):
            typed(slipped)
    assert typed(key.replace("0", "O").replace("1", "l")) == key


def test_the_retyped_recovery_key_is_remembered(folder: Path, recovery_key: str):
    opened = opening.unlock(folder, PASSPHRASE)
    opening.confirm_recovery_key(opened, recovery_key)
    opened.close()
    again = opening.unlock(folder, PASSPHRASE)
    assert again.recovery_confirmed
    again.close()


# PIN and keyring


@pytest.fixture
def with_pin(folder: Path, recovery_key: str, fake_keyring: FakeKeyring) -> FakeKeyring:
    """The store also opens with the PIN 4711."""
    opened = opening.unlock(folder, PASSPHRASE)
    opening.set_pin(opened, "4711", kdf=QUICK)
    opened.close()
    return fake_keyring


def test_the_pin_opens_on_this_device_and_the_passphrase_still_does(
    folder: Path, with_pin: FakeKeyring
):
    assert code_of(folder, "4711") == "open"
    assert code_of(folder) == "open"
    assert code_of(folder, "4712") == "store.wrong_passphrase"


@pytest.mark.parametrize(
    ("happens", "code"),
    [
        ("reset", "keyring.secret_missing"),
        ("locked", "keyring.locked"),
        ("dismissed", "keyring.dismissed"),
        ("none", "keyring.none"),
    ],
)
def test_a_keyring_that_fails_says_so_and_the_passphrase_opens(
    folder: Path, with_pin: FakeKeyring, happens: str, code: str
):
    if happens == "reset":
        with_pin.reset()
    elif happens == "none":
        keyring.set_keyring(NoKeyring())
    else:
        with_pin.state = happens
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert code_of(folder, "4711") == code
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert code_of(folder) == "open"
    assert with_pin.secrets == {} or happens != "reset"


def test_no_pin_is_set_without_a_keyring(
    folder: Path, recovery_key: str, fake_keyring: FakeKeyring
):
    fake_keyring.state = "locked"
    opened = opening.unlock(folder, PASSPHRASE)
    with pytest.raises(EnvironmentFault, match=r"keyring\.locked"):
        opening.set_pin(opened, "4711", kdf=QUICK)
    assert "daily" not in opened.header.slots
    opened.close()


def test_recovery_takes_the_pin_away(folder: Path, recovery_key: str, with_pin: FakeKeyring):
    opening.recover(folder, recovery_key, "ny", kdf=QUICK).close()
    assert code_of(folder, "4711") == "store.wrong_passphrase"
    assert {name.split()[1:] == ["anchor"] for _, name in with_pin.secrets} == {True}


# Damage


def test_either_header_is_enough(folder: Path, recovery_key: str):
    first, copy = folder / "header.json", folder / "header.copy.json"
    first.unlink()
    assert code_of(folder) == "open"
    first.write_bytes(copy.read_bytes()[:-20])
    assert code_of(folder) == "open"
    copy.write_text("{}")
    assert code_of(folder) == "store.header_damaged"
    first.unlink()
    copy.unlink()
    assert code_of(folder) == "store.missing_header"


def test_changed_slot_parameters_never_open(folder: Path, recovery_key: str):
    from storage.vault import header as headers

    for name in ("header.json", "header.copy.json"):
        header = headers.from_bytes((folder / name).read_bytes())
        slot = {**header.slots["portable"], "kdf": {"passes": 1, "memory": 16, "lanes": 1}}
        headers.write(replace(header, slots={**header.slots, "portable": slot}), folder / name)
    assert code_of(folder) == "store.wrong_passphrase"


def test_a_slot_is_bound_to_its_store_and_to_every_parameter():
    from storage.vault import slots

    slot = slots.portable_slot("store-a", bytes(32), PASSPHRASE, QUICK)
    assert slots.open_portable("store-a", slot, PASSPHRASE) == bytes(32)
    assert slots.open_portable("store-b", slot, PASSPHRASE) is None
    assert slots.open_portable("store-a", {**slot, "added": 1}, PASSPHRASE) is None


def test_a_changed_header_is_noticed_once_open(folder: Path, recovery_key: str):
    from storage.vault import header as headers

    for name in ("header.json", "header.copy.json"):
        header = headers.from_bytes((folder / name).read_bytes())
        headers.write(replace(header, recovery_confirmed=True), folder / name)
    assert code_of(folder) == "store.header_changed"


def test_a_newer_header_asks_for_a_newer_program(folder: Path, recovery_key: str):
    from storage.vault import header as headers
    from storage.vault.keys import checksum

    for name in ("header.json", "header.copy.json"):
        content = json.loads((folder / name).read_bytes())
        del content["checksum"]
        content["format"] = headers.FORMAT + 1
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
        (folder / name).write_text(json.dumps({**content, "checksum": checksum(canonical)}))
    assert code_of(folder) == "store.newer_program"


@pytest.mark.parametrize("part", [0.5, 0.01, 0.0])
def test_a_database_cut_short_is_damaged_and_left_alone(
    folder: Path, recovery_key: str, part: float
):
    file = folder / "store-1.db"
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * part)])
    left = file.read_bytes()
    assert code_of(folder) == "store.damaged"
    assert file.read_bytes() == left


def test_a_missing_database_is_never_made_anew(folder: Path, recovery_key: str):
    (folder / "store-1.db").unlink()
    assert code_of(folder) == "store.missing_database"
    assert not (folder / "store-1.db").exists()


def test_a_plaintext_database_is_refused(folder: Path, recovery_key: str):
    (folder / "store-1.db").write_bytes(PLAINTEXT + bytes(4080))
    assert code_of(folder) == "store.not_encrypted"


def test_a_folder_one_may_not_write_to(tmp_path: Path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(EnvironmentFault):
        opening.create(blocked / "data", PASSPHRASE, "Anne", kdf=QUICK)


def test_the_owner_follows_enrolment(folder: Path, recovery_key: str):
    opened = opening.unlock(folder, PASSPHRASE)
    old = opened.owner()
    with opened.store.sync() as tx:
        tx.adopt_user(old.id, "01920000-0000-7000-8000-0000000000aa")
    assert opened.owner() == User(id="01920000-0000-7000-8000-0000000000aa", name="Anne")
    opened.close()
