"""Files that belong to cases, encrypted, addressed by what they contain.

An attachment's id is the SHA-256 of its content. On disk it has a keyed hash for a name, so that
nobody can look in the folder for a document they already have. It is read and written chunk by
chunk, and nothing of it is handed out before the whole was verified.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from jobassist.errors import EnvironmentFault, UserError
from storage.durable import PARTIAL, private, settle_file, settle_folder
from storage.faults import clear_disk_faults
from storage.vault.chunks import ChunkWriter, DamagedChunksError, read_chunks
from storage.vault.keys import subkey

_SUFFIX = ".file"
_CHUNK_BYTES = 1 << 18
_PURPOSE = "attachment"
_ID = re.compile(r"[0-9a-f]{64}")


class EncryptedAttachments:
    """The attachments of one store. `key` is their subkey of the data key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = subkey(key, "content")
        self._name_key = subkey(key, "names")

    def add(self, content: BinaryIO) -> str:
        """Keep all that `content` has left; returns its id. Adding the same again is once.

        It is on the disk when this returns. Raises: EnvironmentFault `store.disk_full`, ….
        """
        partial = self._folder / f"{secrets.token_hex(16)}{PARTIAL}"
        digest = hashlib.sha256()
        with clear_disk_faults():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            try:
                with private(partial) as stream:
                    _seal(content, ChunkWriter(stream, self._key, _PURPOSE), digest)
                settle_file(partial)
                partial.replace(self._file(digest.hexdigest()))
            finally:
                partial.unlink(missing_ok=True)
        settle_folder(self._folder)
        return digest.hexdigest()

    def read(self, id: str) -> Iterator[bytes]:
        """The content, in pieces of at most 256 KiB.

        Raises: UserError `attachment.none`; EnvironmentFault `attachment.damaged`.
        """
        file = self._file(id)
        if not file.exists():
            raise UserError("attachment.none")
        if self._hash(file) != id:
            raise EnvironmentFault("attachment.damaged")
        return self._chunks(file)

    def delete(self, id: str) -> None:
        """Erase an attachment; erasing one that is gone does nothing."""
        with clear_disk_faults():
            self._file(id).unlink(missing_ok=True)

    def has(self, id: str) -> bool:
        """Whether it is here."""
        return self._file(id).exists()

    def damaged(self) -> list[str]:
        """Names of files that are not as they were written, or not what their name says."""
        return [file.name for file in self._files() if not self._is_sound(file)]

    def copy_to(self, other: "EncryptedAttachments") -> None:
        """Every attachment under the other key, chunk by chunk."""
        for file in self._files():
            if not self._is_sound(file):
                raise EnvironmentFault("attachment.damaged")
            other.add(_Stream(self._chunks(file)))  # type: ignore[arg-type]

    def leftovers(self) -> list[Path]:
        """What an interrupted `add` left behind."""
        return sorted(self._folder.glob(f"*{PARTIAL}"))

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{_SUFFIX}"))

    def _file(self, id: str) -> Path:
        if not _ID.fullmatch(id):
            raise UserError("attachment.none")
        name = hmac.new(self._name_key, id.encode(), "sha256").hexdigest()
        return self._folder / f"{name}{_SUFFIX}"

    def _is_sound(self, file: Path) -> bool:
        id = self._hash(file)
        return id is not None and self._file(id) == file

    def _hash(self, file: Path) -> str | None:
        digest, ended = hashlib.sha256(), False
        try:
            with clear_disk_faults(), file.open("rb") as stream:
                for content, last in read_chunks(stream, self._key, _PURPOSE, _CHUNK_BYTES):
                    digest.update(content)
                    ended = last
        except DamagedChunksError:
            return None
        return digest.hexdigest() if ended else None

    def _chunks(self, file: Path) -> Iterator[bytes]:
        try:
            with clear_disk_faults(), file.open("rb") as stream:
                for content, _ in read_chunks(stream, self._key, _PURPOSE, _CHUNK_BYTES):
                    yield content
        except DamagedChunksError:
            raise EnvironmentFault("attachment.damaged") from None


class _Stream:
    """Chunks as a file to read from, none longer than asked for."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int) -> bytes:
        return next((chunk for chunk in self._chunks if chunk), b"")


def _seal(content: BinaryIO, chunks: ChunkWriter, digest: "hashlib._Hash") -> None:
    chunk = content.read(_CHUNK_BYTES)
    while True:
        following = content.read(_CHUNK_BYTES) if chunk else b""
        digest.update(chunk)
        chunks.write(chunk, last=not following)
        if not following:
            return
        chunk = following
