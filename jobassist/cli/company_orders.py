"""The verbs of `company` about job orders: written, changed, closed and opened again."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import Any

from jobassist.cli.call import Call
from jobassist.cli.parser import Parser, a_day, one_of, whole_number
from jobassist.errors import UsageError
from jobassist.records import JobOrder, OrderState
from jobassist.records.plain import to_plain

_OUTCOMES = (OrderState.FILLED, OrderState.WITHDRAWN)


def add_orders(verb: Callable[..., Parser]) -> None:
    """Declare `company order`, `orders`, `change-order`, `close-order` and `reopen-order`."""
    order = verb("order", "skriv en jobordre fra en arbejdsplads")
    order.add_argument("unit", metavar="NUMMER", help="P-nummer, CVR-nummer eller id")
    order.add_argument("--title", required=True, metavar="STILLING", help="hvad der søges")
    _fields(order)
    order.set_defaults(run=_order)
    change = verb("change-order", "ret en jobordre; det, der ikke nævnes, bliver stående")
    _id(change)
    change.add_argument("--title", metavar="STILLING", help="hvad der søges")
    _fields(change)
    change.set_defaults(run=_change)
    close = verb("close-order", "luk en jobordre: besat eller trukket tilbage")
    _id(close)
    close.add_argument(
        "--as",
        dest="state",
        required=True,
        type=one_of(_OUTCOMES),
        metavar="UDFALD",
        help="filled (besat) eller withdrawn (trukket tilbage)",
    )
    close.add_argument("--on", type=a_day, metavar="DAG", help="hvornår, som 2026-12-31; ellers nu")
    close.add_argument("--outcome", default="", metavar="TEKST", help="hvordan det gik")
    close.set_defaults(run=_close)
    reopen = verb("reopen-order", "åbn en lukket jobordre igen")
    _id(reopen)
    reopen.set_defaults(run=_reopen)
    several = verb("orders", "vis åbne jobordrer")
    several.add_argument("--closed", action="store_true", help="vis de lukkede i stedet")
    several.set_defaults(run=_orders)


def told_order(order: JobOrder) -> dict[str, Any]:
    """A job order as the command line tells it."""
    return {"id": order.id, **to_plain(order)}


def _id(parser: Parser) -> None:
    parser.add_argument("order", metavar="ID", help="jobordrens id, se »company orders«")


def _fields(parser: Parser) -> None:
    parser.add_argument("--count", type=whole_number, metavar="N", help="hvor mange")
    parser.add_argument("--hours", type=whole_number, metavar="N", help="timer om ugen")
    parser.add_argument("--start", type=a_day, metavar="DAG", help="fra hvornår, som 2026-12-31")
    parser.add_argument("--skill", action="append", metavar="KOMPETENCE")
    parser.add_argument("--licence", action="append", metavar="BEVIS")
    parser.add_argument("--remarks", metavar="TEKST")


def _given(options: Namespace) -> dict[str, Any]:
    told = {
        "count": options.count,
        "weekly_minutes": None if options.hours is None else options.hours * 60,
        "start_on": date.fromisoformat(options.start) if options.start else None,
        "skills": None if options.skill is None else tuple(sorted(options.skill)),
        "licences": None if options.licence is None else tuple(sorted(options.licence)),
        "remarks": options.remarks,
    }
    return {name: value for name, value in told.items() if value is not None}


def _order(call: Call, options: Namespace) -> None:
    from jobassist.services import visits
    from jobassist.services.companies import find_unit

    with call.session() as session:
        unit = find_unit(session, options.unit)
        order = visits.order_labour(session, unit.id, options.title, **_given(options))
    _tell(call, order)


def _change(call: Call, options: Namespace) -> None:
    from jobassist.services import visits

    given = _given(options)
    if options.title is not None:
        given["job_title"] = options.title
    if not given:
        raise UsageError("app.usage", detail="nævn mindst ét felt, der skal rettes")
    with call.session() as session:
        order = visits.save_order(session, options.order, **given)
    _tell(call, order)


def _close(call: Call, options: Namespace) -> None:
    from jobassist.services import job_orders

    on = date.fromisoformat(options.on) if options.on else None
    with call.session() as session:
        order = job_orders.close_order(
            session, options.order, OrderState(options.state), on=on, outcome=options.outcome
        )
    _tell(call, order, job_orders.last_line(order))


def _reopen(call: Call, options: Namespace) -> None:
    from jobassist.services import job_orders

    with call.session() as session:
        order = job_orders.reopen_order(session, options.order)
    _tell(call, order, job_orders.last_line(order))


def _orders(call: Call, options: Namespace) -> None:
    from jobassist.services import job_orders, visits

    with call.session() as session:
        found = job_orders.closed_orders(session) if options.closed else visits.list_orders(session)
    lines = [f"{order.id}  {order.count} × {order.job_title}" for order in found]
    if options.closed:
        pairs = zip(lines, found, strict=True)
        lines = [f"{line}  {job_orders.last_line(order)}" for line, order in pairs]
    call.answer([told_order(order) for order in found], lines)


def _tell(call: Call, order: JobOrder, more: str = "") -> None:
    line = f"Jobordre {order.id}: {order.count} × {order.job_title}"
    call.answer(told_order(order), [f"{line}, {more}" if more else line])
