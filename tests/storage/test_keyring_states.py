"""Every state of the keyring beside every slot, on the real Secret Service (`bench vault`)."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from benchmarks.vault import keyrings
from jobassist.errors import UserError
from storage.opening import (
    apply_escrow,
    create,
    recover_with_escrow,
    unlock,
    unlock_with_recovery_key,
)
from storage.vault.keys import Kdf, text

PASSPHRASE = "fire små ord i kæde"
QUICK = Kdf(passes=1, memory=8, lanes=1)


def test_every_state_of_the_keyring_has_a_way_on_by_every_slot():
    found = keyrings.run(report=lambda _: None)
    assert found["met"], found
    assert set(found["answers"]) == set(keyrings.STATES)
    assert all(set(slots) == set(keyrings.SLOTS) for slots in found["answers"].values())


def test_the_printed_key_and_escrow_need_no_keyring(tmp_path: Path):
    escrow, folder = X25519PrivateKey.generate(), tmp_path / "store"
    opened, recovery_key = create(folder, PASSPHRASE, "Bo", kdf=QUICK)
    apply_escrow(opened, text(escrow.public_key().public_bytes_raw()))
    store_id = opened.store_id
    opened.close()
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
