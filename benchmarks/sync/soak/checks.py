"""What must hold once all are level: nothing lost, nothing doubled, every replica the central's."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from benchmarks.sync.simulation.checks import Held, here
from benchmarks.sync.soak.device import PASSPHRASE, Task
from benchmarks.sync.soak.journal import marks, read_all
from central import access, devices, feed
from central.access import Actor
from central.database import Database
from jobassist.records import Attachment, Role
from storage import opening
from storage.opened import OpenedStore


@dataclass(frozen=True, slots=True)
class Found:
    """What the soak came to."""

    written: int
    operations: int
    lost: int
    doubled: int
    broken: list[str]


def written(task: Task) -> int:
    """How much a device has written."""
    return task.journal.read_text(encoding="utf-8").count('"done"') if task.journal.exists() else 0


def is_level(database: Database, tasks: Sequence[Task]) -> bool:
    """Whether every device has sent everything, and fetched what its user may read, files too."""
    said = [_said(task) for task in tasks]
    if any(not one or one["unsent"] or one["files"] for one in said):
        return False
    heads = _heads(database)
    return all(one["scopes"] == heads[number] for number, one in enumerate(said))


def found(database: Database, tasks: Sequence[Task]) -> Found:
    """Look at the central and at every store."""
    journals = read_all([task.journal for task in tasks])
    with database.read() as tx:
        bodies = tx.scalars(sa.text("SELECT body FROM record")).all()
        kept = tx.scalars(sa.text("SELECT payload FROM kept")).all()
        operations = tx.scalar(sa.text("SELECT count(*) FROM operation")) or 0
        users = _actors(tx)
    counted = Counter(mark for body in bodies for mark in marks(body))
    there = set(counted) | {mark for one in kept for mark in marks(one)}
    lost = sorted(journals.done - journals.replaced - there)
    doubled = sorted(mark for mark, times in counted.items() if times > 1)
    broken = [f"lost: {mark}" for mark in lost] + [f"doubled: {mark}" for mark in doubled]
    for who, task in zip(users, tasks, strict=True):
        opened = opening.unlock(task.store, PASSPHRASE)
        try:
            broken += _unlike(database, who, task, opened)
        finally:
            opened.close()
    return Found(len(journals.done), operations, len(lost), len(doubled), broken)


def _unlike(database: Database, who: Actor, task: Task, opened: OpenedStore) -> Iterator[str]:
    theirs, ours = _at_central(database, who), here(opened.store)
    name = f"laptop {task.number}"
    for key in sorted(theirs.keys() | ours.keys()):
        if key not in ours:
            yield f"missing: {key[0]} on {name}"
        elif key not in theirs:
            yield f"left over: {key[0]} on {name}"
        elif theirs[key] != ours[key]:
            yield f"unlike: {key[0]} on {name}"
    with opened.store.read() as tx:
        for file in tx.find(Attachment):
            if not (file.held_at and opened.attachments.has(file.sha256)):
                yield f"missing: a file on {name}"


def _at_central(database: Database, who: Actor) -> Held:
    found: Held = {}
    with database.read() as tx:
        for scope, _ in access.readable(tx, who):
            after, more = 0, True
            while more:
                page = feed.page(tx, scope, after, 1000)
                after, more = page.next, page.more
                for row in page.rows:
                    if row.fields is not None:
                        found[row.kind, row.id] = (row.rev, row.fields)
    return found


def _heads(database: Database) -> list[dict[str, int]]:
    """For each device the scopes that it is to have, and how far."""
    with database.read() as tx:
        return [dict(access.readable(tx, who)) for who in _actors(tx)]


def _actors(tx: sa.Connection) -> list[Actor]:
    """The users, in the order they were made."""
    users = sa.text("SELECT id FROM record WHERE kind = 'user' ORDER BY id")
    day = devices.today()
    return [Actor(str(id), Role.CASEWORKER, "", day) for id in tx.scalars(users)]


def _said(task: Task) -> dict[str, Any]:
    if not task.state.exists():
        return {}
    found: dict[str, Any] = json.loads(task.state.read_text(encoding="utf-8"))
    return found
