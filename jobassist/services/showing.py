"""What a company may see of a candidate.

`ShownCandidate` is made for the screen that is turned towards the company. It has no field for a
CPR number, an address, a benefit, health or another case, and nothing in it leads to one.
"""

from dataclasses import dataclass, field
from datetime import date

from jobassist.errors import PolicyDenied
from jobassist.ports.clock import danish_day
from jobassist.records import CandidateProfile, ProductionUnit
from jobassist.services import places
from jobassist.services.candidates import name_of
from jobassist.services.consents import named_to
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """A candidate as a company sees them. `name` only with the citizen's consent to this company.

    Hours are minutes a week; `km` is to this workplace as the crow flies, None when not known.
    """

    label: str
    job_titles: tuple[str, ...]
    skills: tuple[str, ...]
    licences: tuple[str, ...]
    languages: tuple[str, ...]
    least_minutes: int
    most_minutes: int
    presentation: str
    km: int | None
    ready_on: date | None
    name: str | None = field(default=None)


def to_company(session: Session, profile_id: str, unit_id: str) -> ShownCandidate:
    """The candidate as this workplace may see them today.

    Raises: PolicyDenied `candidate.resting` for one who is not to be found now.
    """
    day = danish_day(session.clock.now())
    with session.store.read() as tx:
        profile = tx.get(CandidateProfile, profile_id)
        unit = tx.get(ProductionUnit, unit_id)
        if profile.state != "active":
            raise PolicyDenied("candidate.resting")
        is_named = profile.id in named_to(tx, unit, day)
        name = name_of(tx, profile) if is_named else None
    return ShownCandidate(
        label=profile.label,
        job_titles=profile.job_titles,
        skills=profile.skills,
        licences=profile.licences,
        languages=profile.languages,
        least_minutes=profile.least_minutes,
        most_minutes=profile.most_minutes,
        presentation=profile.presentation,
        km=places.km_between(places.of_unit(unit), places.of_postcode(profile.postcode)),
        ready_on=profile.ready_on,
        name=name,
    )
