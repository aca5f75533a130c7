"""The data key is sealed to the key that the machine's policy names, and to no other."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from jobassist.bootstrap import House
from jobassist.errors import EnvironmentFault
from jobassist.settings import Settings
from storage.opening import create
from storage.vault.keys import Kdf, text

PASSPHRASE = "skovtur kaffe tinsoldat regnvejr"
KEY = text(X25519PrivateKey.generate().public_key().public_bytes_raw())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store."""
    create(tmp_path, PASSPHRASE, "Anne", kdf=Kdf(passes=1, memory=8, lanes=1))[0].close()
    return tmp_path


def sealed_to(folder: Path, settings: Settings) -> str | None:
    """The public key in the header once the store was opened under these settings."""
    house = House(folder, settings)
    house.unlock(PASSPHRASE)
    slot = house.opened.header.slots.get("escrow")
    house.lock()
    return slot["public_key"] if slot else None


def test_the_policy_decides(folder: Path):
    assert sealed_to(folder, Settings()) is None
    assert sealed_to(folder, Settings(policy={"escrow_public_key": KEY})) == KEY
    assert sealed_to(folder, Settings()) == KEY


def test_what_a_file_in_the_data_folder_says_never_does(folder: Path):
    assert sealed_to(folder, Settings(chosen={"escrow_public_key": KEY})) is None


def test_a_key_that_cannot_be_used_fails_closed(folder: Path):
    house = House(folder, Settings(policy={"escrow_public_key": "forkert"}))
    with pytest.raises(EnvironmentFault, match=r"store\.escrow_key_unusable"):
        house.unlock(PASSPHRASE)
    assert sealed_to(folder, Settings()) is None
