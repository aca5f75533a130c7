"""The real door: passphrase, PIN, recovery key, and the way back, on a real store."""

import keyring
import pytest

from jobassist.bootstrap import build
from jobassist.errors import UserError
from jobassist.fresh_process import window_command
from jobassist.services.whereabouts import Left, Place, keep_place, take_place
from storage.vault.keys import Kdf
from tests.fakes.keyring import FakeKeyring

PASSPHRASE, NEW, PIN = "fire små ord i kæde", "gule cykler synger sagte", "194837"

LEFT = Left(Place("case", "c-1", "n-1", 4, 2), {"c-1": "Anders And"})


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house with a new store, and its recovery key; keys are derived quickly."""
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    before = keyring.get_keyring()
    keyring.set_keyring(FakeKeyring())
    made = build(tmp_path / "store")
    _, made.key = made.create(PASSPHRASE, "Mette Holm")
    yield made
    made.lock()
    keyring.set_keyring(before)


def test_a_pin_opens_beside_the_passphrase_until_it_is_removed(house):
    assert not house.protection().pin and house.protection().keyring
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        house.set_pin("gættet", PIN)
    house.set_pin(PASSPHRASE, PIN)
    house.lock()
    assert house.pin_opens()
    house.unlock(PIN)
    assert house.protection().pin
    house.set_pin(PIN, "")
    house.lock()
    assert not house.pin_opens()
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        house.unlock(PIN)
    house.unlock(PASSPHRASE)


def test_whether_a_pin_opens_is_told_from_the_copy_and_never_fails(house):
    from storage.data_folder import DataFolder

    house.set_pin(PASSPHRASE, PIN)
    house.lock()
    folder = DataFolder(house.data_dir)
    folder.header.write_bytes(b"broken")
    assert house.pin_opens()
    folder.header_copy.unlink()
    assert not house.pin_opens()


def test_the_passphrase_or_pin_is_confirmed_while_open(house):
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        house.confirm("gættet")
    house.confirm(PASSPHRASE)
    house.set_pin(PASSPHRASE, PIN)
    house.confirm(PIN)


def test_another_passphrase_takes_the_place_of_the_first(house):
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        house.change_passphrase("gættet", NEW)
    house.change_passphrase(PASSPHRASE, NEW)
    house.lock()
    with pytest.raises(UserError, match=r"store\.wrong_passphrase"):
        house.unlock(PASSPHRASE)
    house.unlock(NEW)


def test_the_recovery_key_is_confirmed_and_lets_in_who_forgot(house):
    assert not house.protection().recovery_confirmed
    with pytest.raises(UserError, match=r"store\.recovery_key_mistyped"):
        house.confirm_recovery_key(house.key[:-1])
    house.confirm_recovery_key(house.key.lower())
    assert house.protection().recovery_confirmed
    house.lock()
    session = house.recover(house.key, NEW)
    assert session.user.name == "Mette Holm"
    house.lock()
    house.unlock(NEW)


def test_where_one_was_is_kept_in_the_store(house):
    keep_place(house.session, LEFT)
    house.lock()
    session = house.unlock(PASSPHRASE)
    assert take_place(session) == LEFT
    assert take_place(session) is None


def test_the_fresh_process_is_told_the_folder_and_nothing_else(house):
    told = []
    house.relaunch = told.append
    house.begin_anew()
    assert told == [window_command(house.data_dir)]
    assert told[0][-2:] == ["--data-dir", str(house.data_dir)]
