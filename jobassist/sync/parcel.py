"""A parcel: what waits on a laptop, in a file that IT alone can open (docs/protocol.md).

The file begins with `MAGIC`, IT's public key and a key made for this one file (X25519, 32 bytes
each). Then come frames: four bytes of length, and a leaf under ChaCha20-Poly1305 with the frame's
number as nonce. A leaf is a byte that says what it is, and its content. The last one is the
device's signature of SHA-256 of all leaves before it: a parcel that was cut short has none.
"""

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from jobassist.errors import UserError

MAGIC = b"jobassist-parcel 1\n"
HEAD, OPERATIONS, FILE, BYTES, END = b"H", b"O", b"F", b"B", b"E"
LARGEST_LEAF = 16 * 1024 * 1024
_KEY_BYTES, _TAG_BYTES = 32, 16
_LENGTH = struct.Struct(">I")

Leaf = tuple[bytes, bytes]
"""What it is, and its content."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What the device signed, and its signature (base64) of it."""

    message: bytes
    signature: str


def seal(
    out: BinaryIO, public_key: bytes, leaves: Iterable[Leaf], sign: Callable[[bytes], str]
) -> int:
    """Write a parcel for the holder of that X25519 key (32 raw bytes); how many bytes it has.

    Raises: ValueError for another key, OSError of the file.
    """
    once = X25519PrivateKey.generate()
    begin = MAGIC + public_key + once.public_key().public_bytes_raw()
    cipher = _cipher(once.exchange(X25519PublicKey.from_public_bytes(public_key)), begin)
    written, number, hashed = out.write(begin), 0, hashlib.sha256()
    for kind, content in leaves:
        hashed.update(_counted(kind + content))
        written += _write(out, cipher, begin, number, kind + content)
        number += 1
    signature = sign(_message(hashed.digest())).encode()
    return written + _write(out, cipher, begin, number, END + signature)


def private_key(pem: bytes) -> X25519PrivateKey:
    """IT's key from a PEM file. Raises: UserError `store.escrow_key_unreadable`."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UserError("store.escrow_key_unreadable") from None
    if not isinstance(key, X25519PrivateKey):
        raise UserError("store.escrow_key_unreadable")
    return key


def leaves(file: BinaryIO, key: X25519PrivateKey) -> Iterator[Leaf]:
    """The leaves in order, the signature last; each is what was sealed, or it is not given.

    Raises: UserError `parcel.not_one`, `parcel.other_key`, `parcel.damaged`.
    """
    begin = file.read(len(MAGIC) + 2 * _KEY_BYTES)
    if not begin.startswith(MAGIC) or len(begin) != len(MAGIC) + 2 * _KEY_BYTES:
        raise UserError("parcel.not_one")
    recipient, once = begin[len(MAGIC) : -_KEY_BYTES], begin[-_KEY_BYTES:]
    if recipient != key.public_key().public_bytes_raw():
        raise UserError("parcel.other_key")
    try:
        cipher = _cipher(key.exchange(X25519PublicKey.from_public_bytes(once)), begin)
    except ValueError:
        raise UserError("parcel.damaged") from None
    number, kind = 0, b""
    while kind != END:
        leaf = _read(file, cipher, begin, number)
        kind, number = leaf[:1], number + 1
        yield kind, leaf[1:]
    if file.read(1):
        raise UserError("parcel.damaged")


def signature_of(file: BinaryIO, key: X25519PrivateKey) -> Signed:
    """What the device signed of a whole parcel. Raises: as `leaves`."""
    hashed, signature = hashlib.sha256(), b""
    for kind, content in leaves(file, key):
        if kind == END:
            signature = content
        else:
            hashed.update(_counted(kind + content))
    return Signed(_message(hashed.digest()), signature.decode("ascii", "replace"))


def _cipher(shared: bytes, begin: bytes) -> ChaCha20Poly1305:
    derived = HKDF(SHA256(), 32, salt=begin, info=b"jobassist parcel").derive(shared)
    return ChaCha20Poly1305(derived)


def _write(out: BinaryIO, cipher: ChaCha20Poly1305, begin: bytes, number: int, leaf: bytes) -> int:
    sealed = cipher.encrypt(number.to_bytes(12, "big"), leaf, begin)
    return out.write(_LENGTH.pack(len(sealed)) + sealed)


def _read(file: BinaryIO, cipher: ChaCha20Poly1305, begin: bytes, number: int) -> bytes:
    said = file.read(_LENGTH.size)
    size = _LENGTH.unpack(said)[0] if len(said) == _LENGTH.size else 0
    if not _TAG_BYTES < size <= LARGEST_LEAF + _TAG_BYTES:
        raise UserError("parcel.damaged")
    try:
        return cipher.decrypt(number.to_bytes(12, "big"), file.read(size), begin)
    except InvalidTag:
        raise UserError("parcel.damaged") from None


def _counted(leaf: bytes) -> bytes:
    return _LENGTH.pack(len(leaf)) + leaf


def _message(digest: bytes) -> bytes:
    return b"jobassist-parcel:" + digest.hex().encode()
