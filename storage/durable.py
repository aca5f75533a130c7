"""Files that are whole or not there: written beside, flushed to the disk, then renamed."""

import os
from pathlib import Path
from typing import BinaryIO

from storage.faults import clear_disk_faults

PARTIAL = ".new"


def write_durably(file: Path, content: bytes) -> None:
    """Replace `file` at once. Raises: EnvironmentFault `store.disk_full`, `store.read_only`."""
    partial = file.with_name(file.name + PARTIAL)
    with clear_disk_faults():
        try:
            with private(partial) as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            partial.replace(file)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
    settle_folder(file.parent)


def private(file: Path) -> BinaryIO:
    """Open a new or emptied file for writing that only its owner may read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(file, flags, 0o600), "wb")


def settle_file(file: Path) -> None:
    """Flush a file that somebody else wrote to the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def settle_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system knows how."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
