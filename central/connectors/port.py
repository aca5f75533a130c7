"""What a connector is: somebody who takes parcels to another system.

Every parcel is delivered at least once, in no promised order; `id` says whether it came before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from central.post.gateway import Receipt

SIGNED = "document"
"""What an envelope calls the document that the parties signed, and its files' owner begins with."""
ENVELOPE = "envelope:"


class Event(StrEnum):
    """What a delivery tells of."""

    NOTE_FINAL = "note.final"
    DOCUMENT_HELD = "document.held"
    DOCUMENT_SIGNED = "document.signed"  # the whole document of an envelope, every byte of it here


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is delivered: the record as it is, in plain form, with its case and citizen.

    `content` is the document's bytes; a note has none.
    """

    id: str
    event: Event
    queued_at: str
    record_id: str
    record: dict[str, Any]
    author: str
    case: dict[str, Any]
    citizen: dict[str, Any]
    content: bytes | None = None


class Connector(Protocol):
    """One way out. `name` and `events` come from the configuration."""

    @property
    def name(self) -> str:
        """The name by which deliveries are kept."""
        ...

    @property
    def events(self) -> frozenset[Event]:
        """What is delivered by it."""
        ...

    def deliver(self, parcel: Parcel) -> None:
        """Take it there; the same id again does no harm.

        Raises: EnvironmentFault `connector.…` when it may succeed later, UserError `connector.…`
        when it never will.
        """
        ...

    def receipts(self) -> Iterator[Receipt]:
        """What the other system says became of parcels, by their ids."""
        ...

    def noted(self, delivery_id: str) -> None:
        """The receipt has been taken in; it and the parcel may go."""
        ...
