"""Employees: those who work on cases."""

from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record


class Role(StrEnum):
    """What an employee may do in the organisation (DOMAIN glossary, Core)."""

    CASEWORKER = "caseworker"
    COMPANY_CONSULTANT = "company_consultant"
    READER = "reader"
    LIBRARIAN = "librarian"
    IT_SUPPORT = "it_support"


@record("user", scope=Scope.ORGANISATION)
class User(Record):
    """An employee. Names of employees are official, not the citizens' personal data."""

    name: str = field(Merge.CENTRAL)
    role: Role = field(Merge.CENTRAL, default=Role.CASEWORKER)
    org_unit: str = field(Merge.CENTRAL, default="")
    phone: str = field(Merge.CENTRAL, default="")
    email: str = field(Merge.CENTRAL, default="")
