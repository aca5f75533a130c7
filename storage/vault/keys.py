"""Keys: derived from what a person knows, from the data key, and wrapped by one another."""

import hashlib
import secrets
import time
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_MIB = 1024  # Argon2 counts memory in KiB
_NONCE_BYTES = 12
_SALT_BYTES = 16
_QUICK, _SLOW = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Kdf:
    """The cost of Argon2id: passes, KiB of memory, lanes. Kept in each slot, authenticated."""

    passes: int
    memory: int
    lanes: int

    def derive(self, secret: str, salt: bytes) -> bytes:
        """256 bits from what a person knows."""
        return hash_secret_raw(
            secret.encode(), salt, self.passes, self.memory, self.lanes, KEY_BYTES, Type.ID
        )


STANDARD = Kdf(passes=3, memory=256 * _MIB, lanes=4)
FLOOR = Kdf(passes=3, memory=64 * _MIB, lanes=4)
_CEILING = 1024 * _MIB
_MOST = Kdf(passes=100, memory=4096 * _MIB, lanes=64)  # a header may not exhaust the machine


def calibrated() -> Kdf:
    """A cost that takes this machine half a second to a second, never below `FLOOR`."""
    kdf = STANDARD
    seconds = _seconds(kdf)
    while seconds > _SLOW and kdf.memory > FLOOR.memory:
        kdf = Kdf(kdf.passes, kdf.memory // 2, kdf.lanes)
        seconds /= 2
    while seconds < _QUICK and kdf.memory < _CEILING:
        kdf = Kdf(kdf.passes, kdf.memory * 2, kdf.lanes)
        seconds *= 2
    return kdf


def _seconds(kdf: Kdf) -> float:
    start = time.perf_counter()
    try:
        kdf.derive("calibration", bytes(_SALT_BYTES))
    except MemoryError:
        return 2 * _SLOW
    return time.perf_counter() - start


def kdf_from(content: dict[str, Any]) -> Kdf:
    """The cost a slot names; ValueError for one that no store of ours was made with."""
    kdf = Kdf(int(content["passes"]), int(content["memory"]), int(content["lanes"]))
    if not (1 <= kdf.passes <= _MOST.passes and 1 <= kdf.lanes <= _MOST.lanes):
        raise ValueError
    if not 1 <= kdf.memory <= _MOST.memory:
        raise ValueError
    return kdf


def kdf_content(kdf: Kdf) -> dict[str, int]:
    """The cost as a slot keeps it."""
    return asdict(kdf)


def new_salt() -> bytes:
    """A fresh salt."""
    return secrets.token_bytes(_SALT_BYTES)


def new_data_key() -> bytes:
    """A random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def subkey(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """A 256-bit key for one purpose only (HKDF-SHA-256, RFC 5869)."""
    derive = HKDF(SHA256(), KEY_BYTES, salt or None, f"jobassist {purpose}".encode())
    return derive.derive(key)


def wrap(key: bytes, content: bytes, about: bytes) -> dict[str, str]:
    """Content encrypted under `key`, bound to `about`, which stays readable."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, content, about)
    return {"nonce": text(nonce), "wrapped": text(sealed)}


def unwrap(key: bytes, wrapped: dict[str, Any], about: bytes) -> bytes | None:
    """The content again, or None for another key or any change. ValueError for nonsense."""
    try:
        sealed = raw(wrapped["wrapped"])
        return ChaCha20Poly1305(key).decrypt(raw(wrapped["nonce"]), sealed, about)
    except InvalidTag:
        return None


def checksum(content: bytes) -> str:
    """Tells accidental damage from a wrong passphrase. It protects against nobody."""
    return hashlib.sha256(content).hexdigest()


def text(content: bytes) -> str:
    """Base64."""
    return b64encode(content).decode()


def raw(content: str) -> bytes:
    """Bytes of base64; ValueError for anything else."""
    return b64decode(content, validate=True)
