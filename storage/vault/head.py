"""The head file: which commit was the last one acknowledged, known only to the data key's holder.

Two places of fixed length are written in turn, so that the one before stands until the next one
is on the disk. Whatever stands in a place is sealed to the store, the generation and the place.
"""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from jobassist.errors import EnvironmentFault
from storage.durable import write_durably
from storage.faults import clear_disk_faults
from storage.vault.keys import subkey

PLACE_BYTES = 512  # a sector: written whole or not at all
TAG_BYTES = 16
_NONCE_BYTES = 12
_SEAL_BYTES = 16
_CONTENT = struct.Struct(f">QQ{TAG_BYTES}s")
_PADDED = PLACE_BYTES - _NONCE_BYTES - _SEAL_BYTES
_LOOKS = 3  # another process may be writing the place just now


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A state of the store: its commit's number, the header's revision, and the commit's tag.

    The tag is random, so that two histories with as many commits are told apart.
    """

    commit: int
    header: int
    tag: bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """What a head file says: its newest mark, and whether each place is as it was written."""

    mark: Mark | None
    whole: bool
    missing: bool = False


class Head:
    """The head file of one generation. Marks only ever rise."""

    def __init__(self, file: Path, data_key: bytes, store_id: str) -> None:
        self._file = file
        self._cipher = ChaCha20Poly1305(subkey(data_key, "head", store_id.encode()))
        self._about = f"{store_id} {file.name}"
        self._mutex = Lock()
        self._last: Mark | None = None
        self._owed: Mark | None = None

    def make(self, mark: Mark) -> None:
        """Begin the file anew with `mark` in both places. Raises: EnvironmentFault `store.…`."""
        with self._mutex:
            write_durably(self._file, self._sealed(mark, 0) + self._sealed(mark, 1))
            self._last, self._owed = mark, None

    def read(self) -> Seen:
        """What the file says; no mark when it is missing or no place can be read."""
        for _ in range(_LOOKS):
            seen = self._look()
            if seen.whole:
                return seen
        return seen

    def keep(self, mark: Mark) -> None:
        """Put `mark` on the disk; it is there when this returns.

        Raises: EnvironmentFault `store.…`; `settle` will try again.
        """
        with self._mutex:
            if self._last is None or mark > self._last:
                self._owed = mark
                self._write(mark)

    def settle(self) -> None:
        """Write the mark that could not be written, if there is one: nothing comes before it."""
        with self._mutex:
            if self._owed is not None:
                self._write(self._owed)

    def _write(self, mark: Mark) -> None:
        place = mark.commit % 2
        flags = os.O_WRONLY | getattr(os, "O_BINARY", 0)
        with clear_disk_faults():
            try:
                descriptor = os.open(self._file, flags)
            except FileNotFoundError:
                raise EnvironmentFault("store.folder_gone", retryable=True) from None
            try:
                os.lseek(descriptor, place * PLACE_BYTES, os.SEEK_SET)
                os.write(descriptor, self._sealed(mark, place))
                _flush(descriptor)
            finally:
                os.close(descriptor)
        self._last, self._owed = mark, None

    def _look(self) -> Seen:
        try:
            with clear_disk_faults():
                content = self._file.read_bytes()
        except FileNotFoundError:
            return Seen(None, whole=False, missing=True)
        marks = [self._opened(content, place) for place in (0, 1)]
        known = [mark for mark in marks if mark]
        whole = len(known) == len(marks) and len(content) == 2 * PLACE_BYTES
        return Seen(max(known, default=None), whole)

    def _sealed(self, mark: Mark, place: int) -> bytes:
        content = _CONTENT.pack(mark.commit, mark.header, mark.tag).ljust(_PADDED, b"\0")
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, self._bound_to(place))

    def _opened(self, content: bytes, place: int) -> Mark | None:
        stored = content[place * PLACE_BYTES : (place + 1) * PLACE_BYTES]
        nonce, sealed = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
        try:
            plain = self._cipher.decrypt(nonce, sealed, self._bound_to(place))
        except (InvalidTag, ValueError):
            return None
        return Mark(*_CONTENT.unpack_from(plain))

    def _bound_to(self, place: int) -> bytes:
        return f"{self._about} {place}".encode()


def _flush(descriptor: int) -> None:
    """To the disk. The file's length never changes, so its data is all there is to flush."""
    getattr(os, "fdatasync", os.fsync)(descriptor)
