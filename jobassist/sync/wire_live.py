"""What travels beside the feeds: the held stream, attachments, opening a case in an emergency."""

import json
from typing import Annotated

from pydantic import Field

from jobassist.sync.wire import Count, Hash, Id, Message, ScopeHead

STREAM_TYPE = "text/event-stream"
BEAT_SECONDS = 15
"""A held stream is never silent for longer; after twice that the line is dead."""

CHUNK_BYTES = 1024 * 1024
MAX_ATTACHMENT_BYTES = 100 * 1024 * 1024
UPLOAD_OFFSET, UPLOAD_LENGTH = "Upload-Offset", "Upload-Length"

GLASS_HOURS = 8


class Hello(Message):
    """The stream's first event. The `etag` is that of the manifest as it is now.

    From here on every change is told: a device that holds this tag has missed nothing.
    """

    protocol: int
    central: Id
    epoch: Id
    etag: str


class Changed(Message):
    """Scopes the user reads that have moved, and how far at least."""

    scopes: tuple[ScopeHead, ...]


class LookAgain(Message):
    """What the user may read has changed: ask the manifest."""


class Bye(Message):
    """The central ends the stream in good order; come back after so many seconds."""

    retry_after: float


Event = Hello | Changed | LookAgain | Bye

_NAMES: dict[str, type[Event]] = {
    "hello": Hello,
    "changed": Changed,
    "manifest": LookAgain,
    "bye": Bye,
}
BEAT = b": beat\n\n"


def event_bytes(event: Event) -> bytes:
    """An event as it stands in the stream."""
    name = next(name for name, cls in _NAMES.items() if isinstance(event, cls))
    return f"event: {name}\ndata: {event.model_dump_json()}\n\n".encode()


def read_event(name: str, data: str) -> Event | None:
    """The event of that name; None for one of a newer protocol.

    Raises: ValueError for data that is not the event's.
    """
    cls = _NAMES.get(name)
    return None if cls is None else cls.model_validate(json.loads(data))


class Upload(Message):
    """How much of an attachment the central holds."""

    id: Hash
    scope: str
    size: Count
    offset: Count
    complete: bool


class GlassRequest(Message):
    """Asks to see a case that the user is not on, because it cannot wait. The reason is logged."""

    case_number: Annotated[str, Field(min_length=1, max_length=100)]
    reason: Annotated[str, Field(min_length=10, max_length=1000)]


class LogEntry(Message):
    """Who saw or did what, and when. `about` is JSON: counts, or the reason that was given."""

    id: Id
    at: str
    user_id: str
    device_id: str
    action: str
    subject: str
    about: str


class LogEntries(Message):
    """The central's access log of one scope, the latest first."""

    entries: tuple[LogEntry, ...]


class Glass(Message):
    """The case is open to the user, to read, until then. Its coordinators are told."""

    case: Id
    until: str
