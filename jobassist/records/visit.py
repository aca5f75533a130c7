"""Company visits (virksomhedsbesøg) and job orders (jobordrer)."""

from datetime import date, datetime
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


@record("company_visit", scope=Scope.COMPANIES, author="user_id")
class CompanyVisit(Record):
    """A visit to a P-number by a colleague, as everyone who works with the company may read it.

    No citizen is named: `candidates_shown` holds the ids of pseudonymous profiles. `employees` is
    what was told of the headcount. Photos and scans are `CompanyAttachment`s.
    """

    unit_id: str = ref("production_unit")
    company_id: str = ref("company")
    user_id: str = ref("user")
    held_at: datetime = field()
    participants: str = field(default="")
    labour_need: str = field(Merge.LINES, default="")
    options_offered: tuple[str, ...] = field(Merge.SET, default=())
    agreements: str = field(Merge.LINES, default="")
    employees: int | None = field(default=None)
    candidates_shown: tuple[str, ...] = field(Merge.SET, default=())
    next_contact_on: date | None = field(default=None)
    next_contact: str = field(default="")


class OrderState(StrEnum):
    """Whether a job order still looks for somebody."""

    OPEN = "open"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"


@record("job_order", scope=Scope.COMPANIES)
class JobOrder(Record):
    """A company's wish for labour: what, how many, when, and what it takes."""

    unit_id: str = ref("production_unit")
    company_id: str = ref("company")
    visit_id: str | None = ref("company_visit", default=None)
    user_id: str = ref("user")
    created_at: datetime = field(Merge.FIXED)
    job_title: str = field()
    count: int = field(default=1)
    start_on: date | None = field(default=None)
    weekly_minutes: int | None = field(default=None)
    skills: tuple[str, ...] = field(Merge.SET, default=())
    licences: tuple[str, ...] = field(Merge.SET, default=())
    remarks: str = field(Merge.LINES, default="")
    state: OrderState = field(default=OrderState.OPEN)
