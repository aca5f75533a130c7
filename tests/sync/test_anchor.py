"""A whole data folder put back to an earlier day, keyring and all, is noticed at the central."""

import shutil
from dataclasses import replace

import keyring
import pytest

from jobassist.bootstrap import build
from jobassist.errors import EnvironmentFault
from storage.restoring import restore_snapshot
from storage.vault.keys import Kdf
from storage.ways_in import by_secret
from tests.fakes.keyring import FakeKeyring
from tests.storage.samples import LISE
from tests.sync.servers import serving

PASSPHRASE = "fire små ord i kæde"


@pytest.fixture
def enrolled(tmp_path, monkeypatch, central):
    """An enrolled house with a PIN, synced; the keyring is the test's own."""
    before, own = keyring.get_keyring(), FakeKeyring()
    keyring.set_keyring(own)
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    house = build(tmp_path / "store")
    house.create(PASSPHRASE, "Mette Holm")
    house.set_pin(PASSPHRASE, "194837")
    with serving(central.database) as url:
        house.enrol(url, central.new_user("Mette Holm")[1])
        house.sync_once()
        yield house
        house.lock()
    keyring.set_keyring(before)


def write(house, name: str) -> None:
    with house.session.store.write() as tx:
        tx.put(replace(LISE, given_name=name))


def test_a_folder_put_back_with_its_keyring_is_in_doubt_after_the_first_manifest(
    enrolled, tmp_path
):
    house, keys = enrolled, keyring.get_keyring()
    house.lock()
    shutil.copytree(house.data_dir, tmp_path / "yesterday")
    known = dict(keys.secrets)  # type: ignore[attr-defined]
    house.unlock(PASSPHRASE)
    write(house, "Lise")
    house.sync_once()
    house.lock()
    shutil.rmtree(house.data_dir)
    (tmp_path / "yesterday").rename(house.data_dir)
    keys.secrets.clear()  # type: ignore[attr-defined]
    keys.secrets.update(known)  # type: ignore[attr-defined]
    house.unlock(PASSPHRASE)
    assert house.protection().doubt is None  # nothing on this computer can tell
    with pytest.raises(EnvironmentFault, match=r"^store\.folder_rolled_back$"):
        house.sync_once()
    doubt = house.protection().doubt
    assert doubt and doubt.code == "store.folder_rolled_back"
    with pytest.raises(EnvironmentFault, match=r"^store\.folder_rolled_back$"):
        write(house, "Anna")
    house.accept_doubt()  # somebody decides to go on from what is here
    house.sync_once()
    write(house, "Anna")
    house.sync_once()
    assert house.protection().doubt is None


def test_a_snapshot_that_was_restored_knowingly_is_not_doubted(enrolled):
    house = enrolled
    house.housekeep()
    write(house, "Lise")
    house.sync_once()
    house.lock()
    now = house.restorable()[0].made_at
    opened, _ = restore_snapshot(house.data_dir, None, by_secret(PASSPHRASE), now=now)
    opened.close()
    house.unlock(PASSPHRASE)
    house.sync_once()
    house.sync_once()
    assert house.protection().doubt is None
