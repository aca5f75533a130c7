"""The way to Digital Post: what a gateway is, and the one that is a folder.

The folder has two parts. A message is put into `out/` as `<message id>.xml`, whole or not at all;
the municipality's gateway takes it from there. Its receipt comes back to `receipts/` as
`<message id>.json`: `{"state": "sent"}`, or `{"state": "failed", "reason": "code"}`. Both are
plain text about citizens: the folder belongs on the server, readable by nobody else.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from jobassist.errors import EnvironmentFault

_MESSAGE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_REASON = re.compile(r"[\w.-]{1,80}")  # a code: words could tell of a citizen
_UNKNOWN = "unknown"
_LARGEST_RECEIPT = 10_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message; `reason` is the gateway's code when it failed."""

    message_id: str
    is_sent: bool
    reason: str = ""


class Gateway(Protocol):
    """Whoever carries messages to Digital Post."""

    def hand_over(self, message_id: str, memo: bytes) -> None:
        """Take a message; the same id again replaces it. Raises: EnvironmentFault `post.…`."""
        ...

    def receipts(self) -> Iterator[Receipt]:
        """What became of messages, until it was `noted`."""
        ...

    def noted(self, message_id: str) -> None:
        """The receipt has been taken in; it and the message may go."""
        ...


class FolderGateway:
    """A folder that another program empties and answers in."""

    def __init__(self, folder: Path) -> None:
        """Raises: EnvironmentFault `post.folder`."""
        self._out, self._receipts = folder / "out", folder / "receipts"
        try:
            for part in (folder, self._out, self._receipts):
                part.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise EnvironmentFault("post.folder") from None

    def hand_over(self, message_id: str, memo: bytes) -> None:
        """Put it into the folder: it has its name only when all of it is on disk."""
        partial = self._out / f".{message_id}.partial"
        try:
            with partial.open("wb") as file:
                file.write(memo)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._file(message_id))
        except OSError:
            raise EnvironmentFault("post.folder", retryable=True) from None

    def receipts(self) -> Iterator[Receipt]:
        """The receipts that can be read; one that is being written is read the next time."""
        try:
            files = sorted(self._receipts.glob("*.json"))
        except OSError:
            raise EnvironmentFault("post.folder", retryable=True) from None
        for file in files:
            told = _read(file)
            if told is not None and _MESSAGE_ID.fullmatch(file.stem):
                is_sent = told["state"] == "sent"
                reason = str(told.get("reason", ""))
                known = reason if _REASON.fullmatch(reason) else _UNKNOWN
                yield Receipt(file.stem, is_sent, "" if is_sent else known)

    def noted(self, message_id: str) -> None:
        """Remove receipt and message: what tells of a citizen does not stay."""
        for file in (self._file(message_id), self._receipts / f"{message_id}.json"):
            try:
                file.unlink(missing_ok=True)
            except OSError:
                raise EnvironmentFault("post.folder", retryable=True) from None

    def _file(self, message_id: str) -> Path:
        return self._out / f"{message_id}.xml"


def _read(file: Path) -> dict[str, Any] | None:
    try:
        if file.stat().st_size > _LARGEST_RECEIPT:
            return None
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    known = isinstance(told, dict) and told.get("state") in ("sent", "failed")
    return told if known else None
