"""Candidate profiles (kandidatprofiler): what a citizen can and wants, without who it is.

A profile travels to everyone who looks for candidates. It names its case by an id that leads to a
person only on a device whose user may see that case.
"""

from datetime import date
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


class ProfileState(StrEnum):
    """Whether the candidate may be found."""

    ACTIVE = "active"
    RESTING = "resting"


@record(
    "candidate_profile",
    scope=Scope.CANDIDATES,
    case_field="case_id",
    search=("job_titles", "skills"),
)
class CandidateProfile(Record):
    """One citizen as a candidate. `label` is the pseudonym that people say ("K-4711").

    Times are minutes a week, distances kilometres from `postcode`, which is an area and never an
    address. `considerations` (skånehensyn) are health data: for colleagues, never for a company.
    """

    case_id: str = ref("case")
    contact_id: str = ref("user", Merge.FIELD)  # the colleague to ask about the candidate
    label: str = field(Merge.FIXED)
    job_titles: tuple[str, ...] = field(Merge.SET, personal=True, default=())
    skills: tuple[str, ...] = field(Merge.SET, personal=True, default=())
    licences: tuple[str, ...] = field(Merge.SET, personal=True, default=())
    languages: tuple[str, ...] = field(Merge.SET, personal=True, default=())
    least_minutes: int = field(personal=True, default=0)
    most_minutes: int = field(personal=True, default=37 * 60)
    postcode: str = field(personal=True, default="")
    most_km: int = field(personal=True, default=30)
    considerations: tuple[str, ...] = field(Merge.SET, personal=True, default=())
    presentation: str = field(Merge.LINES, personal=True, default="")
    ready_on: date | None = field(personal=True, default=None)
    since: date = field()
    state: ProfileState = field(default=ProfileState.ACTIVE)


@record("candidate_consent", scope=Scope.CANDIDATES, case_field="case_id")
class CandidateConsent(Record):
    """The citizen's consent to be named: to one company, or to all of one trade.

    Exactly one of `company_id` and `trade` (the beginning of a branch code) says to whom. It holds
    from `given_on` until `to_day` (None: until withdrawn) or `withdrawn_on`, whichever is first.
    """

    case_id: str = ref("case")
    profile_id: str = ref("candidate_profile")
    company_id: str | None = ref("company", default=None)
    trade: str = field(Merge.FIXED, default="")
    how: str = field(Merge.FIXED, default="")  # "telefon", "møde", …
    given_on: date = field(Merge.FIXED)
    recorded_by: str = ref("user")
    to_day: date | None = field(default=None)
    withdrawn_on: date | None = field(default=None)

    def holds(self, day: date) -> bool:
        """Whether it may be relied on that day."""
        withdrawn = self.withdrawn_on is not None and day >= self.withdrawn_on
        ended = self.to_day is not None and day > self.to_day
        return self.given_on <= day and not withdrawn and not ended
