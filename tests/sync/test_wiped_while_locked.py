"""The lock page's one question: a genuine order destroys a store that nobody has opened."""

import base64
import json
from pathlib import Path

import keyring
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jobassist.bootstrap import build
from jobassist.door import DoorState
from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from jobassist.sync import wiped
from jobassist.sync.wire_device import wipe_statement
from storage.vault.keys import Kdf
from tests.fakes.keyring import FakeKeyring
from tests.sync.servers import answering

CENTRAL, DEVICE = new_id(), new_id()
KEY = Ed25519PrivateKey.generate()
PASSPHRASE = "fire små ord i kæde"


def public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def order(
    statement: str = wipe_statement(CENTRAL, DEVICE), signer: Ed25519PrivateKey = KEY
) -> dict[str, str]:
    signature = base64.b64encode(signer.sign(statement.encode())).decode()
    return {"statement": statement, "signature": signature, "central_key": public(signer)}


def said(**standing: object) -> bytes:
    body = json.dumps({"device": DEVICE, **standing}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\nConnection: close\r\n\r\n" + body


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A house with a store that was locked again, and a keyring of its own."""
    before, own = keyring.get_keyring(), FakeKeyring()
    keyring.set_keyring(own)
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    house = build(tmp_path / "store")
    house.create(PASSPHRASE, "Mette Holm")
    house.set_pin(PASSPHRASE, "194837")
    house.housekeep()
    house.lock()
    yield house
    house.lock()
    keyring.set_keyring(before)


def belongs(url: str) -> wiped.Central:
    return wiped.Central(url, CENTRAL, DEVICE, public(KEY))


def test_an_order_of_its_own_central_destroys_the_store(locked, tmp_path: Path):
    with answering(said(wipe=True, order=order())) as url:
        wiped.remember(locked.data_dir, belongs(url))
        assert locked.wipe_if_ordered()
    assert locked.state() is DoorState.NO_STORE
    assert not keyring.get_keyring().secrets  # type: ignore[attr-defined]
    assert not list(tmp_path.rglob("header*")) and not list(tmp_path.rglob("store-*.db"))
    assert not locked.wipe_if_ordered()  # there is nothing left to ask with


@pytest.mark.parametrize(
    "standing",
    [
        {"wipe": False},
        {"wipe": True},
        {"wipe": True, "order": order(signer=Ed25519PrivateKey.generate())},
        {"wipe": True, "order": order(wipe_statement(CENTRAL, new_id()))},
        {"wipe": True, "order": order(wipe_statement(new_id(), DEVICE))},
        {"wipe": True, "order": {**order(), "signature": "intet"}},
    ],
)
def test_without_a_genuine_order_nothing_is_touched(locked, standing):
    with answering(said(**standing)) as url:
        wiped.remember(locked.data_dir, belongs(url))
        assert not locked.wipe_if_ordered()
    locked.unlock(PASSPHRASE)


def test_a_central_that_is_away_or_another_harms_nobody(locked):
    assert not locked.wipe_if_ordered()  # not enrolled
    wiped.remember(locked.data_dir, belongs("http://127.0.0.1:9"))
    with pytest.raises(EnvironmentFault, match=r"^sync\."):
        locked.wipe_if_ordered()
    with answering(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nWelcome") as url:
        wiped.remember(locked.data_dir, belongs(url))
        with pytest.raises(EnvironmentFault, match=r"^sync\."):
            locked.wipe_if_ordered()
    locked.unlock(PASSPHRASE)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"url": 1}', "null"])
def test_a_file_that_is_not_ours_asks_nobody(locked, content: str):
    (locked.data_dir / wiped.FILE).write_text(content)
    assert not locked.wipe_if_ordered()
