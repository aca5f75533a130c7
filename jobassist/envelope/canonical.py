"""Canonical JSON by RFC 8785: the same value is the same bytes, whoever writes them."""

import json
from typing import Any

import rfc8785


class NotCanonicalError(ValueError):
    """The bytes are not the canonical JSON of anything."""


def canonical(value: Any) -> bytes:
    """The value as canonical JSON. Raises: ValueError for what JSON cannot hold exactly."""
    return bytes(rfc8785.dumps(value))


def parse(content: bytes) -> Any:
    """The value of canonical bytes. Raises: NotCanonicalError for any other bytes.

    Whitespace, another order of keys, a key that comes twice, another spelling of a number or of
    an escape: each makes other bytes of the same value, and none is let through.
    """
    try:
        value = json.loads(content)
        again = canonical(value)
    except (ValueError, RecursionError):
        raise NotCanonicalError from None
    if again != content:
        raise NotCanonicalError
    return value
