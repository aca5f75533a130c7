"""Who a letter is from and to: the office, the citizen at home, or a workplace."""

from dataclasses import dataclass

from jobassist.ports.store import Reader
from jobassist.records import Case, Citizen, CompanyContact, Form, ProductionUnit
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Address:
    """Name and address, one a line; `cvr` is a company's number and empty for the citizen."""

    lines: str
    cvr: str = ""


def recipients(session: Session, case_id: str) -> list[Address]:
    """Who a letter of the case may be to: the citizen, and the workplaces of the case's forms."""
    with session.store.read() as tx:
        numbers = {form.p_number for form in tx.find(Form, case_id=case_id) if form.p_number}
        units = [unit for number in numbers for unit in tx.find(ProductionUnit, p_number=number)]
        works = [workplace(tx, unit) for unit in units]
        return [home(tx, case_id), *sorted(works, key=lambda work: work.lines)]


def home(tx: Reader, case_id: str) -> Address:
    """The case's citizen; an address under protection is not written."""
    citizen = tx.get(Citizen, tx.get(Case, case_id).citizen_id)
    address = "" if citizen.protected_address else citizen.address
    return Address("\n".join(line for line in (citizen.name, *address.split(", ")) if line))


def workplace(tx: Reader, unit: ProductionUnit) -> Address:
    """A company at one of its workplaces, for the attention of the contact there."""
    contacts = [one for one in tx.find(CompanyContact, unit_id=unit.id) if one.left_on is None]
    attention = f"Att. {contacts[0].name}" if contacts else ""
    town = f"{unit.postcode} {unit.town}".strip()
    lines = (unit.name, attention, unit.address, town)
    return Address("\n".join(line for line in lines if line), unit.cvr)


def sender(session: Session) -> str:
    """The municipality, the office and the employee, one a line."""
    user, settings = session.user, session.settings
    told = (
        str(settings["municipality_name"]),
        user.org_unit or str(settings["office_name"]),
        user.name,
        user.phone,
        user.email,
    )
    return "\n".join(line for line in told if line)
