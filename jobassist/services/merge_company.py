"""Merge values from the company: the workplace that the case's latest form is about.

Whoever writes may name another by `virksomhed.pnummer`.
"""

from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import CompanyContact, CompanyVisit, Form, ProductionUnit, SupportPlace
from jobassist.services.merge_asked import Asked, day


def company(asked: Asked) -> dict[str, str]:
    """The workplace, who to talk to there, and the latest visit."""
    unit = _unit(asked)
    if unit is None:
        return {}
    contacts = _contacts(asked.tx, unit)
    counted = unit.ordinary_employees
    places = asked.tx.find(SupportPlace, unit_id=unit.id)
    held = [one for one in places if one.from_day <= asked.event <= (one.to_day or asked.event)]
    visits = asked.tx.find(CompanyVisit, unit_id=unit.id, order="-held_at", limit=1)
    return {
        "virksomhed.navn": unit.name,
        "virksomhed.cvr": unit.cvr,
        "virksomhed.pnummer": unit.p_number,
        "virksomhed.adresse": address(unit),
        "virksomhed.branche": unit.branch,
        "virksomhed.telefon": unit.phone,
        "virksomhed.email": unit.email,
        "virksomhed.antal_ordinaere": "" if counted is None else str(counted),
        "virksomhed.antal_stoettede": str(len(held)),
        "virksomhed.kontaktperson": _first(contacts, is_rep=False),
        "virksomhed.medarbejderrep": _first(contacts, is_rep=True),
        "besoeg.dato": day(danish_day(visits[0].held_at)) if visits else "",
    }


def address(unit: ProductionUnit) -> str:
    """Street, postcode and town in one line."""
    town = f"{unit.postcode} {unit.town}".strip()
    return ", ".join(part for part in (unit.address, town) if part)


def _unit(asked: Asked) -> ProductionUnit | None:
    number = asked.given.get("virksomhed.pnummer", "")
    if not number:
        forms = asked.tx.find(Form, case_id=asked.case.id, order="-created_at")
        number = next((form.p_number for form in forms if form.p_number), "")
    found = asked.tx.find(ProductionUnit, p_number=number) if number else []
    return found[0] if found else None


def _contacts(tx: Reader, unit: ProductionUnit) -> list[CompanyContact]:
    """Those of the workplace before those of the whole company; nobody who has left."""
    known = tx.find(CompanyContact, company_id=unit.company_id)
    here = [one for one in known if one.left_on is None and one.unit_id in (None, unit.id)]
    return sorted(here, key=lambda one: one.unit_id is None)


def _first(contacts: list[CompanyContact], *, is_rep: bool) -> str:
    return next((one.name for one in contacts if one.is_employee_rep is is_rep), "")
