"""What becomes of a job order (jobordre): it is filled or withdrawn, and may be opened again.

The day and how it went stand as a line of the order's remarks: all colleagues read it there, and
lines that two laptops wrote are both kept.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from jobassist.errors import UserError
from jobassist.ports.clock import danish_day
from jobassist.records import JobOrder, OrderState
from jobassist.services.candidates import CPR
from jobassist.session import Session

WORDS = {
    OrderState.OPEN: "Genåbnet",
    OrderState.FILLED: "Besat",
    OrderState.WITHDRAWN: "Trukket tilbage",
}
"""The states as the register's lines tell them: Danish, whatever language the window speaks."""


def close_order(
    session: Session,
    order_id: str,
    state: OrderState,
    *,
    on: date | None = None,
    outcome: str = "",
) -> JobOrder:
    """The order is filled or withdrawn, today unless `on` tells the day.

    Raises: ValueError for the state open; UserError `store.no_such_record`, `order.closed`,
    `order.day_ahead`, `visit.cpr`.
    """
    if state is OrderState.OPEN:
        raise ValueError
    today = danish_day(session.clock.now())
    if on is not None and on > today:
        raise UserError("order.day_ahead")
    return _turn(session, order_id, state, on or today, outcome)


def reopen_order(session: Session, order_id: str) -> JobOrder:
    """It looks for somebody again. Raises: UserError `store.no_such_record`, `order.open`."""
    return _turn(session, order_id, OrderState.OPEN, danish_day(session.clock.now()), "")


def closed_orders(session: Session, *, unit_id: str | None = None) -> list[JobOrder]:
    """Filled and withdrawn job orders, the latest written first; of one workplace, or all."""
    only: dict[str, Any] = {"unit_id": unit_id} if unit_id else {}
    with session.store.read() as tx:
        found = tx.find(JobOrder, order="-created_at", **only)
    return [order for order in found if order.state is not OrderState.OPEN]


def last_line(order: JobOrder) -> str:
    """The last line of its remarks: of a closed order, the day and how it went."""
    return order.remarks.rpartition("\n")[2]


def _turn(session: Session, order_id: str, state: OrderState, day: date, outcome: str) -> JobOrder:
    said = " ".join(outcome.split())
    if CPR.search(said):
        raise UserError("visit.cpr")
    line = f"{day:%d-%m-%Y} {WORDS[state]}" + (f": {said}" if said else "")
    with session.store.write() as tx:
        before = tx.get(JobOrder, order_id)
        if (before.state is OrderState.OPEN) == (state is OrderState.OPEN):
            raise UserError("order.open" if state is OrderState.OPEN else "order.closed")
        remarks = f"{before.remarks.rstrip()}\n{line}".lstrip()
        turned = replace(before, state=state, remarks=remarks)
        tx.put(turned)
    return turned
