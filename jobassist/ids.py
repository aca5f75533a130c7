"""Identifiers: made by whoever makes the thing, the same everywhere, ordered by time."""

import uuid_utils


def new_id() -> str:
    """A new UUIDv7 as text."""
    return str(uuid_utils.uuid7())
