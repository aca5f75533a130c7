"""The number of the last commit, kept in the transaction itself, and what it says beside the head.

A commit is acknowledged when the head file holds its number. So the database is level with the
head, or one commit before it when a process was killed between the two; anything else means that
a file was put back to an earlier state or lost its end.
"""

import os

from sqlalchemy import Connection, select

from jobassist.errors import EnvironmentFault
from storage.schema import SETTING
from storage.vault.head import TAG_BYTES, Mark, Seen

_KEY = "commit"


def current(connection: Connection, header: int = 0) -> tuple[Mark, bytes]:
    """The database's own mark, under the header's revision, and the tag of the commit before."""
    query = select(SETTING.c.value).where(SETTING.c.key == _KEY)
    value = connection.execute(query).scalar()
    if value is None:
        return Mark(0, header, bytes(TAG_BYTES)), bytes(TAG_BYTES)
    number, tag, before = value.split(" ")
    return Mark(int(number), header, bytes.fromhex(tag)), bytes.fromhex(before)


def advance(connection: Connection, header: int = 0, *, beyond: int = 0) -> Mark:
    """Number this transaction; `beyond` skips numbers that another history may have used."""
    last, _ = current(connection)
    mark = Mark(max(last.commit, beyond) + 1, header, os.urandom(TAG_BYTES))
    value = f"{mark.commit} {mark.tag.hex()} {last.tag.hex()}"
    connection.execute(SETTING.delete().where(SETTING.c.key == _KEY))
    connection.execute(SETTING.insert(), {"key": _KEY, "value": value})
    return mark


def doubt(before: Seen, database: Mark, previous: bytes, after: Seen) -> EnvironmentFault | None:
    """What is wrong, or None; `before` and `after` were read around the database's mark.

    Codes: `store.head_missing`, `store.head_damaged`, `store.rolled_back` (`count` commits are
    gone), `store.head_rolled_back`, `store.header_rolled_back`.
    """
    first, last = before.mark, after.mark
    if first is None or last is None:
        return EnvironmentFault("store.head_missing" if after.missing else "store.head_damaged")
    if database.commit < first.commit:
        count = first.commit - database.commit
        return EnvironmentFault("store.rolled_back", count=count)
    if not after.whole:
        return EnvironmentFault("store.head_damaged")
    if not _follows(last, database, previous):
        return EnvironmentFault("store.head_rolled_back")
    if database.header < first.header:
        return EnvironmentFault("store.header_rolled_back")
    return None


def _follows(head: Mark, database: Mark, previous: bytes) -> bool:
    if head.commit > database.commit:  # another process went on meanwhile
        return True
    if head.commit == database.commit:
        return head.tag == database.tag
    return head.commit == database.commit - 1 and head.tag == previous
