"""Fill a store with a synthetic caseload, for demonstrations, tests and figures.

Everything goes through the store like real work: encrypted, searchable, queued for the central,
and every note sealed, chained and signed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from jobassist.ids import new_id
from jobassist.ports.clock import DENMARK, danish_day
from jobassist.ports.store import Writer
from jobassist.records import Case, CaseAssignment, CaseRole, ContactChannel, Note, User
from jobassist.services import synthetic
from jobassist.services.notes import seal_into
from jobassist.session import Session

_COLLEAGUES = 12
_CASES_A_TRANSACTION = 50
_OPENED_WITHIN_DAYS = 700
_WORKING_HOURS = (8, 15)
_EXTRA_ROLES = (CaseRole.CASEWORKER, CaseRole.COMPANY_CONSULTANT, CaseRole.MENTOR_COORDINATOR)
_FEW, _MANY = (1, 2), (3, 5)  # colleagues on a case beside its coordinator
_MANY_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was made."""

    cases: int
    notes: int


def seed(
    session: Session,
    *,
    cases: int,
    notes: int,
    seed: int,
    on_progress: Callable[[float], None] = lambda _share: None,
) -> Seeded:
    """Make `cases` cases with `notes` final notes each; the user coordinates them all.

    Names, numbers and texts follow from `seed` and the day; ids are always new. Each case has
    two to six assignments. 50 cases commit together, so a seed that is stopped leaves whole ones.
    """
    rng = random.Random(seed)
    today = danish_day(session.clock.now())
    team = _team(session, rng)
    with session.store.read() as tx:
        first_number = tx.count(Case) + 1
    for start in range(0, cases, _CASES_A_TRANSACTION):
        with session.store.write() as tx:
            for index in range(start, min(start + _CASES_A_TRANSACTION, cases)):
                number = f"{today.year}-{first_number + index:05d}"
                _case(session, tx, rng, team, number, notes)
                on_progress((index + 1) / cases)
    return Seeded(cases, cases * notes)


def _team(session: Session, rng: random.Random) -> list[User]:
    """The colleagues the store knows; invented ones only where no central decides who works here.

    On an enrolled device users come from the central alone, and a case may be assigned to those.
    """
    with session.store.read() as tx:
        known = [user for user in tx.find(User) if user.id != session.user.id]
    if known or session_is_enrolled(session):
        return known
    team = synthetic.colleagues(rng, _COLLEAGUES)
    with session.store.write() as tx:
        for user in team:
            tx.put(user)
    return team


def _case(
    session: Session, tx: Writer, rng: random.Random, team: list[User], number: str, notes: int
) -> None:
    today = danish_day(session.clock.now())
    opened = today - timedelta(days=rng.randint(notes + 1, _OPENED_WITHIN_DAYS + notes))
    citizen = synthetic.citizen(rng, today)
    case = Case(
        id=new_id(),
        number=number,
        citizen_id=citizen.id,
        coordinator_id=session.user.id,
        opened_on=opened,
        first_contact_on=opened,
        org_unit=session.user.org_unit,
        title=f"{citizen.benefit.capitalize()}: beskæftigelsesindsats",
    )
    tx.put(citizen)
    tx.put(case)
    own = (session.user, CaseRole.COORDINATOR)
    how_many = rng.randint(*(_MANY if rng.random() < _MANY_SHARE else _FEW))
    others = [(user, rng.choice(_EXTRA_ROLES)) for user in rng.sample(team, min(how_many, len(team)))]
    for user, role in (own, *others):
        tx.put(
            CaseAssignment(
                id=new_id(), case_id=case.id, user_id=user.id, role=role, from_day=opened
            )
        )
    span = (today - opened).days
    days = sorted(rng.sample(range(span), notes)) if notes <= span else range(notes)
    for offset in days:
        _note(session, tx, rng, case, opened + timedelta(days=offset))


def _note(session: Session, tx: Writer, rng: random.Random, case: Case, day: "date") -> None:
    hour, minute = rng.randint(*_WORKING_HOURS), rng.choice((0, 15, 30, 45))
    at = datetime.combine(day, time(hour, minute), DENMARK).astimezone(UTC)
    written = synthetic.note_text(rng, day, session.user.name)
    note = Note(
        id=new_id(),
        case_id=case.id,
        author_id=session.user.id,
        created_at=at,
        occurred_at=at,
        finalised_at=at,
        channel=rng.choice(tuple(ContactChannel)),
        text=written.text,
        phrases=(f"{written.phrase}@1",) if written.phrase else (),
    )
    seal_into(session, tx, note)
