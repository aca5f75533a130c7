"""The file that an envelope leaves the house as: head, signature, opened leaves, files.

The head is canonical JSON, kept and signed as the bytes it is. root = SHA-256(head), hex; the
device signs the ASCII bytes `jobassist-envelope:<root>` by Ed25519. The full copy opens every
leaf; the employer's opens those an employer may see, under the same head, root and signature.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobassist.envelope.canonical import canonical
from jobassist.envelope.leaves import Leaf

FORMAT = "jobassist.envelope/1"
FILE_PATH = "files."  # leaves at such paths say the hash, size and kind of a file


class Copy(StrEnum):
    """Who the file is for."""

    FULL = "full"
    EMPLOYER = "employer"


@dataclass(frozen=True, slots=True)
class Signer:
    """The device that sealed it. `certificate` is the central's (docs/protocol.md), or None."""

    id: str
    public_key: str
    certificate: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Packet:
    """An envelope with what one copy of it opens. `files` are by SHA-256, hex."""

    copy: Copy
    head: str
    signature: str
    signer: Signer
    leaves: tuple[Leaf, ...]
    files: Mapping[str, bytes]


def make_head(about: Mapping[str, Any], leaves: Iterable[Leaf]) -> str:
    """The head: what the envelope is about, and every leaf's commitment in order."""
    commitments = [leaf.commitment for leaf in leaves]
    return canonical({"format": FORMAT, **about, "commitments": commitments}).decode()


def root_of(head: str) -> str:
    """SHA-256 of the head, hex."""
    return hashlib.sha256(head.encode()).hexdigest()


def signed_bytes(root: str) -> bytes:
    """What the device signs."""
    return f"jobassist-envelope:{root}".encode("ascii")


def to_bytes(packet: Packet) -> bytes:
    """The packet as the file's bytes: canonical JSON throughout."""
    return canonical(
        {
            "format": FORMAT,
            "copy": packet.copy.value,
            "head": packet.head,
            "root": root_of(packet.head),
            "signature": packet.signature,
            "device": {
                "id": packet.signer.id,
                "public_key": packet.signer.public_key,
                "certificate": packet.signer.certificate,
            },
            "leaves": [
                {"index": leaf.index, "path": leaf.path, "salt": leaf.salt, "value": leaf.value}
                for leaf in packet.leaves
            ],
            "files": {
                name: base64.b64encode(content).decode() for name, content in packet.files.items()
            },
        }
    )
