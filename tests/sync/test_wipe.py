"""A wiped laptop, with its real store and a real central: nothing of the store is left."""

import threading
from pathlib import Path

import keyring
import pytest

from jobassist.bootstrap import build
from jobassist.door import DoorState
from jobassist.errors import PolicyDenied, UserError
from storage.vault.keys import Kdf
from tests.fakes.keyring import FakeKeyring
from tests.sync.servers import serving

LONG = 20
PASSPHRASE = "fire små ord i kæde"


@pytest.fixture
def keys():
    """A keyring of the test's own."""
    before, own = keyring.get_keyring(), FakeKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture
def wiped(tmp_path, monkeypatch, central, keys):
    """An enrolled house with a PIN, a snapshot and a set-aside copy, that IT has wiped."""
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    house = build(tmp_path / "store")
    house.create(PASSPHRASE, "Mette Holm")
    house.set_pin(PASSPHRASE, "194837")
    house.housekeep()
    aside = tmp_path / "store.before-restore-20261101T080000"
    aside.mkdir()
    (aside / "header.json").write_bytes((tmp_path / "store" / "header.json").read_bytes())
    assert keys.secrets
    with serving(central.database) as url:
        house.enrol(url, central.new_user("Mette Holm")[1])
        central.wipe(house.session.device.id)
        yield house
        house.lock()


def left_in(folder: Path) -> set[str]:
    return {f.name for f in folder.rglob("*") if f.is_file()}


def assert_destroyed(house, keys, tmp_path) -> None:
    assert house.state() is DoorState.NO_STORE
    assert not keys.secrets
    assert not left_in(tmp_path) & {"header.json", "header.copy.json", "store-1.db", "head-1"}
    assert not list(tmp_path.rglob("store-*")) and not list(tmp_path.glob("*before-restore*"))
    with pytest.raises(UserError, match=r"^store\.none$"):
        house.unlock(PASSPHRASE)


def test_one_sync_destroys_the_store_and_says_so(wiped, keys, tmp_path):
    with pytest.raises(PolicyDenied, match=r"^sync\.device_wiped$"):
        wiped.sync_once()
    assert_destroyed(wiped, keys, tmp_path)


def test_the_loop_destroys_it_too_and_ends(wiped, keys, tmp_path):
    told, done = [], threading.Event()

    def tell(state):
        told.append(state)
        if state.code:
            done.set()

    wiped.watch_sync(tell)
    loop = wiped._loop
    assert done.wait(LONG)
    assert (told[-1].state, told[-1].code) == ("failed", "sync.device_wiped")
    assert loop.stop(LONG)
    assert_destroyed(wiped, keys, tmp_path)


def test_what_was_in_a_header_is_overwritten_not_only_removed(wiped, tmp_path):
    twin = tmp_path / "twin"
    twin.hardlink_to(tmp_path / "store" / "header.json")
    before = twin.read_bytes()
    with pytest.raises(PolicyDenied):
        wiped.sync_once()
    after = twin.read_bytes()
    assert len(after) == len(before) and b"slots" in before and b"slots" not in after
