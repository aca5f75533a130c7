"""Company visits: who was met, what is needed, what was offered and agreed, and what comes next.

Everything here is in the company register, which all colleagues read: no citizen is named.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from jobassist.errors import PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Writer
from jobassist.records import (
    CompanyAgreement,
    CompanyContact,
    CompanyVisit,
    JobOrder,
    OrderState,
    ProductionUnit,
    SupportMeasure,
    SupportPlace,
)
from jobassist.services.candidates import CPR
from jobassist.session import Session

_TEXTS = ("participants", "labour_need", "agreements", "next_contact", "remarks", "job_title")


def begin(session: Session, unit_id: str, **told: Any) -> CompanyVisit:
    """A visit to a workplace, held now unless `held_at` is told. It is kept from here on.

    `told` are fields of `CompanyVisit`. Raises: UserError `store.no_such_record`,
    `visit.cpr` for a CPR number in a text.
    """
    with session.store.write() as tx:
        unit = tx.get(ProductionUnit, unit_id)
        given = {"held_at": session.clock.now(), **told}
        visit = CompanyVisit(
            id=new_id(),
            unit_id=unit.id,
            company_id=unit.company_id,
            user_id=session.user.id,
            **given,
        )
        _check(visit)
        tx.put(visit)
        _take_over_count(tx, unit, visit)
    return visit


def save(session: Session, visit_id: str, **changes: Any) -> CompanyVisit:
    """Change one's own visit. Raises: PolicyDenied `visit.not_author`, UserError `visit.cpr`."""
    with session.store.write() as tx:
        before = tx.get(CompanyVisit, visit_id)
        if before.user_id != session.user.id:
            raise PolicyDenied("visit.not_author")
        visit = replace(before, **changes)
        _check(visit)
        tx.put(visit)
        if visit.employees != before.employees:
            _take_over_count(tx, tx.get(ProductionUnit, visit.unit_id), visit)
    return visit


def show(session: Session, visit_id: str) -> CompanyVisit:
    """The visit. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        return tx.get(CompanyVisit, visit_id)


def list_visits(session: Session, *, unit_id: str | None = None) -> list[CompanyVisit]:
    """Visits, latest first; of one workplace, or all."""
    only: dict[str, Any] = {"unit_id": unit_id} if unit_id else {}
    with session.store.read() as tx:
        return tx.find(CompanyVisit, order="-held_at", **only)


def promised(session: Session, until: date) -> list[CompanyVisit]:
    """One's own visits whose next contact falls due until a day, the earliest first."""
    with session.store.read() as tx:
        own = tx.find(CompanyVisit, user_id=session.user.id, order="next_contact_on")
    return [v for v in own if v.next_contact_on is not None and v.next_contact_on <= until]


def order_labour(
    session: Session, unit_id: str, job_title: str, *, visit_id: str | None = None, **told: Any
) -> JobOrder:
    """A job order (jobordre) of a workplace. Raises: UserError `order.no_title`, `visit.cpr`."""
    if not job_title.strip():
        raise UserError("order.no_title")
    with session.store.write() as tx:
        unit = tx.get(ProductionUnit, unit_id)
        made = JobOrder(
            id=new_id(),
            unit_id=unit.id,
            company_id=unit.company_id,
            visit_id=visit_id,
            user_id=session.user.id,
            created_at=session.clock.now(),
            job_title=job_title.strip(),
            **told,
        )
        _check(made)
        tx.put(made)
    return made


def save_order(session: Session, order_id: str, **changes: Any) -> JobOrder:
    """Change a job order's fields; `job_orders` closes it and opens it again.

    Raises: UserError `store.no_such_record`, `order.no_title`, `visit.cpr`.
    """
    with session.store.write() as tx:
        made = replace(tx.get(JobOrder, order_id), **changes)
        if not made.job_title.strip():
            raise UserError("order.no_title")
        _check(made)
        tx.put(made)
    return made


def list_orders(session: Session, *, unit_id: str | None = None) -> list[JobOrder]:
    """Open job orders, latest first; of one workplace, or all."""
    only: dict[str, Any] = {"unit_id": unit_id} if unit_id else {}
    with session.store.read() as tx:
        return tx.find(JobOrder, state=OrderState.OPEN, order="-created_at", **only)


def add_contact(session: Session, unit_id: str, name: str, **told: Any) -> CompanyContact:
    """Somebody to talk to at a workplace. Raises: UserError `contact.no_name`."""
    if not name.strip():
        raise UserError("contact.no_name")
    with session.store.write() as tx:
        unit = tx.get(ProductionUnit, unit_id)
        contact = CompanyContact(
            id=new_id(), company_id=unit.company_id, unit_id=unit.id, name=name.strip(), **told
        )
        tx.put(contact)
    return contact


def agree(session: Session, unit_id: str, title: str, **told: Any) -> CompanyAgreement:
    """An agreement with a workplace, from today unless `from_day` is told."""
    with session.store.write() as tx:
        unit = tx.get(ProductionUnit, unit_id)
        agreement = CompanyAgreement(
            id=new_id(),
            company_id=unit.company_id,
            unit_id=unit.id,
            user_id=session.user.id,
            title=title,
            **{"from_day": danish_day(session.clock.now()), **told},
        )
        tx.put(agreement)
    return agreement


def take_place(
    tx: Writer,
    unit_id: str,
    measure: SupportMeasure,
    from_day: date,
    to_day: date | None,
    *,
    form: str = "",
    told_by: str = "",
) -> SupportPlace:
    """Somebody with support is at the workplace from a day to a day: the ratio rule counts it."""
    place = SupportPlace(
        id=new_id(),
        unit_id=unit_id,
        measure=measure,
        from_day=from_day,
        to_day=to_day,
        form=form,
        told_by=told_by,
    )
    tx.put(place)
    return place


def _take_over_count(tx: Writer, unit: ProductionUnit, visit: CompanyVisit) -> None:
    """The newest headcount told at a visit is the workplace's."""
    day = danish_day(visit.held_at)
    if visit.employees is None or (unit.counted_on is not None and unit.counted_on > day):
        return
    tx.put(replace(unit, ordinary_employees=visit.employees, counted_on=day))


def _check(record: CompanyVisit | JobOrder) -> None:
    """Colleagues without the case read this: a CPR number does not belong here."""
    for name in _TEXTS:
        if CPR.search(str(getattr(record, name, ""))):
            raise UserError("visit.cpr")
