"""Companies (virksomheder), their production units, contacts, agreements, and who is placed there.

They belong to the company register, which everyone who works with companies has on the laptop.
Nothing here tells of a citizen: a support place counts somebody without saying who it is.
"""

from datetime import date
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref


class Sector(StrEnum):
    """Whether a company is private or public: rules of wage subsidy differ."""

    PRIVATE = "private"
    PUBLIC = "public"


@record("company", scope=Scope.COMPANIES, search=("name", "cvr"))
class Company(Record):
    """A company by its CVR number (eight digits)."""

    cvr: str = field(Merge.FIXED)
    name: str = field()
    sector: Sector = field(default=Sector.PRIVATE)
    branch_code: str = field(default="")  # DB07, as the register writes it
    branch: str = field(default="")
    phone: str = field(default="")
    email: str = field(default="")
    ended_on: date | None = field(default=None)


@record(
    "production_unit", scope=Scope.COMPANIES, search=("name", "p_number", "cvr", "town", "branch")
)
class ProductionUnit(Record):
    """A workplace (produktionsenhed) by its P-number (ten digits, no checksum: DOMAIN.md §2.1).

    `ordinary_employees` is the headcount and `full_time_hundredths` the full-time persons times
    100, both of ordinary employees as told on `counted_on`; which one the ratio rule uses is data.
    `easting` and `northing` are metres in ETRS89 / UTM zone 32, as Danish addresses have them.
    """

    p_number: str = field(Merge.FIXED)
    company_id: str = ref("company")
    cvr: str = field(Merge.FIXED)
    name: str = field()
    address: str = field(default="")
    postcode: str = field(default="")
    town: str = field(default="")
    branch_code: str = field(default="")
    branch: str = field(default="")
    phone: str = field(default="")
    email: str = field(default="")
    ordinary_employees: int | None = field(default=None)
    full_time_hundredths: int | None = field(default=None)
    counted_on: date | None = field(default=None)
    easting: int | None = field(default=None)
    northing: int | None = field(default=None)
    ended_on: date | None = field(default=None)


@record("company_contact", scope=Scope.COMPANIES)
class CompanyContact(Record):
    """Somebody to talk to at a company, in their official capacity."""

    company_id: str = ref("company")
    unit_id: str | None = ref("production_unit", Merge.FIELD, default=None)
    name: str = field()
    role: str = field(default="")
    phone: str = field(default="")
    email: str = field(default="")
    is_employee_rep: bool = field(default=False)
    left_on: date | None = field(default=None)


@record("company_agreement", scope=Scope.COMPANIES)
class CompanyAgreement(Record):
    """What the municipality and a company have agreed on, for how long."""

    company_id: str = ref("company")
    unit_id: str | None = ref("production_unit", Merge.FIELD, default=None)
    user_id: str = ref("user")
    title: str = field()
    text: str = field(Merge.LINES, default="")
    from_day: date = field()
    to_day: date | None = field(default=None)


class SupportMeasure(StrEnum):
    """The measures whose persons the ratio rule counts (DOMAIN.md §2.1, row 4)."""

    INTERNSHIP = "internship"
    WAGE_SUBSIDY = "wage_subsidy"
    UTILITY_JOB = "utility_job"


@record("support_place", scope=Scope.COMPANIES)
class SupportPlace(Record):
    """One person with support at a P-number, from a day to a day; never who it is.

    `form` is the id of the sealed form that placed the person, empty when the company told of it.
    """

    unit_id: str = ref("production_unit")
    measure: SupportMeasure = field()
    from_day: date = field()
    to_day: date | None = field(default=None)
    form: str = field(Merge.FIXED, default="")
    told_by: str = field(default="")
