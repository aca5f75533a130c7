"""A workplace as its card shows it: whom to talk to, what was agreed, what colleagues did there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import (
    Company,
    CompanyAgreement,
    CompanyAttachment,
    CompanyContact,
    CompanyVisit,
    JobOrder,
    OrderState,
    ProductionUnit,
    SupportMeasure,
    SupportPlace,
    User,
)
from jobassist.services.form_definitions import rulesets
from jobassist.services.free_places import FreePlaces, free_places
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit, who was there for us, and how many photos and scans it has."""

    visit: CompanyVisit
    colleague: str
    attachments: int


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """Everything of one workplace, as of a day. It holds nothing of any citizen.

    `visits` are all colleagues', latest first; `next_contact_on` is the next day somebody
    promised to be in touch; `places` are those with support there now.
    """

    day: date
    unit: ProductionUnit
    company: Company | None
    other_units: tuple[ProductionUnit, ...]
    contacts: tuple[CompanyContact, ...]
    employee_reps: tuple[CompanyContact, ...]
    agreements: tuple[CompanyAgreement, ...]
    visits: tuple[VisitLine, ...]
    orders: tuple[JobOrder, ...]
    places: tuple[SupportPlace, ...]
    free: FreePlaces
    next_contact_on: date | None


def open_card(session: Session, unit_id: str) -> CompanyCard:
    """The card of a workplace. Raises: UserError `store.no_such_record`."""
    day = danish_day(session.clock.now())
    with session.store.read() as tx:
        unit = tx.get(ProductionUnit, unit_id)
        owners = tx.find(Company, id=unit.company_id, limit=1)
        siblings = tx.find(ProductionUnit, company_id=unit.company_id, ended_on=None, order="name")
        contacts = _contacts(tx, unit, day)
        agreements = tx.find(CompanyAgreement, company_id=unit.company_id, order="-from_day")
        visits = _visits(tx, unit)
        orders = tx.find(JobOrder, unit_id=unit.id, state=OrderState.OPEN, order="-created_at")
        places = current_places(tx, unit.id, day)
        known = rulesets(tx)
    counted = session.settings["ratio_count_unit"]
    company = owners[0] if owners else None
    return CompanyCard(
        day=day,
        unit=unit,
        company=company,
        other_units=tuple(other for other in siblings if other.id != unit.id),
        contacts=tuple(c for c in contacts if not c.is_employee_rep),
        employee_reps=tuple(c for c in contacts if c.is_employee_rep),
        agreements=tuple(
            a
            for a in agreements
            if a.unit_id in (None, unit.id) and (a.to_day is None or a.to_day >= day)
        ),
        visits=visits,
        orders=tuple(orders),
        places=places,
        free=free_places(unit, len(places), day, known, counted),
        next_contact_on=_next_contact(visits, day),
    )


def current_places(tx: Reader, unit_id: str, day: date) -> tuple[SupportPlace, ...]:
    """Who is supported at the workplace that day: what the ratio rule counts."""
    return tuple(
        place
        for place in tx.find(SupportPlace, unit_id=unit_id, order="from_day")
        if place.from_day <= day and (place.to_day is None or place.to_day >= day)
    )


def measures_now(card: CompanyCard) -> dict[SupportMeasure, int]:
    """How many places each measure takes now."""
    counts = dict.fromkeys(SupportMeasure, 0)
    for place in card.places:
        counts[place.measure] += 1
    return counts


def _next_contact(visits: Iterable[VisitLine], day: date) -> date | None:
    promised = (line.visit.next_contact_on for line in visits)
    return min((on for on in promised if on is not None and on >= day), default=None)


def _contacts(tx: Reader, unit: ProductionUnit, day: date) -> list[CompanyContact]:
    return [
        contact
        for contact in tx.find(CompanyContact, company_id=unit.company_id, order="name")
        if contact.unit_id in (None, unit.id) and (contact.left_on is None or contact.left_on > day)
    ]


def _visits(tx: Reader, unit: ProductionUnit) -> tuple[VisitLine, ...]:
    names = {user.id: user.name for user in tx.find(User)}
    lines = []
    for visit in tx.find(CompanyVisit, unit_id=unit.id, order="-held_at"):
        count = tx.count(CompanyAttachment, belongs_to=f"visit:{visit.id}")
        lines.append(VisitLine(visit, names.get(visit.user_id, ""), count))
    return tuple(lines)
