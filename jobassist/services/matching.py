"""What a workplace asks for against what a candidate has: one plain reason for each, no score.

A reason says what was asked, what the candidate has, and whether that fits. `Fit.UNKNOWN` is never
held against anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import OSA

from jobassist.records import CandidateProfile
from jobassist.services import places
from jobassist.services.places import Place

_SHORTEST_TO_FORGIVE = 5


class Asked(StrEnum):
    """What one can ask for, in the order in which candidates are sorted by it."""

    TITLE = "title"
    LICENCES = "licences"
    HOURS = "hours"
    CONSIDERATIONS = "considerations"
    START = "start"
    SKILLS = "skills"
    DISTANCE = "distance"


class Fit(StrEnum):
    """Whether a candidate has what was asked for."""

    YES = "yes"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    NO = "no"


_ORDER = (Fit.YES, Fit.PARTLY, Fit.UNKNOWN, Fit.NO)


MUST = frozenset({Asked.TITLE, Asked.LICENCES, Asked.HOURS, Asked.DISTANCE})
"""What excludes a candidate who lacks it, unless one asks otherwise."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a workplace looks for; what is left out is not asked.

    `minutes` a week; `place` is where the work is; `offers` are the considerations (skånehensyn)
    the workplace can meet (None: nobody asked); `must` are the ones that exclude who lacks them.
    """

    title: str = ""
    skills: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    minutes: int | None = None
    place: Place | None = None
    start_on: date | None = None
    offers: tuple[str, ...] | None = None
    must: frozenset[Asked] = MUST


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was asked. `has` and `lacks` are the candidate's own words or numbers.

    Of `HOURS`, `has` is minutes from and to; of `DISTANCE`, kilometres to work and at most; of
    `START`, the day they are ready. `CONSIDERATIONS` are health data: never for a company.
    """

    asked: Asked
    fit: Fit
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def reasons(wanted: Wanted, profile: CandidateProfile) -> tuple[Reason, ...]:
    """A reason for everything that was asked, in the order of `Asked`."""
    made = []
    if wanted.title:
        made.append(_title(wanted.title, profile))
    if wanted.licences:
        made.append(_each(Asked.LICENCES, wanted.licences, profile.licences))
    if wanted.minutes is not None:
        made.append(_hours(wanted.minutes, profile))
    if wanted.offers is not None:
        made.append(_considerations(wanted.offers, profile))
    if wanted.start_on is not None:
        made.append(_start(wanted.start_on, profile))
    if wanted.skills:
        made.append(_each(Asked.SKILLS, wanted.skills, profile.skills))
    if wanted.place is not None:
        made.append(_distance(wanted.place, profile))
    return tuple(made)


def order(made: Sequence[Reason]) -> tuple[int, ...]:
    """What candidates are sorted by: each reason in turn, better fits first.

    Of two who lack skills, who lacks fewer comes first; of two who fit, who lives nearer.
    """
    keys: list[int] = []
    for reason in made:
        keys.append(_ORDER.index(reason.fit))
        if reason.asked in (Asked.SKILLS, Asked.LICENCES):
            keys.append(len(reason.lacks))
        if reason.asked is Asked.DISTANCE:
            keys.append(int(reason.has[0]) if reason.has else 1_000)
    return tuple(keys)


def same(one: str, other: str) -> bool:
    """Whether two words or phrases mean the same as written: case, and one letter in long ones."""
    one, other = one.casefold().strip(), other.casefold().strip()
    if one == other or (len(one) >= _SHORTEST_TO_FORGIVE and other.startswith(one)):
        return True
    near = min(len(one), len(other)) > _SHORTEST_TO_FORGIVE
    return near and OSA.distance(one, other, score_cutoff=1) <= 1


def _title(title: str, profile: CandidateProfile) -> Reason:
    exact = tuple(own for own in profile.job_titles if same(title, own))
    if exact:
        return Reason(Asked.TITLE, Fit.YES, exact)
    words = title.split()
    near = tuple(own for own in profile.job_titles if _share(words, own))
    skills = tuple(own for own in profile.skills if _share(words, own))
    if near or skills:
        return Reason(Asked.TITLE, Fit.PARTLY, near or skills)
    return Reason(Asked.TITLE, Fit.NO, profile.job_titles)


def _share(words: Sequence[str], own: str) -> bool:
    return any(same(word, part) for word in words for part in own.split())


def _each(asked: Asked, wanted: tuple[str, ...], own: tuple[str, ...]) -> Reason:
    has = tuple(one for one in wanted if any(same(one, other) for other in own))
    lacks = tuple(one for one in wanted if one not in has)
    fit = Fit.NO if not has else Fit.PARTLY if lacks else Fit.YES
    return Reason(asked, fit, has, lacks)


def _hours(minutes: int, profile: CandidateProfile) -> Reason:
    has = (str(profile.least_minutes), str(profile.most_minutes))
    fits = profile.least_minutes <= minutes <= profile.most_minutes
    return Reason(Asked.HOURS, Fit.YES if fits else Fit.NO, has)


def _considerations(offers: tuple[str, ...], profile: CandidateProfile) -> Reason:
    if not profile.considerations:
        return Reason(Asked.CONSIDERATIONS, Fit.YES)
    met = tuple(o for o in profile.considerations if any(same(o, offer) for offer in offers))
    lacks = tuple(o for o in profile.considerations if o not in met)
    fit = Fit.YES if not lacks else Fit.PARTLY if met else Fit.NO
    return Reason(Asked.CONSIDERATIONS, fit, met, lacks)


def _start(start_on: date, profile: CandidateProfile) -> Reason:
    if profile.ready_on is None:
        return Reason(Asked.START, Fit.YES)
    fits = profile.ready_on <= start_on
    return Reason(Asked.START, Fit.YES if fits else Fit.NO, (profile.ready_on.isoformat(),))


def _distance(place: Place, profile: CandidateProfile) -> Reason:
    km = places.km_between(place, places.of_postcode(profile.postcode))
    if km is None:
        return Reason(Asked.DISTANCE, Fit.UNKNOWN)
    fit = Fit.YES if km <= profile.most_km else Fit.NO
    return Reason(Asked.DISTANCE, fit, (str(km), str(profile.most_km)))
