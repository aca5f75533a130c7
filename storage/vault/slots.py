"""The slots: each wraps the data key so that one means alone opens it.

`portable`: a long passphrase. `daily`: a PIN or passphrase together with the device secret.
`recovery`: the printed key. `escrow`: the municipality's private X25519 key, of which the policy
names the public half. A slot's parameters are bound to what it wraps (associated data).
"""

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from storage.vault.keys import (
    Kdf,
    kdf_content,
    kdf_from,
    new_salt,
    raw,
    subkey,
    text,
    unwrap,
    wrap,
)
from storage.vault.recovery_key import key_bytes

PORTABLE, DAILY, RECOVERY, ESCROW = "portable", "daily", "recovery", "escrow"
Slot = dict[str, Any]
_WRAPPING = {"nonce", "wrapped"}


def portable_slot(store_id: str, data_key: bytes, passphrase: str, kdf: Kdf) -> Slot:
    """A slot that the passphrase alone opens."""
    slot = {"kdf": kdf_content(kdf), "salt": text(new_salt())}
    return _wrapped(store_id, PORTABLE, slot, _by_passphrase(slot, passphrase), data_key)


def daily_slot(
    store_id: str, data_key: bytes, pin: str, device_secret: bytes, kdf: Kdf, *, kept_in: str = ""
) -> Slot:
    """A slot that the PIN opens on this device only. `kept_in` names the keyring."""
    slot = {"kdf": kdf_content(kdf), "salt": text(new_salt()), "keyring": kept_in}
    return _wrapped(store_id, DAILY, slot, _by_pin(slot, pin, device_secret), data_key)


def recovery_slot(store_id: str, data_key: bytes, recovery_key: str) -> Slot:
    """A slot that the printed key opens; it is random, so nothing has to be made slow."""
    slot = {"salt": text(new_salt())}
    return _wrapped(store_id, RECOVERY, slot, _by_recovery_key(slot, recovery_key), data_key)


def open_portable(store_id: str, slot: Slot, passphrase: str) -> bytes | None:
    """The data key, or None. ValueError or KeyError for a slot that makes no sense."""
    return unwrap(_by_passphrase(slot, passphrase), slot, _about(store_id, PORTABLE, slot))


def open_daily(store_id: str, slot: Slot, pin: str, device_secret: bytes) -> bytes | None:
    """The data key, or None."""
    return unwrap(_by_pin(slot, pin, device_secret), slot, _about(store_id, DAILY, slot))


def open_recovery(store_id: str, slot: Slot, recovery_key: str) -> bytes | None:
    """The data key, or None."""
    return unwrap(_by_recovery_key(slot, recovery_key), slot, _about(store_id, RECOVERY, slot))


def escrow_slot(store_id: str, data_key: bytes, public_key: str) -> Slot:
    """A slot that only the holder of the private key opens (X25519, HKDF, ChaCha20-Poly1305).

    `public_key`: the raw 32 bytes, base64. Raises: ValueError for anything else.
    """
    recipient = X25519PublicKey.from_public_bytes(raw(public_key))
    ephemeral = X25519PrivateKey.generate()
    slot = {
        "public_key": public_key,
        "ephemeral": text(ephemeral.public_key().public_bytes_raw()),
        "salt": text(new_salt()),
    }
    return _wrapped(store_id, ESCROW, slot, _by_exchange(slot, ephemeral, recipient), data_key)


def open_escrow(store_id: str, slot: Slot, private_key: X25519PrivateKey) -> bytes | None:
    """The data key, or None."""
    ephemeral = X25519PublicKey.from_public_bytes(raw(slot["ephemeral"]))
    key = _by_exchange(slot, private_key, ephemeral)
    return unwrap(key, slot, _about(store_id, ESCROW, slot))


def _by_exchange(slot: Slot, ours: X25519PrivateKey, theirs: X25519PublicKey) -> bytes:
    shared = ours.exchange(theirs) + raw(slot["ephemeral"]) + raw(slot["public_key"])
    return subkey(shared, "escrow slot", raw(slot["salt"]))


def _by_passphrase(slot: Slot, passphrase: str) -> bytes:
    return kdf_from(slot["kdf"]).derive(passphrase, raw(slot["salt"]))


def _by_pin(slot: Slot, pin: str, device_secret: bytes) -> bytes:
    known = kdf_from(slot["kdf"]).derive(pin, raw(slot["salt"]))
    return subkey(known + device_secret, "daily slot", raw(slot["salt"]))


def _by_recovery_key(slot: Slot, recovery_key: str) -> bytes:
    return subkey(key_bytes(recovery_key), "recovery slot", raw(slot["salt"]))


def _wrapped(store_id: str, name: str, slot: Slot, key: bytes, data_key: bytes) -> Slot:
    return {**slot, **wrap(key, data_key, _about(store_id, name, slot))}


def _about(store_id: str, name: str, slot: Slot) -> bytes:
    parameters = {n: v for n, v in slot.items() if n not in _WRAPPING}
    return json.dumps([store_id, name, parameters], sort_keys=True).encode()
