"""Sound that is being dictated, on disk encrypted while it is spoken.

A file is sealed chunks (`storage.vault.chunks`) of at most half a second; a killed process leaves
one without its last chunk. It is named by the dictation's id and the id of the note it belongs to,
and sealed under both, so that the sound can go when the note is final.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.speech import SAMPLE_RATE, Samples
from storage.durable import private
from storage.faults import clear_disk_faults
from storage.vault.chunks import ChunkWriter, DamagedChunksError, read_chunks

_SUFFIX = ".sound"
_CHUNK_BYTES = SAMPLE_RATE // 2 * 2  # half a second of 16-bit samples
_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_FULL_SCALE = 32767.0
_START_BYTES = 64  # more than the salt: without it the key of the file is gone


class _Name(NamedTuple):
    """What a file's name says. Ids are ordered by time."""

    dictation_id: str
    note_id: str


class EncryptedRecordings:
    """The recordings of one store. `key` is their subkey of the data key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key
        self._open: set[str] = set()

    def new(self, dictation_id: str, note_id: str) -> "EncryptedRecording":
        """Begin a recording, in place of one of that id. Raises: EnvironmentFault `store.…`."""
        name = _Name(dictation_id, note_id)
        with clear_disk_faults():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            stream = private(self._file(name))
            writer = ChunkWriter(stream, self._key, _purpose(name))
        self._open.add(dictation_id)
        return EncryptedRecording(stream, writer, partial(self._open.discard, dictation_id))

    def read(self, dictation_id: str) -> Samples:
        """All that was kept, up to where a killed process was cut off.

        Raises: UserError `recording.none`; EnvironmentFault `recording.damaged`.
        """
        parts: list[Samples] = [np.zeros(0, np.float32)]
        for chunk, _ in self._chunks(dictation_id):
            parts.append(np.frombuffer(chunk, "<i2").astype(np.float32) / np.float32(_FULL_SCALE))
        return np.concatenate(parts)

    def unfinished(self) -> list[tuple[str, str]]:
        """Dictation and note of what a killed process left behind, oldest first."""
        return [
            name
            for name in self.kept()
            if name.dictation_id not in self._open and not self._is_finished(name.dictation_id)
        ]

    def of_note(self, note_id: str) -> list[str]:
        """The note's dictations, oldest first."""
        return [name.dictation_id for name in self.kept() if name.note_id == note_id]

    def delete(self, dictation_id: str) -> None:
        """Erase a recording, its salt first; erasing one that is gone does nothing."""
        try:
            file = self._file(self._named(dictation_id))
            with clear_disk_faults():
                with file.open("rb+") as stream:
                    stream.write(bytes(_START_BYTES))
                    os.fsync(stream.fileno())
                file.unlink()
        except (FileNotFoundError, UserError):
            return

    def kept(self) -> list[_Name]:
        """Dictation and note of every recording here, oldest first."""
        names = (file.name.removesuffix(_SUFFIX) for file in self._folder.glob(f"*{_SUFFIX}"))
        parts = (name.partition(".") for name in names)
        return sorted(_Name(dictation_id, note_id) for dictation_id, _, note_id in parts)

    def ids(self) -> list[str]:
        """The id of every recording here, oldest first."""
        return [name.dictation_id for name in self.kept()]

    def is_sound(self, dictation_id: str) -> bool:
        """Whether every whole chunk is as it was written."""
        try:
            for _ in self._chunks(dictation_id):
                pass
        except (EnvironmentFault, UserError):  # UserError: its name is not one of ours
            return False
        return True

    def copy_to(self, other: "EncryptedRecordings") -> None:
        """Every recording under the other key, chunk by chunk; what was cut off stays so."""
        for name in self.kept():
            copy = other.new(*name)
            for sound, last in self._chunks(name.dictation_id):
                copy.write(sound, last=last)
            copy.release()

    def _is_finished(self, dictation_id: str) -> bool:
        try:
            return any(last for _, last in self._chunks(dictation_id))
        except EnvironmentFault:
            return False

    def _named(self, dictation_id: str) -> _Name:
        for name in self.kept():
            if name.dictation_id == dictation_id:
                return name
        raise UserError("recording.none")

    def _file(self, name: _Name) -> Path:
        if not all(_ID.fullmatch(id) for id in name):
            raise UserError("recording.none")
        return self._folder / f"{name.dictation_id}.{name.note_id}{_SUFFIX}"

    def _chunks(self, dictation_id: str) -> Iterator[tuple[bytes, bool]]:
        """Each chunk's sound, and whether it is the last."""
        name = self._named(dictation_id)
        try:
            with clear_disk_faults(), self._file(name).open("rb") as stream:
                yield from read_chunks(stream, self._key, _purpose(name), _CHUNK_BYTES)
        except FileNotFoundError:
            raise UserError("recording.none") from None
        except DamagedChunksError:
            raise EnvironmentFault("recording.damaged") from None


class EncryptedRecording:
    """A dictation being recorded; half a second at most has not reached the file yet."""

    def __init__(
        self, stream: BinaryIO, chunks: ChunkWriter, on_closed: Callable[[], None]
    ) -> None:
        self._stream = stream
        self._chunks = chunks
        self._on_closed = on_closed
        self._waiting = b""

    def append(self, samples: Samples) -> None:
        """Keep more sound, 16-bit. Raises: EnvironmentFault `store.disk_full`, …."""
        whole = np.rint(np.clip(samples, -1.0, 1.0) * _FULL_SCALE).astype("<i2")
        sound = self._waiting + whole.tobytes()
        full = len(sound) - len(sound) % _CHUNK_BYTES
        for start in range(0, full, _CHUNK_BYTES):
            self.write(sound[start : start + _CHUNK_BYTES], last=False)
        self._waiting = sound[full:]

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
        with clear_disk_faults():
            self._chunks.write(sound, last=last)


def _purpose(name: _Name) -> str:
    return f"recording {name.dictation_id} {name.note_id}"
