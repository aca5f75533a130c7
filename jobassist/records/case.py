"""Cases, and who works on them."""

from datetime import date
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


class CaseState(StrEnum):
    """Whether the case is being worked on."""

    OPEN = "open"
    CLOSED = "closed"


@record("case", scope=Scope.CASE, case_field="id", search=("number",))
class Case(Record):
    """One citizen's case. Any number of employees follow it by `CaseAssignment`."""

    number: str = field(Merge.FIXED, partner=True)
    citizen_id: str = ref("citizen", partner=True)
    coordinator_id: str = ref("user", Merge.FIELD, partner=True)
    state: CaseState = field(partner=True, default=CaseState.OPEN)
    opened_on: date = field(Merge.FIXED, partner=True)
    first_contact_on: date | None = field(default=None)
    org_unit: str = field(default="")
    title: str = field(personal=True, default="")
    closed_on: date | None = field(default=None)


class CaseRole(StrEnum):
    """What an employee or partner is to a case (DESIGN, Sync: scopes)."""

    COORDINATOR = "coordinator"
    CASEWORKER = "caseworker"
    COMPANY_CONSULTANT = "company_consultant"
    MENTOR_COORDINATOR = "mentor_coordinator"
    PARTNER = "partner"
    READER = "reader"


@record("case_assignment", scope=Scope.CASE, case_field="case_id")
class CaseAssignment(Record):
    """One employee's part in a case, from a day to a day (None: until further notice)."""

    case_id: str = ref("case", partner=True)
    user_id: str = ref("user", partner=True)
    role: CaseRole = field(partner=True)
    from_day: date = field(Merge.FIXED, partner=True)
    to_day: date | None = field(partner=True, default=None)
