"""Where files that belong to cases are kept, addressed by what they contain."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol


class Attachments(Protocol):
    """The attachments of one store. An id is the SHA-256 of the content, in hex."""

    def add(self, content: BinaryIO) -> str:
        """Keep all that `content` has left; returns its id. Adding the same again is once.

        It is safe when this returns. Raises: EnvironmentFault `store.disk_full`, ….
        """
        ...

    def read(self, id: str) -> Iterator[bytes]:
        """The content in pieces, nothing of it before the whole was verified.

        Raises: UserError `attachment.none`; EnvironmentFault `attachment.damaged`.
        """
        ...

    def has(self, id: str) -> bool:
        """Whether it is here."""
        ...

    def delete(self, id: str) -> None:
        """Erase an attachment; erasing one that is gone does nothing."""
        ...
