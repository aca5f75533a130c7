"""Candidates (kandidater): found for a workplace in an order that is told; named by consent only.

`search` excludes who lacks what the workplace must have, and says how many each demand excluded, so
that one can ask for less; it sorts the rest by each demand in turn (`matching.Asked`), then by who
has waited longest. Every candidate comes with their reasons. There is no score.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import (
    CandidateProfile,
    Case,
    Citizen,
    JobOrder,
    ProductionUnit,
    ProfileState,
)
from jobassist.services import places
from jobassist.services.consents import named_to
from jobassist.services.matching import Asked, Reason, Wanted, each, lacks_a_must, order, reasons
from jobassist.session import Session

CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")
"""What may be a CPR number in a text that others than the case's people read."""
_LONGEST_WEEK = 37 * 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """One found candidate, for colleagues: `reasons` may hold health data.

    `name` is there only when the citizen has agreed to be named to this workplace and their case
    is on this laptop; `consent_id` says by which consent.
    """

    profile: CandidateProfile
    reasons: tuple[Reason, ...]
    name: str | None = None
    consent_id: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What was found: candidates in order, how they are sorted, and whom each demand excluded."""

    candidates: tuple[Candidate, ...]
    total: int  # how many fit, also those beyond the limit
    sorted_by: tuple[Asked, ...]
    excluded: dict[Asked, int]


def search(
    session: Session, wanted: Wanted, *, unit_id: str | None = None, limit: int = 50
) -> Search:
    """Candidates for a workplace. With `unit_id` distance and consent are that workplace's.

    Everyone is gone through: 3,000 take some tens of milliseconds. The search is logged, once.
    """
    day = danish_day(session.clock.now())
    with session.store.read() as tx:
        unit = tx.get(ProductionUnit, unit_id) if unit_id else None
        if unit and wanted.place is None:
            wanted = replace(wanted, place=places.of_unit(unit))
        excluded: Counter[Asked] = Counter()
        fitting: list[tuple[tuple[int, ...], date, str, CandidateProfile, tuple[Reason, ...]]] = []
        for profile in tx.search_profiles():
            made: list[Reason] = []
            for reason in each(wanted, profile):
                if lacks_a_must(wanted, reason):
                    excluded[reason.asked] += 1
                    break
                made.append(reason)
            else:
                key = (order(made), profile.since, profile.label)
                fitting.append((*key, profile, tuple(made)))
        fitting.sort(key=lambda one: one[:3])
        agreed = named_to(tx, unit, day) if unit else {}
        found = []
        for *_, profile, told in fitting[:limit]:
            consent = agreed.get(profile.id)
            name = name_of(tx, profile) if consent else None
            found.append(Candidate(profile, told, name, consent.id if consent else None))
    asked = tuple(reason.asked for reason in reasons(wanted, _NOBODY))
    return Search(tuple(found), len(fitting), asked, dict(excluded))


def wanted_by(order_: JobOrder) -> Wanted:
    """What a job order asks for, to search by."""
    return Wanted(
        title=order_.job_title,
        skills=order_.skills,
        licences=order_.licences,
        minutes=order_.weekly_minutes,
        start_on=order_.start_on,
    )


def make_profile(session: Session, case_id: str, **told: Any) -> CandidateProfile:
    """A profile of a case's citizen, active at once. `told` are fields of `CandidateProfile`.

    Raises: UserError `candidate.has_profile`, and what `save_profile` raises.
    """
    today = danish_day(session.clock.now())
    with session.store.write() as tx:
        case = tx.get(Case, case_id)
        if tx.count(CandidateProfile, case_id=case_id):
            raise UserError("candidate.has_profile")
        profile = CandidateProfile(
            id=new_id(),
            case_id=case.id,
            contact_id=session.user.id,
            label=new_label(tx),
            **{"since": today, **told},
        )
        _check(profile)
        tx.put(profile)
    return profile


def save_profile(session: Session, profile_id: str, **changes: Any) -> CandidateProfile:
    """Change a profile.

    Raises: UserError `candidate.hours`, `candidate.cpr` for a CPR number in what is shown.
    """
    with session.store.write() as tx:
        profile = replace(tx.get(CandidateProfile, profile_id), **changes)
        _check(profile)
        tx.put(profile)
    return profile


def find_profile(session: Session, name: str) -> CandidateProfile:
    """The profile with this id or label. Raises: UserError `candidate.none`."""
    with session.store.read() as tx:
        found = tx.find(CandidateProfile, id=name) or tx.find(CandidateProfile, label=name.upper())
    if not found:
        raise UserError("candidate.none")
    return found[0]


def new_label(tx: Reader) -> str:
    """A pseudonym nobody has yet. Chance decides, so that it tells neither age nor order."""
    while True:
        label = f"K-{int(new_id().replace('-', '')[-8:], 16) % 900_000 + 100_000}"
        if not tx.count(CandidateProfile, label=label):
            return label


def name_of(tx: Reader, profile: CandidateProfile) -> str | None:
    """Whose profile it is; None when the case is not on this laptop."""
    cases = tx.find(Case, id=profile.case_id, limit=1)
    people = tx.find(Citizen, id=cases[0].citizen_id, limit=1) if cases else []
    return people[0].name if people else None


def _check(profile: CandidateProfile) -> None:
    shown = (profile.presentation, *profile.job_titles, *profile.skills, *profile.licences)
    if any(CPR.search(text) for text in shown):
        raise UserError("candidate.cpr")
    if not 0 <= profile.least_minutes <= profile.most_minutes <= _LONGEST_WEEK:
        raise UserError("candidate.hours")


_NOBODY = CandidateProfile(
    id="", case_id="", contact_id="", label="", since=date.min, state=ProfileState.RESTING
)
