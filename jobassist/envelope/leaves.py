"""Leaves: every field, file and signature of an envelope, each committed to by itself.

commitment = SHA-256( 0x00, salt, RFC 8785 of {"path": path, "value": value} ), hex. The salt is 32
random bytes, a new one for each leaf. Without it nobody can guess a CPR number from its commitment;
with it anybody can prove the value. A copy that withholds a leaf keeps its commitment alone.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from jobassist.envelope.canonical import canonical

SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Leaf:
    """One opened leaf. `index` is its place among the commitments; `salt` is base64."""

    index: int
    path: str
    value: Any
    salt: str

    @property
    def commitment(self) -> str:
        """What the head holds of it."""
        said = canonical({"path": self.path, "value": self.value})
        return hashlib.sha256(b"\x00" + base64.b64decode(self.salt) + said).hexdigest()


def new_salt() -> str:
    """A fresh salt, base64."""
    return base64.b64encode(secrets.token_bytes(SALT_BYTES)).decode()
