"""Sealed chunks: a file that is written as it comes and read without ever being whole in memory.

A file is a random salt, then chunks: their length and the sealed bytes. A chunk's number and
whether it is the last are bound to it, so that none can be moved, dropped from the middle or cut
off unseen; a killed process leaves a file without its last chunk.
"""

import secrets
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from storage.vault.keys import subkey

_SALT_BYTES = 16
_TAG_BYTES = 16
_LENGTH = struct.Struct(">I")


class DamagedChunksError(ValueError):
    """Some chunk is not as it was written."""


class ChunkWriter:
    """Seals chunks into a new file. `purpose` is bound to every one of them."""

    def __init__(self, stream: BinaryIO, key: bytes, purpose: str) -> None:
        salt = secrets.token_bytes(_SALT_BYTES)
        stream.write(salt)
        self._stream = stream
        self._cipher = ChaCha20Poly1305(subkey(key, purpose, salt))
        self._number = 0

    def write(self, content: bytes, *, last: bool) -> None:
        """Seal one chunk and hand it to the system: from then on it survives this process."""
        sealed = self._cipher.encrypt(_nonce(self._number, last), content, None)
        self._stream.write(_LENGTH.pack(len(sealed)) + sealed)
        self._stream.flush()
        self._number += 1


def read_chunks(
    stream: BinaryIO, key: bytes, purpose: str, longest: int
) -> Iterator[tuple[bytes, bool]]:
    """Each chunk's content, and whether it is the last, up to where the file was cut off.

    `longest` bounds what is read at once. Raises: DamagedChunksError.
    """
    cipher = ChaCha20Poly1305(subkey(key, purpose, stream.read(_SALT_BYTES)))
    number = 0
    while len(start := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(start)
        if length > longest + _TAG_BYTES:
            raise DamagedChunksError
        sealed = stream.read(length)
        if len(sealed) < length:
            return
        content = _unsealed(cipher, sealed, _nonce(number, False))
        last = content is None
        if last:
            content = _unsealed(cipher, sealed, _nonce(number, True))
        if content is None or (last and stream.read(1)):
            raise DamagedChunksError
        yield content, last
        number += 1


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">?3xQ", last, number)


def _unsealed(cipher: ChaCha20Poly1305, sealed: bytes, nonce: bytes) -> bytes | None:
    try:
        return cipher.decrypt(nonce, sealed, None)
    except InvalidTag:
        return None
