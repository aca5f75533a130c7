"""What IT does with the post from the command line; each opens the database by itself."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from central import attachments
from central.database import Database, default_url
from central.feed import publish
from central.post import memo, queue, round
from central.post.gateway import FolderGateway
from jobassist.errors import UsageError

_CVR = re.compile(r"[0-9]{8}")


def run(
    database_url: str | None,
    folder: Path,
    sender_cvr: str,
    sender_name: str,
    version: str = memo.VERSIONS[0],
) -> dict[str, Any]:
    """One round with a folder: `sent`, `failed`, `handed_over`, `waiting`.

    Raises: UsageError `post.sender`, `post.version`; EnvironmentFault `post.folder`.
    """
    if not _CVR.fullmatch(sender_cvr) or not sender_name.strip():
        raise UsageError("post.sender")
    if version not in memo.VERSIONS:
        raise UsageError("post.version", versions=", ".join(memo.VERSIONS))
    database = Database(database_url or default_url())
    try:
        gateway = FolderGateway(folder)
        name = sender_name.strip()
        means = round.Means(gateway, sender_cvr, name, attachments.content, version)
        return asdict(round.go(database, means))
    finally:
        database.close()


def listed(database_url: str | None) -> list[dict[str, Any]]:
    """Every letter of the queue, the longest waiting first, without anything it says."""
    database = Database(database_url or default_url())
    try:
        with database.read() as tx:
            letters = queue.in_state(tx)
    finally:
        database.close()
    return [
        {
            "letter": letter.letter_id,
            "state": letter.state.value,
            "reason": letter.reason,
            "tries": letter.tries,
            "queued_at": letter.queued_at,
            "changed_at": letter.changed_at,
        }
        for letter in letters
    ]


def retry(database_url: str | None, letter: str) -> dict[str, Any]:
    """Put a failed letter back into the queue: `letter`, `state`.

    Raises: UserError `post.no_such_letter`, `post.not_failed`.
    """
    database = Database(database_url or default_url())
    try:
        with database.write() as tx:
            again, places = queue.again(tx, letter)
            publish(tx, places)
    finally:
        database.close()
    return {"letter": again.letter_id, "state": "queued"}
