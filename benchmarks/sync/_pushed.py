"""Operations as a device sends them, for the figures of the central."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from central import access, admin, devices, schema
from central.access import Actor
from central.database import Database
from central.push import take_in
from jobassist.ids import new_id
from jobassist.records import Role
from jobassist.sync.wire import Batch, Sent, canonical, digest

_AT = "2026-11-21T09:30:00.000Z"
_WORDS = "Borgeren ønsker virksomhedspraktik på et værksted og møder til samtalen som aftalt. " * 6


def sent(kind: str, record: str, base_rev: int, fields: dict[str, Any]) -> Sent:
    """One operation with an id of its own."""
    id = new_id()
    whole = {"id": id, "seq": 1, "kind": kind, "record": record, "base_rev": base_rev}
    payload = canonical({**whole, "fields": fields})
    return Sent(id=id, hash=digest(payload), payload=payload)


def note(case: str, author: str) -> Sent:
    """A new draft of 500 characters."""
    said = {"case_id": case, "author_id": author, "created_at": _AT, "occurred_at": _AT}
    return sent("note", new_id(), 0, {**said, "text": _WORDS})


@dataclass(frozen=True, slots=True)
class Place:
    """A central with cases of one coordinator's."""

    database: Database
    who: Actor
    cases: tuple[str, ...]


def begin(database: Database, url: str, cases: int) -> Place:
    """A coordinator and so many cases."""
    with database.write() as tx:  # as one that has served: its epoch is known
        tx.execute(sa.insert(schema.meta), {"key": "epoch", "value": new_id()})
    user = admin.user_add(url, "Mette Holm")["user"]
    who = Actor(user, Role.CASEWORKER, new_id(), devices.today())
    made = []
    for number in range(cases):
        citizen, case = new_id(), new_id()
        about = {"cpr": f"7101{number:06d}", "given_name": "Borger", "family_name": str(number)}
        its = {"number": f"S-{number}", "citizen_id": citizen, "coordinator_id": user}
        operations = (
            sent("citizen", citizen, 0, about),
            sent("case", case, 0, {**its, "opened_on": "2026-09-01"}),
        )
        answers = take_in(database, who, Batch(operations=operations))
        assert {answer.outcome for answer in answers} == {"applied"}
        made.append(case)
    return Place(database, who, tuple(made))


def may_read(tx: sa.Connection, case: str, user: str) -> None:
    """Let a user see a case."""
    days = {"from_day": access.EVER, "to_day": access.NEVER, "role": "caseworker"}
    row = {"source_id": new_id(), "case_id": case, "user_id": user}
    tx.execute(sa.insert(schema.access), {**row, **days})
