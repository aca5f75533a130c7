"""A wiped laptop, with its real store and a real central: nothing of the store is left."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import keyring
import pytest

from central.keys import rotate
from jobassist.bootstrap import build
from jobassist.door import DoorState
from jobassist.errors import Cancelled, EnvironmentFault, PolicyDenied, UserError
from jobassist.services import tokens
from jobassist.sync.client import HttpCentral
from storage import snapshots
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


def test_the_lock_page_obeys_the_order_of_the_real_central(wiped, keys, tmp_path):
    wiped._remember_central()
    wiped.lock()
    assert wiped.wipe_if_ordered()
    assert_destroyed(wiped, keys, tmp_path)
    assert not wiped.wipe_if_ordered()


@pytest.mark.parametrize("used", [False, True])
def test_a_program_that_died_with_a_new_token_is_wiped_at_the_lock_page(
    tmp_path, monkeypatch, central, keys, used
):
    """Before the token's first use the order is signed with the one key, after it with the next."""
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    house = build(tmp_path / "store")
    house.create(PASSPHRASE, "Mette Holm")
    with serving(central.database) as url:
        house.enrol(url, central.new_user("Mette Holm")[1])
        house.sync_once()
        identity = central._identity
        rotate(identity.folder, identity.id, identity.keys)
        with closing(HttpCentral(url)) as spoken:
            token = tokens.renew(house.session, spoken)
        if used:
            with closing(HttpCentral(url, token)) as spoken:
                spoken.manifest(None)
        central.wipe(house.session.device.id)
        house.lock()
        assert house.wipe_if_ordered()
    assert_destroyed(house, keys, tmp_path)


def test_a_locked_laptop_that_is_not_to_be_wiped_is_left_alone(
    tmp_path, monkeypatch, central, keys
):
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    house = build(tmp_path / "store")
    house.create(PASSPHRASE, "Mette Holm")
    with serving(central.database) as url:
        house.enrol(url, central.new_user("Mette Holm")[1])
        house.lock()
        assert not house.wipe_if_ordered()
    house.unlock(PASSPHRASE)
    house.lock()


def test_housekeeping_that_comes_late_makes_nothing_anew(wiped, tmp_path):
    opened, session = wiped.opened, wiped.session
    with pytest.raises(PolicyDenied):
        wiped.sync_once()
    left = left_in(tmp_path)
    wiped.housekeep()
    with pytest.raises(Cancelled):
        opened.take_snapshot(session.clock.now())
    with pytest.raises(Cancelled):
        opened.replace_header(opened.header)
    with pytest.raises(EnvironmentFault):
        opened.erased()
    with pytest.raises(Cancelled), session.store.write() as tx:
        tx.set_setting("a", "b")
    assert left_in(tmp_path) == left
    assert left_in(tmp_path / "store") <= {"writer.lock", "writer.json", "jobassist.log"}


def test_a_snapshot_that_is_being_made_is_waited_for(wiped, keys, tmp_path, monkeypatch):
    opened, copying, go_on = wiped.opened, threading.Event(), threading.Event()
    really = snapshots.copy

    def slowly(*given):
        copying.set()
        assert go_on.wait(LONG)
        really(*given)

    monkeypatch.setattr(snapshots, "copy", slowly)
    with ThreadPoolExecutor(2) as threads:
        snapshot = threads.submit(opened.take_snapshot, wiped.session.clock.now())
        assert copying.wait(LONG)
        syncing = threads.submit(wiped.sync_once)
        assert not wait([syncing], 0.5).done
        go_on.set()
        assert snapshot.exception(LONG) is None
        assert isinstance(syncing.exception(LONG), PolicyDenied)
    assert_destroyed(wiped, keys, tmp_path)
    assert "header.json" not in left_in(tmp_path)


def test_what_was_in_a_header_is_overwritten_not_only_removed(wiped, tmp_path):
    twin = tmp_path / "twin"
    twin.hardlink_to(tmp_path / "store" / "header.json")
    before = twin.read_bytes()
    with pytest.raises(PolicyDenied):
        wiped.sync_once()
    after = twin.read_bytes()
    assert len(after) == len(before) and b"slots" in before and b"slots" not in after
