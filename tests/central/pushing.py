"""Operations as a device would send them."""

from itertools import count
from typing import Any

from central import devices
from central.access import Actor
from central.database import Database
from central.push import take_in
from jobassist.ids import new_id
from jobassist.records import Role
from jobassist.sync.wire import Answer, Batch, Sent, canonical, digest


def sent(kind: str, record: str, base_rev: int = 0, /, **fields: Any) -> Sent:
    """One operation, with an id of its own."""
    id = new_id()
    whole = {"id": id, "seq": 1, "kind": kind, "record": record, "base_rev": base_rev}
    return signed_off(id, canonical({**whole, "fields": fields}))


def signed_off(id: str, payload: str) -> Sent:
    return Sent(id=id, hash=digest(payload), payload=payload)


def actor(user_id: str, role: Role = Role.CASEWORKER, device: str | None = None) -> Actor:
    """Someone by a device, today."""
    return Actor(user_id, role, device or new_id(), devices.today())


def push(database: Database, who: Actor, *operations: Sent) -> list[Answer]:
    return take_in(database, who, Batch(operations=operations))


def outcome(database: Database, who: Actor, operation: Sent) -> str:
    """The answer in a word: the outcome, or why it was quarantined."""
    (answer,) = push(database, who, operation)
    return answer.code or answer.outcome


_cprs = (f"7101{number:06d}" for number in count(100000))  # a citizen has one of their own
CITIZEN = {"cpr": "7101905678", "given_name": "Anders", "family_name": "Østergaard"}


def a_case(database: Database, who: Actor) -> tuple[str, str]:
    """A citizen and a case of theirs, coordinated by `who`: the case's id and the citizen's."""
    citizen, case = new_id(), new_id()
    made = push(
        database,
        who,
        sent("citizen", citizen, **{**CITIZEN, "cpr": next(_cprs)}),
        sent("case", case, **case_fields(citizen, who.user_id)),
    )
    assert [answer.outcome for answer in made] == ["applied", "applied"]
    return case, citizen


def case_fields(citizen: str, coordinator: str) -> dict[str, Any]:
    return {
        "number": "S-1",
        "citizen_id": citizen,
        "coordinator_id": coordinator,
        "opened_on": "2026-09-01",
    }


def note_fields(case: str, author: str, text: str = "Talt med borger.") -> dict[str, Any]:
    at = "2026-11-21T09:30:00.000Z"
    return {
        "case_id": case,
        "author_id": author,
        "created_at": at,
        "occurred_at": at,
        "text": text,
    }
