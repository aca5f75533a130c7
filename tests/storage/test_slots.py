"""The municipality's slot, counted PIN tries, and what no header may lack."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from jobassist.errors import EnvironmentFault, UserError
from storage import opening
from storage.opened import OpenedStore
from storage.rotation import rotate
from storage.vault import header as headers
from storage.vault import slots, tries
from storage.vault.keys import text
from tests.fakes.keyring import FakeKeyring
from tests.storage.test_vault import PASSPHRASE, QUICK, code_of, fake_keyring  # noqa: F401

ITS_KEY, ANOTHER_KEY = X25519PrivateKey.generate(), X25519PrivateKey.generate()


def public(key: X25519PrivateKey) -> str:
    """As the policy names it."""
    return text(key.public_key().public_bytes_raw())


def pem(key: X25519PrivateKey | Ed25519PrivateKey) -> bytes:
    """As OpenSSL writes it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "data"


@pytest.fixture
def opened(folder: Path) -> Iterator[OpenedStore]:
    """An open store."""
    store, _ = opening.create(folder, PASSPHRASE, "Anne", kdf=QUICK)
    yield store
    store.close()


# Escrow


def test_it_support_sets_a_new_passphrase_by_the_escrow_key(folder: Path, opened: OpenedStore):
    assert opening.apply_escrow(opened, public(ITS_KEY))
    assert not opening.apply_escrow(opened, public(ITS_KEY))
    assert not opening.apply_escrow(opened, "")
    opened.close()
    recovered = opening.recover_with_escrow(folder, pem(ITS_KEY), "ny adgangssætning", kdf=QUICK)
    assert recovered.owner().name == "Anne"
    recovered.close()
    assert code_of(folder) == "store.wrong_passphrase"
    assert code_of(folder, "ny adgangssætning") == "open"


def test_another_escrow_key_takes_the_place_of_the_first(folder: Path, opened: OpenedStore):
    opening.apply_escrow(opened, public(ITS_KEY))
    assert opening.apply_escrow(opened, public(ANOTHER_KEY))
    opened.close()
    with pytest.raises(UserError, match=r"store\.wrong_escrow_key"):
        opening.unlock_with_escrow_key(folder, pem(ITS_KEY))
    opening.unlock_with_escrow_key(folder, pem(ANOTHER_KEY)).close()


def test_a_new_data_key_stays_in_escrow(folder: Path, opened: OpenedStore):
    opening.apply_escrow(opened, public(ITS_KEY))
    anew, _ = rotate(opened, PASSPHRASE, kdf=QUICK)
    anew.close()
    opening.unlock_with_escrow_key(folder, pem(ITS_KEY)).close()


def test_each_wrong_escrow_key_is_said(folder: Path, opened: OpenedStore):
    opened.close()
    with pytest.raises(UserError, match=r"store\.no_escrow"):
        opening.unlock_with_escrow_key(folder, pem(ITS_KEY))
    for wrong in (b"", b"-----BEGIN PRIVATE KEY-----", pem(Ed25519PrivateKey.generate())):
        with pytest.raises(UserError, match=r"store\.escrow_key_unreadable"):
            opening.unlock_with_escrow_key(folder, wrong)
    again = opening.unlock(folder, PASSPHRASE)
    for unusable in ("kommunen", text(b"short"), "æ" * 44):
        with pytest.raises(EnvironmentFault, match=r"store\.escrow_key_unusable"):
            opening.apply_escrow(again, unusable)
    assert slots.ESCROW not in again.header.slots
    again.close()


def test_an_escrow_slot_is_bound_to_its_store_and_parameters():
    slot = slots.escrow_slot("a", bytes(32), public(ITS_KEY))
    assert slots.open_escrow("a", slot, ITS_KEY) == bytes(32)
    assert slots.open_escrow("b", slot, ITS_KEY) is None
    assert slots.open_escrow("a", {**slot, "public_key": public(ANOTHER_KEY)}, ITS_KEY) is None


def test_no_header_is_left_with_fewer_ways_in_than_two(opened: OpenedStore):
    for missing in (slots.PORTABLE, slots.RECOVERY):
        fewer = {name: slot for name, slot in opened.header.slots.items() if name != missing}
        header = replace(opened.header, slots=fewer)
        with pytest.raises(EnvironmentFault, match=r"store\.header_damaged"):
            headers.from_bytes(headers.to_bytes(header))


# Tries


@pytest.fixture
def with_pin(
    folder: Path,
    opened: OpenedStore,
    fake_keyring: FakeKeyring,  # noqa: F811
) -> FakeKeyring:
    """The store also opens with the PIN 4711."""
    opening.set_pin(opened, "4711", kdf=QUICK)
    opened.close()
    return fake_keyring


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        """Seconds since 1970."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of the tries."""
    clock = Clock()
    monkeypatch.setattr(tries, "time", clock)
    return clock


def wrong_pins(folder: Path, count: int) -> list[str]:
    """What so many wrong PINs in a row are told."""
    return [code_of(folder, "0000") for _ in range(count)]


def test_the_sixth_pin_waits_and_the_passphrase_does_not(
    folder: Path, with_pin: FakeKeyring, clock: Clock
):
    assert wrong_pins(folder, tries.FREE) == ["store.wrong_passphrase"] * tries.FREE
    with pytest.raises(UserError, match=r"store\.too_many_tries") as caught:
        opening.unlock(folder, "4711")
    assert caught.value.params == {"seconds": 30}
    clock.now += 31
    assert wrong_pins(folder, 1) == ["store.wrong_passphrase"]
    clock.now += 31
    assert code_of(folder, "4711") == "store.too_many_tries"
    assert code_of(folder) == "open"
    assert code_of(folder, "4711") == "open"


def test_the_right_pin_clears_the_count(folder: Path, with_pin: FakeKeyring, clock: Clock):
    for _ in range(3):
        wrong_pins(folder, tries.FREE - 1)
        assert code_of(folder, "4711") == "open"


def test_setting_the_clock_back_shortens_no_wait(folder: Path, with_pin: FakeKeyring, clock: Clock):
    wrong_pins(folder, tries.FREE)
    clock.now -= 86_400
    assert code_of(folder, "4711") == "store.too_many_tries"
    clock.now += 29
    assert code_of(folder, "4711") == "store.too_many_tries"
    clock.now += 2
    assert code_of(folder, "4711") == "open"


def test_who_deletes_the_count_takes_the_pin_away(
    folder: Path, with_pin: FakeKeyring, clock: Clock
):
    wrong_pins(folder, tries.FREE)
    for name in [name for name in with_pin.secrets if name[1].endswith(" tries")]:
        del with_pin.secrets[name]
    assert code_of(folder, "4711") == "keyring.secret_missing"
    assert code_of(folder) == "open"


def test_another_pin_needs_no_new_device_secret(folder: Path, with_pin: FakeKeyring, clock: Clock):
    before = dict(with_pin.secrets)
    opened = opening.unlock(folder, PASSPHRASE)
    opening.set_pin(opened, "1234", kdf=QUICK)
    store_id = opened.store_id
    opened.close()
    assert with_pin.secrets["jobassist", store_id] == before["jobassist", store_id]
    assert code_of(folder, "4711") == "store.wrong_passphrase"
    assert code_of(folder, "1234") == "open"


def test_waits_grow_to_an_hour():
    waits = [tries.waiting(count) for count in range(20)]
    assert waits[:5] == [0.0] * 5
    assert waits[5:8] == [30.0, 60.0, 120.0]
    assert waits == sorted(waits)
    assert waits[-1] == 3600.0


def test_the_header_says_nothing_of_pins_or_keys(folder: Path, with_pin: FakeKeyring):
    slot = json.loads((folder / "header.json").read_bytes())["slots"]["daily"]
    assert {"kdf", "salt", "nonce", "wrapped"} <= set(slot)
    assert "4711" not in (folder / "header.json").read_text(encoding="utf-8")
