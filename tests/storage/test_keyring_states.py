"""Every state of the keyring beside every slot: the real Secret Service, a store, a way on.

Each ends in an opened store or in a sentence that says how; never in an empty or a new store.
"""

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from jobassist.errors import UserError
from jobassist.messages import message
from storage.opening import (
    apply_escrow,
    create,
    recover_with_escrow,
    unlock,
    unlock_with_recovery_key,
)
from storage.vault.keys import Kdf, text
from tests.storage.secret_service import in_session

PASSPHRASE, PIN = "fire små ord i kæde", "194837"
QUICK = Kdf(passes=1, memory=8, lanes=1)

SET_PIN = """
from pathlib import Path
from storage.opening import set_pin, unlock
from storage.vault.keys import Kdf
opened = unlock(Path({folder!r}), {passphrase!r})
set_pin(opened, {pin!r}, kdf=Kdf(1, 8, 1))
opened.close()
unlock(Path({folder!r}), {pin!r}).close()
tell(backend=type(keyring.get_keyring()).__module__)
"""

OPEN = """
from pathlib import Path
from jobassist.errors import AppError
from storage.opening import unlock
{state}
answers = {{}}
for name, secret in (("daily", {pin!r}), ("portable", {passphrase!r}), ("wrong", "noget andet")):
    try:
        opened = unlock(Path({folder!r}), secret)
    except AppError as error:
        answers[name] = error.code
    else:
        answers[name] = opened.store_id
        opened.close()
tell(**answers)
"""

# What the system does, and what the PIN is answered; the passphrase opens in every one.
STATES = {
    "ready": ("", {}, "opened"),
    "no backend": ("", {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}, "keyring.none"),
    "locked, the prompt dismissed": ("lock()", {}, "keyring.locked"),
    "reset": ("reset()", {}, "keyring.secret_missing"),
    "another backend": (
        "from tests.fakes.keyring import FakeKeyring; keyring.set_keyring(FakeKeyring())",
        {},
        "keyring.changed",
    ),
    "no bus": ("", {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}, "keyring.none"),
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory):
    """A store with all four slots, made once: (home, folder, store id, recovery key, escrow)."""
    home = tmp_path_factory.mktemp("home")
    (home / "run").mkdir(mode=0o700)
    folder = home / "store"
    escrow = X25519PrivateKey.generate()
    opened, recovery_key = create(folder, PASSPHRASE, "Bo", kdf=QUICK)
    apply_escrow(opened, text(escrow.public_key().public_bytes_raw()))
    store_id = opened.store_id
    opened.close()
    script = SET_PIN.format(folder=str(folder), passphrase=PASSPHRASE, pin=PIN)
    assert in_session(script, home)["backend"] == "keyring.backends.SecretService"
    return home, folder, store_id, recovery_key, escrow


def _stores(folder: Path) -> set[str]:
    return {file.name for file in folder.glob("store-*.db")}


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_keyring_has_a_way_on(vault, state, tmp_path):
    home, folder, store_id, _, _ = vault
    keep = tmp_path / "home"
    _copy(home, keep)
    doing, environment, expected = STATES[state]
    script = OPEN.format(state=doing, folder=str(keep / "store"), passphrase=PASSPHRASE, pin=PIN)
    if "DBUS_SESSION_BUS_ADDRESS" in environment:
        script = f"import os; os.environ.update({environment!r})\n" + script
        environment = {}
    answers = in_session(script, keep, **environment)
    assert answers["daily"] == (store_id if expected == "opened" else expected)
    assert answers["portable"] == store_id  # never empty, never another
    wrong = {"store.wrong_passphrase"} if expected == "opened" else {expected}
    assert answers["wrong"] in wrong
    if expected != "opened":
        told = message(expected)
        assert told.what and "adgangskode" in told.next  # what happened, and the way on
    assert _stores(keep / "store") == _stores(folder)  # no other was made beside it


def _copy(home: Path, to: Path) -> None:
    shutil.copytree(home, to, ignore=shutil.ignore_patterns("run"))
    (to / "run").mkdir(mode=0o700)


def test_the_printed_key_and_escrow_need_no_keyring(vault, tmp_path):
    home, _, store_id, recovery_key, escrow = vault
    _copy(home, tmp_path / "home")
    folder = tmp_path / "home" / "store"
    with pytest.raises(UserError, match=r"store\.recovery_key_mistyped"):
        unlock_with_recovery_key(folder, recovery_key[:-1])
    opened = unlock_with_recovery_key(folder, recovery_key)
    assert opened.store_id == store_id
    opened.close()
    pem = escrow.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    recover_with_escrow(folder, pem, "en helt anden sætning", kdf=QUICK).close()
    again = unlock(folder, "en helt anden sætning")
    assert again.store_id == store_id
    again.close()
