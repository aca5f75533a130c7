"""Fill a store with a synthetic caseload, for demonstrations, tests and figures.

Everything goes through the store like real work: encrypted, searchable, queued for the central,
and every note sealed, chained and signed.
"""

import calendar
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from jobassist.ids import new_id
from jobassist.ports.clock import DENMARK, danish_day
from jobassist.ports.store import SyncWriter, Writer
from jobassist.ports.stored import Incoming
from jobassist.records import (
    Case,
    CaseAssignment,
    CaseRole,
    ContactChannel,
    ContactTalk,
    Note,
    Record,
    TalkKind,
    TalkState,
    User,
    kind_of,
)
from jobassist.records.plain import to_plain
from jobassist.services import synthetic
from jobassist.services.form_law import TEST_PERSONS
from jobassist.services.notes import seal_into
from jobassist.session import Session

_ORGANISATION = "organisation"
_COLLEAGUES = 12
_CASES_A_TRANSACTION = 50
_OPENED_WITHIN_DAYS = 700
_WORKING_HOURS = (8, 15)
_EXTRA_ROLES = (CaseRole.CASEWORKER, CaseRole.COMPANY_CONSULTANT, CaseRole.MENTOR_COORDINATOR)
_FEW, _MANY = (1, 2), (3, 5)  # colleagues on a case beside its coordinator
_MANY_SHARE = 0.1
_RECENT_DAYS = 200  # in which talks still count for a deadline
_TODAY = (  # the talks of the first cases
    (time(9, 30), ContactChannel.PHONE),
    (time(11, 0), ContactChannel.IN_PERSON),
    (time(13, 15), ContactChannel.VIDEO),
)


@dataclass(frozen=True, slots=True)
class _Plan:
    rng: random.Random
    notes: int  # for each case
    team: list[User]
    invented: bool  # the team is known to no central


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
    with session.store.sync() as tx:
        plan = _plan(tx, session.user, rng, notes)
        tx.set_setting(TEST_PERSONS, "1")  # their CPR numbers are replacements
        first_number = tx.count(Case) + 1
    for start in range(0, cases, _CASES_A_TRANSACTION):
        with session.store.sync() as tx:
            for index in range(start, min(start + _CASES_A_TRANSACTION, cases)):
                number = f"{today.year}-{first_number + index:05d}"
                _case(session, tx, plan, number, index)
                on_progress((index + 1) / cases)
    return Seeded(cases, cases * notes)


def _plan(tx: SyncWriter, own: User, rng: random.Random, notes: int) -> _Plan:
    """The colleagues the central told of; invented ones in a store that knows no central.

    Users are the central's to make. Invented ones, and their part in the cases, are therefore
    taken in as the organisation's rows are: they are shown here and never sent.
    """
    others = [user for user in tx.find(User) if user.id != own.id]
    real = [user for user in others if user.rev]
    if real or any(tx.scopes().values()):
        return _Plan(rng, notes, real, invented=False)
    if not others:
        others = synthetic.colleagues(rng, _COLLEAGUES)
        _take_in(tx, others)
    return _Plan(rng, notes, others, invented=True)


def _take_in(tx: SyncWriter, records: Sequence[Record]) -> None:
    rows = [Incoming(kind_of(r).name, r.id, 0, to_plain(r)) for r in records]
    tx.apply(_ORGANISATION, rows, tx.cursor(_ORGANISATION))


def _case(session: Session, tx: SyncWriter, plan: _Plan, number: str, index: int) -> None:
    rng, notes = plan.rng, plan.notes
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
    tx.put(_assignment(case, session.user, CaseRole.COORDINATOR))
    how_many = rng.randint(*(_MANY if rng.random() < _MANY_SHARE else _FEW))
    colleagues = rng.sample(plan.team, min(how_many, len(plan.team)))
    others = [_assignment(case, user, rng.choice(_EXTRA_ROLES)) for user in colleagues]
    if plan.invented:
        _take_in(tx, others)
    else:
        for assignment in others:
            tx.put(assignment)
    span = (today - opened).days
    days = sorted(rng.sample(range(span), notes)) if notes <= span else range(notes)
    for offset in days:
        note = _note(session, tx, rng, case, _working_day(opened + timedelta(days=offset)))
        if note.channel is not ContactChannel.NONE and span < _RECENT_DAYS:
            tx.put(_talk(case, note.occurred_at, note.channel, note))
    if index < len(_TODAY):
        at, channel = _TODAY[index]
        tx.put(_talk(case, datetime.combine(today, at, DENMARK), channel))


def _working_day(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - calendar.FRIDAY))


def _assignment(case: Case, user: User, role: CaseRole) -> CaseAssignment:
    return CaseAssignment(
        id=new_id(), case_id=case.id, user_id=user.id, role=role, from_day=case.opened_on
    )


def _talk(
    case: Case, at: datetime, channel: ContactChannel, note: Note | None = None
) -> ContactTalk:
    """A talk that was held and has its note; or one of today that is still to be held."""
    local = at.astimezone(DENMARK)
    return ContactTalk(
        id=new_id(),
        case_id=case.id,
        user_id=case.coordinator_id,
        kind=TalkKind.JOB,
        day=local.date(),
        starts_at=f"{local:%H:%M}",
        channel=channel,
        state=TalkState.HELD if note else TalkState.PLANNED,
        note_id=note.id if note else None,
        created_at=at.astimezone(UTC),
        created_by=case.coordinator_id,
    )


def _note(session: Session, tx: Writer, rng: random.Random, case: Case, day: date) -> Note:
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
    return note
