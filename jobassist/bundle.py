"""Whether the installed program is as it was built: the hashes it carries of its own files.

This finds what a broken disk, a half update or a virus scanner has done. It is no protection
against somebody who may write to the program's folder: signatures and the system's packages are.
"""

import hashlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RECORD = "bundle.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was looked at: how many files, and those that are wrong or missing."""

    files: int
    wrong: tuple[str, ...]


def installed_bundle() -> Path | None:
    """The folder of the frozen program that runs; None when it runs from source."""
    if not getattr(sys, "frozen", False):
        return None
    return Path(sys.executable).resolve().parent


def verify(folder: Path) -> Bundle:
    """Compare every file with its hash. A record that is missing or broken is itself wrong.

    Files that are read are let go of; several are read at once, since hashing frees the lock.
    """
    expected = recorded(folder)
    if not expected:
        return Bundle(0, (RECORD,))
    with ThreadPoolExecutor(4) as pool:
        whole = pool.map(lambda item: _is_whole(folder / item[0], item[1]), expected.items())
        wrong = [name for name, good in zip(expected, whole, strict=True) if not good]
    return Bundle(len(expected), tuple(wrong))


def recorded(folder: Path) -> dict[str, str]:
    """File to SHA-256, as they were built; empty where the record cannot be read."""
    try:
        told: Any = json.loads((folder / "_internal" / RECORD).read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _is_whole(file: Path, digest: str) -> bool:
    try:
        return sha256(file) == digest
    except OSError:
        return False
