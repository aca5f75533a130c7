"""What a workplace asks for against what a candidate has: one plain reason for each, no score.

A reason says what was asked, what the candidate has, and whether that fits. `Fit.UNKNOWN` is never
held against anybody.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

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
    return tuple(each(wanted, profile))


def each(wanted: Wanted, profile: CandidateProfile) -> Iterator[Reason]:
    """The same one by one: whoever has heard enough stops."""
    for is_asked, find in _FINDERS:
        if is_asked(wanted):
            yield find(wanted, profile)


def lacks_a_must(wanted: Wanted, reason: Reason) -> bool:
    """Whether it excludes. Half the licences are not enough to drive; half a title may well be."""
    if reason.asked not in wanted.must:
        return False
    enough = (Fit.YES,) if reason.asked is Asked.LICENCES else _ORDER[:-1]
    return reason.fit not in enough


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


@lru_cache(maxsize=32_768)
def same(one: str, other: str) -> bool:
    """Whether two words or phrases mean the same as written: case, and one letter in long ones."""
    one, other = one.casefold().strip(), other.casefold().strip()
    if one == other or (len(one) >= _SHORTEST_TO_FORGIVE and other.startswith(one)):
        return True
    near = min(len(one), len(other)) > _SHORTEST_TO_FORGIVE
    return near and OSA.distance(one, other, score_cutoff=1) <= 1


def _title(wanted: Wanted, profile: CandidateProfile) -> Reason:
    title = wanted.title
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


def _hours(wanted: Wanted, profile: CandidateProfile) -> Reason:
    minutes = wanted.minutes or 0
    has = (str(profile.least_minutes), str(profile.most_minutes))
    fits = profile.least_minutes <= minutes <= profile.most_minutes
    return Reason(Asked.HOURS, Fit.YES if fits else Fit.NO, has)


def _considerations(wanted: Wanted, profile: CandidateProfile) -> Reason:
    offers = wanted.offers or ()
    if not profile.considerations:
        return Reason(Asked.CONSIDERATIONS, Fit.YES)
    met = tuple(o for o in profile.considerations if any(same(o, offer) for offer in offers))
    lacks = tuple(o for o in profile.considerations if o not in met)
    fit = Fit.YES if not lacks else Fit.PARTLY if met else Fit.NO
    return Reason(Asked.CONSIDERATIONS, fit, met, lacks)


def _start(wanted: Wanted, profile: CandidateProfile) -> Reason:
    start_on = wanted.start_on
    if start_on is None or profile.ready_on is None:
        return Reason(Asked.START, Fit.YES)
    fits = profile.ready_on <= start_on
    return Reason(Asked.START, Fit.YES if fits else Fit.NO, (profile.ready_on.isoformat(),))


def _distance(wanted: Wanted, profile: CandidateProfile) -> Reason:
    place = wanted.place
    km = places.km_between(place, places.of_postcode(profile.postcode))
    if km is None:
        return Reason(Asked.DISTANCE, Fit.UNKNOWN)
    fit = Fit.YES if km <= profile.most_km else Fit.NO
    return Reason(Asked.DISTANCE, fit, (str(km), str(profile.most_km)))


_FINDERS: tuple[
    tuple[Callable[[Wanted], bool], Callable[[Wanted, CandidateProfile], Reason]], ...
] = (
    (lambda w: bool(w.title), _title),
    (lambda w: bool(w.licences), lambda w, p: _each(Asked.LICENCES, w.licences, p.licences)),
    (lambda w: w.minutes is not None, _hours),
    (lambda w: w.offers is not None, _considerations),
    (lambda w: w.start_on is not None, _start),
    (lambda w: bool(w.skills), lambda w, p: _each(Asked.SKILLS, w.skills, p.skills)),
    (lambda w: w.place is not None, _distance),
)
"""What finds each reason, and whether it is asked; in the order of `Asked`."""
