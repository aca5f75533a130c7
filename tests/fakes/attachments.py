"""Attachments in memory."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from jobassist.errors import UserError


class FakeAttachments:
    """Keeps what it is given until the test ends."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def add(self, content: BinaryIO) -> str:
        """See the port."""
        whole = content.read()
        id = hashlib.sha256(whole).hexdigest()
        self.kept[id] = whole
        return id

    def read(self, id: str) -> Iterator[bytes]:
        """See the port."""
        if id not in self.kept:
            raise UserError("attachment.none")
        return iter([self.kept[id]])

    def has(self, id: str) -> bool:
        """See the port."""
        return id in self.kept

    def delete(self, id: str) -> None:
        """See the port."""
        self.kept.pop(id, None)
