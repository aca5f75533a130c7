"""What is known of a citizen and a workplace, by the names that forms' fields ask for (`fra:`)."""

from collections import Counter
from typing import Any

from jobassist.ports.clock import danish_day
from jobassist.records import Case, Citizen, CompanyContact, ProductionUnit, Sector, SupportMeasure
from jobassist.services.companies import unit_id
from jobassist.services.company_card import CompanyCard, open_card
from jobassist.session import Session

_SECTORS = {Sector.PRIVATE: "privat", Sector.PUBLIC: "offentlig"}
_REP_ROLES = {
    "tillidsrepræsentant": "tillidsrepraesentant",
    "medarbejderrepræsentant": "medarbejderrepraesentant",
}
_HUNDRED = 100


def facts_for(session: Session, case_id: str = "", p_number: str = "") -> dict[str, Any]:
    """What is known, by source (`jobassist.forms.sources`); what is not known is left out."""
    facts: dict[str, Any] = {"today": danish_day(session.clock.now()).isoformat()}
    facts["municipality.insurance"] = session.settings["insurance_text"]
    if case_id:
        with session.store.read() as tx:
            citizen = tx.get(Citizen, tx.get(Case, case_id).citizen_id)
        facts |= _of_citizen(citizen)
    if p_number:
        facts["company.p_number"] = p_number
        with session.store.read() as tx:
            known = tx.count(ProductionUnit, id=unit_id(p_number))
        if known:
            facts |= _of_company(open_card(session, unit_id(p_number)))
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _of_citizen(citizen: Citizen) -> dict[str, Any]:
    return {
        "citizen.cpr": citizen.cpr,
        "citizen.name": citizen.name,
        "citizen.benefit": citizen.benefit,
        "citizen.target_group": citizen.target_group,
    }


def _of_company(card: CompanyCard) -> dict[str, Any]:
    unit, company = card.unit, card.company
    counts = Counter(place.measure for place in card.places)
    full_time = unit.full_time_hundredths
    town = " ".join(part for part in (unit.postcode, unit.town) if part)
    facts: dict[str, Any] = {
        "company.cvr": unit.cvr,
        "company.name": unit.name,
        "company.address": ", ".join(part for part in (unit.address, town) if part),
        "company.sector": _SECTORS[company.sector] if company else None,
        "company.employees": unit.ordinary_employees,
        "company.full_time": None if full_time is None else full_time / _HUNDRED,
        "company.in_internship": counts[SupportMeasure.INTERNSHIP],
        "company.in_wage_subsidy": counts[SupportMeasure.WAGE_SUBSIDY],
        "company.in_utility_job": counts[SupportMeasure.UTILITY_JOB],
        "company.supported": counts.total(),
    }
    facts |= _of_contact("contact", card.contacts[0] if card.contacts else None)
    rep = card.employee_reps[0] if card.employee_reps else None
    facts |= _of_contact("rep", rep)
    facts["company.rep_role"] = _REP_ROLES.get(rep.role.casefold()) if rep else None
    return facts


def _of_contact(name: str, contact: CompanyContact | None) -> dict[str, Any]:
    if contact is None:
        return {}
    return {
        f"company.{name}_name": contact.name,
        f"company.{name}_email": contact.email,
        f"company.{name}_phone": contact.phone,
    }
