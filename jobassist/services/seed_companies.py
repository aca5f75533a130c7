"""Fill a store with synthetic companies, visits, and a candidate profile for most cases.

As with the cases, nobody used anybody's data: the access log says nothing of it.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta

from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Writer
from jobassist.records import (
    CandidateProfile,
    Case,
    CompanyAgreement,
    CompanyVisit,
    ProductionUnit,
)
from jobassist.services import synthetic_companies as synthetic
from jobassist.session import Session

_A_TRANSACTION = 200
_CANDIDATE_SHARE = 0.9
_VISITED_SHARE = 0.6  # 1,500 visits a year at 2,500 workplaces
_AGREED_SHARE = 0.1


def seed_companies(
    session: Session,
    *,
    units: int,
    seed: int,
    on_progress: Callable[[float], None] = lambda _share: None,
) -> int:
    """Make at least `units` workplaces; returns how many. Names and numbers follow from `seed`."""
    rng = random.Random(seed)
    today = danish_day(session.clock.now())
    made, numbers = 0, set[str]()
    while made < units:
        with session.store.sync() as tx:
            goal = min(units, made + _A_TRANSACTION)
            while made < goal:
                company, workplaces = synthetic.company(rng, numbers, today)
                tx.put(company)
                for one in workplaces:
                    for record in (one.unit, *one.contacts, *one.places):
                        tx.put(record)
                    _history(session, tx, rng, one.unit, today)
                made += len(workplaces)
        on_progress(min(1.0, made / units))
    return made


def seed_candidates(session: Session, *, seed: int) -> int:
    """A profile for most of the cases that have none; returns how many were made."""
    rng = random.Random(seed)
    today = danish_day(session.clock.now())
    with session.store.sync() as tx:
        have = {profile.case_id for profile in tx.search_profiles()}
        lacking = [case.id for case in tx.find(Case) if case.id not in have]
        labels = {profile.label for profile in tx.search_profiles()}
    profiles = []
    for case_id in lacking:
        profile = synthetic.candidate(rng, case_id, session.user.id, today)
        if rng.random() < _CANDIDATE_SHARE and profile.label not in labels:
            labels.add(profile.label)
            profiles.append(profile)
    for start in range(0, len(profiles), _A_TRANSACTION):
        _put(session, profiles[start : start + _A_TRANSACTION])
    return len(profiles)


def _put(session: Session, profiles: list[CandidateProfile]) -> None:
    with session.store.sync() as tx:
        for profile in profiles:
            tx.put(profile)


def _history(
    session: Session, tx: Writer, rng: random.Random, unit: ProductionUnit, today: date
) -> None:
    data = synthetic.words()
    if rng.random() < _VISITED_SHARE:
        days = rng.randint(1, 365)
        ahead = today + timedelta(days=rng.randint(1, 60)) if rng.random() < 1 / 3 else None
        tx.put(
            CompanyVisit(
                id=new_id(),
                unit_id=unit.id,
                company_id=unit.company_id,
                user_id=session.user.id,
                held_at=session.clock.now() - timedelta(days=days),
                labour_need=rng.choice(data["needs"]),
                options_offered=tuple(sorted(rng.sample(data["options"], 2))),
                next_contact_on=ahead,
            )
        )
    if rng.random() < _AGREED_SHARE:
        tx.put(
            CompanyAgreement(
                id=new_id(),
                company_id=unit.company_id,
                unit_id=unit.id,
                user_id=session.user.id,
                title=rng.choice(data["agreements"]),
                from_day=today - timedelta(days=rng.randint(1, 300)),
            )
        )
