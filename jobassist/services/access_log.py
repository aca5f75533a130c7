"""Who used whose data: for the citizen, and for the officer who makes spot checks.

The store logs by itself (`jobassist.ports.store`); here the log is only read.
"""

import random
from dataclasses import dataclass
from datetime import datetime

from jobassist.ports.access import Access, AccessEntry
from jobassist.records import Citizen, User
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Use:
    """An access as the citizen may see it: when and what, never who."""

    at: datetime
    action: Access
    kind: str


@dataclass(frozen=True, slots=True)
class Logged:
    """An access as the officer sees it. `user` is the employee's name, or the id of one gone."""

    entry: AccessEntry
    user: str


def of_citizen(session: Session, citizen_id: str) -> list[Logged]:
    """Every access to the citizen's data, oldest first."""
    with session.store.read() as tx:
        return _with_names(tx.accesses(citizen_id=citizen_id), tx.find(User))


def extract_for_citizen(session: Session, citizen_id: str) -> list[Use]:
    """What the citizen may be given; it is logged as an extract.

    Raises: UserError `store.no_such_record`.
    """
    with session.store.read() as tx:
        entries = tx.accesses(citizen_id=citizen_id)
        tx.extracted(tx.get(Citizen, citizen_id))
    return [Use(e.at, e.touch.action, e.touch.kind) for e in entries]


def sample(
    session: Session,
    count: int = 20,
    *,
    action: Access | None = None,
    since: datetime | None = None,
    rng: random.Random | None = None,
) -> list[Logged]:
    """So many entries drawn at random from those that fit, oldest first: a spot check."""
    with session.store.read() as tx:
        fitting = tx.accesses(action=action, since=since)
        users = tx.find(User)
    chance = rng or random.SystemRandom()
    drawn = chance.sample(fitting, min(count, len(fitting)))
    return _with_names(sorted(drawn, key=lambda entry: entry.number), users)


def searches_for(session: Session, name: str) -> list[Logged]:
    """Searches by any beginning of a word of `name`, oldest first."""
    with session.store.read() as tx:
        return _with_names(tx.searches_for(name), tx.find(User))


def _with_names(entries: list[AccessEntry], users: list[User]) -> list[Logged]:
    names = {user.id: user.name for user in users}
    return [Logged(entry, names.get(entry.user_id, entry.user_id)) for entry in entries]
