"""The central's access log: who saw and did what. Entries are chained soon after they are made.

An entry is written in the transaction of what it tells of. Chaining is apart from that, so that
writers do not wait for each other: a link is SHA-256 of the link before and of the new entries.
"""

import hashlib
import json
import threading
from typing import Any, Literal

import sqlalchemy as sa
import uuid_utils

from central import group
from central.access import Actor
from central.database import Database, now
from central.schema_law import access_log, access_seal
from jobassist.sync.wire import canonical

Action = Literal[
    "read",
    "change",
    "attach",
    "glass",
    "grant",
    "revoke",
    "wipe",
    "erase",
    "extract",
    "join",
    "enrol",
    "user",
    "retry",
    "parcel",
    "trim",
    "publish",
]
_CHAINED_AT_ONCE = 5000
_TOLD = ("id", "at", "user_id", "device_id", "action", "subject", "about")


class Seen:
    """What is read is written down before the reader gets it; many readers share one commit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._entries: list[dict[str, Any]] = []

    def note(self, who: Actor, subject: str, rows: int) -> None:
        """Somebody is about to be given rows of a scope; on disk when this returns.

        Whoever has the turn writes for all who wait; a read that cannot be noted is refused.
        """
        entry = _entry(who, "read", subject, {"rows": rows})
        with self._lock:
            self._entries.append(entry)
        with self._turn:
            with self._lock:
                entries, self._entries = self._entries, []
            if entries:
                self._write(entries)

    def _write(self, entries: list[dict[str, Any]]) -> None:
        written = False
        try:
            with self._database.write() as tx:
                tx.execute(sa.insert(access_log), entries)
            written = True
        finally:
            if not written:  # those who wait try it themselves
                with self._lock:
                    self._entries = entries + self._entries


def note(tx: sa.Connection, who: Actor | None, action: Action, subject: str, **about: Any) -> None:
    """Write an entry; `who` None: IT, at the central itself."""
    row = _entry(who, action, subject, about)
    carried = group.of(tx)
    if carried:
        carried.add(access_log, row)
    else:
        tx.execute(sa.insert(access_log), row)


def _entry(
    who: Actor | None, action: Action, subject: str, about: dict[str, Any]
) -> dict[str, Any]:
    row = {"id": str(uuid_utils.uuid7()), "at": now(), "action": action, "subject": subject}
    row |= {"user_id": who.user_id if who else "", "device_id": who.device_id if who else ""}
    return row | {"about": json.dumps(about, ensure_ascii=False)}


def chain(database: Database) -> int:
    """Chain the entries that are new; how many."""
    log, seals = access_log.c, access_seal.c
    unchained = sa.select(access_log).where(log.seal.is_(None)).order_by(log.id)
    with database.write() as tx:
        last = tx.execute(
            sa.select(access_seal).order_by(seals.number.desc()).limit(1).with_for_update()
        ).one_or_none()
        rows = tx.execute(unchained.limit(_CHAINED_AT_ONCE).with_for_update()).all()
        if not rows:
            return 0
        number = last.number + 1 if last else 1
        link = _link(last.hash if last else "", rows)
        row = {"number": number, "at": now(), "entries": len(rows), "hash": link}
        tx.execute(sa.insert(access_seal), row)
        ids = [row.id for row in rows]
        tx.execute(sa.update(access_log).where(log.id.in_(ids)).values(seal=number))
    return len(rows)


def broken_at(tx: sa.Connection, after: int = 0, before: str = "") -> int | None:
    """The number of the first link that its entries do not make; None: the chain is whole.

    It is followed from the link `after` on, whose hash is `before` (`central.log_kept`).
    """
    expected = after
    its = sa.select(access_seal).where(access_seal.c.number > after)
    for link in tx.execute(its.order_by(access_seal.c.number)).all():
        expected += 1
        if link.number != expected:
            return expected
        mine = sa.select(access_log).where(access_log.c.seal == link.number)
        rows = tx.execute(mine.order_by(access_log.c.id)).all()
        if len(rows) != link.entries or _link(before, rows) != link.hash:
            return int(link.number)
        before = link.hash
    return None


def of_subject(tx: sa.Connection, subject: str) -> list[dict[str, Any]]:
    """Everything that was seen and done about a scope, the latest first."""
    mine = sa.select(access_log).where(access_log.c.subject == subject)
    rows = tx.execute(mine.order_by(access_log.c.at.desc(), access_log.c.id.desc())).all()
    return [{name: getattr(row, name) for name in _TOLD} for row in rows]


def _link(before: str, rows: "list[Any] | Any") -> str:
    hashed = hashlib.sha256(before.encode())
    for row in rows:
        hashed.update(canonical([getattr(row, name) for name in _TOLD]).encode())
    return hashed.hexdigest()
