"""Sound that is being dictated, on disk encrypted while it is spoken.

A file is a random salt, then chunks of at most half a second: their length and the sealed bytes.
A chunk's number and whether it is the last are bound to it, so that none can be moved, dropped
from the middle or cut off unseen; a killed process leaves a file without its last chunk.
"""

import os
import re
import secrets
import struct
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.speech import SAMPLE_RATE, Samples
from storage.durable import private
from storage.faults import clear_disk_faults
from storage.vault.keys import subkey

_SUFFIX = ".sound"
_SALT_BYTES = 16
_CHUNK_BYTES = SAMPLE_RATE // 2 * 2  # half a second of 16-bit samples
_TAG_BYTES = 16
_LENGTH = struct.Struct(">I")
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_FULL_SCALE = 32767.0


class EncryptedRecordings:
    """The recordings of one store. `key` is their subkey of the data key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key
        self._open: set[str] = set()

    def new(self, dictation_id: str) -> "EncryptedRecording":
        """Begin a recording, in place of one of that id. Raises: EnvironmentFault `store.…`."""
        salt = secrets.token_bytes(_SALT_BYTES)
        with clear_disk_faults():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            stream = private(self._file(dictation_id))
            stream.write(salt)
        self._open.add(dictation_id)
        done = partial(self._open.discard, dictation_id)
        return EncryptedRecording(stream, self._cipher(dictation_id, salt), done)

    def read(self, dictation_id: str) -> Samples:
        """All that was kept, up to where a killed process was cut off.

        Raises: UserError `recording.none`; EnvironmentFault `recording.damaged`.
        """
        parts: list[Samples] = [np.zeros(0, np.float32)]
        for chunk, _ in self._chunks(dictation_id):
            parts.append(np.frombuffer(chunk, "<i2").astype(np.float32) / np.float32(_FULL_SCALE))
        return np.concatenate(parts)

    def unfinished(self) -> list[str]:
        """Dictations that a killed process left behind, oldest first (their ids are ordered)."""
        return [id for id in self.ids() if id not in self._open and not self._is_finished(id)]

    def delete(self, dictation_id: str) -> None:
        """Erase a recording; erasing one that is gone does nothing."""
        with clear_disk_faults():
            self._file(dictation_id).unlink(missing_ok=True)

    def ids(self) -> list[str]:
        """Every recording here, in the order of their ids."""
        return sorted(file.stem for file in self._folder.glob(f"*{_SUFFIX}"))

    def is_sound(self, dictation_id: str) -> bool:
        """Whether every whole chunk is as it was written."""
        try:
            for _ in self._chunks(dictation_id):
                pass
        except EnvironmentFault:
            return False
        return True

    def copy_to(self, other: "EncryptedRecordings") -> None:
        """Every recording under the other key, chunk by chunk; what was cut off stays so."""
        for dictation_id in self.ids():
            copy = other.new(dictation_id)
            for sound, last in self._chunks(dictation_id):
                copy.write(sound, last=last)
            copy.release()

    def _is_finished(self, dictation_id: str) -> bool:
        try:
            return any(last for _, last in self._chunks(dictation_id))
        except EnvironmentFault:
            return False

    def _file(self, dictation_id: str) -> Path:
        if not _ID.fullmatch(dictation_id):
            raise UserError("recording.none")
        return self._folder / f"{dictation_id}{_SUFFIX}"

    def _cipher(self, dictation_id: str, salt: bytes) -> ChaCha20Poly1305:
        return ChaCha20Poly1305(subkey(self._key, f"recording {dictation_id}", salt))

    def _chunks(self, dictation_id: str) -> Iterator[tuple[bytes, bool]]:
        """Each chunk's sound, and whether it is the last."""
        try:
            with clear_disk_faults(), self._file(dictation_id).open("rb") as stream:
                cipher = self._cipher(dictation_id, stream.read(_SALT_BYTES))
                yield from _opened(stream, cipher)
        except FileNotFoundError:
            raise UserError("recording.none") from None


class EncryptedRecording:
    """A dictation being recorded; half a second at most has not reached the file yet."""

    def __init__(
        self, stream: BinaryIO, cipher: ChaCha20Poly1305, on_closed: Callable[[], None]
    ) -> None:
        self._stream = stream
        self._cipher = cipher
        self._on_closed = on_closed
        self._waiting = b""
        self._number = 0

    def append(self, samples: Samples) -> None:
        """Keep more sound, 16-bit. Raises: EnvironmentFault `store.disk_full`, …."""
        whole = np.rint(np.clip(samples, -1.0, 1.0) * _FULL_SCALE).astype("<i2")
        self._waiting += whole.tobytes()
        while len(self._waiting) >= _CHUNK_BYTES:
            self.write(self._waiting[:_CHUNK_BYTES], last=False)
            self._waiting = self._waiting[_CHUNK_BYTES:]

    def close(self) -> None:
        """Write the last chunk and flush the file to the disk; closing twice is once."""
        if self._stream.closed:
            return
        try:
            self.write(self._waiting, last=True)
            os.fsync(self._stream.fileno())
        finally:
            self.release()

    def release(self) -> None:
        """Let go of the file as it is."""
        self._stream.close()
        self._on_closed()

    def write(self, sound: bytes, *, last: bool) -> None:
        """Seal one chunk."""
        sealed = self._cipher.encrypt(_nonce(self._number, last), sound, None)
        with clear_disk_faults():
            self._stream.write(_LENGTH.pack(len(sealed)) + sealed)
            self._stream.flush()  # to the system: it survives this process
        self._number += 1


def _nonce(number: int, last: bool) -> bytes:
    return struct.pack(">?3xQ", last, number)


def _opened(stream: BinaryIO, cipher: ChaCha20Poly1305) -> Iterator[tuple[bytes, bool]]:
    number = 0
    while len(start := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(start)
        if length > _CHUNK_BYTES + _TAG_BYTES:
            raise EnvironmentFault("recording.damaged")
        sealed = stream.read(length)
        if len(sealed) < length:
            return  # cut off while it was written
        sound = _unsealed(cipher, sealed, _nonce(number, False))
        last = sound is None
        if last:
            sound = _unsealed(cipher, sealed, _nonce(number, True))
        if sound is None or (last and stream.read(1)):
            raise EnvironmentFault("recording.damaged")
        yield sound, last
        number += 1


def _unsealed(cipher: ChaCha20Poly1305, sealed: bytes, nonce: bytes) -> bytes | None:
    try:
        return cipher.decrypt(nonce, sealed, None)
    except InvalidTag:
        return None
