"""Identifiers: made by whoever makes the thing, the same everywhere, ordered by time."""

from datetime import UTC, datetime

import uuid_utils


def new_id() -> str:
    """A new UUIDv7 as text."""
    return str(uuid_utils.uuid7())


def made_at(id: str) -> datetime:
    """When an id was made: a UUIDv7 begins with the milliseconds since 1970 (RFC 9562)."""
    milliseconds = int(id.replace("-", "")[:12], 16)
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
