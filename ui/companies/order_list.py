"""A workplace's job orders: each leads to candidates, and is changed, closed or opened again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import JobOrder, OrderState
from jobassist.services import job_orders, visits
from jobassist.session import Session
from ui.companies.ask import Ask, ask, words_of
from ui.companies.words import hours
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.flow import flow
from ui.widgets.layout import column
from ui.widgets.text import button, label
from ui.widgets.touch import RowButton, empty
from ui.words import day_within

_MOST_CLOSED = 5


class OrderList(QWidget):
    """`chosen` carries the id of an order to find candidates for.

    `changed`: read anew. `closed` says what was closed, with what takes it back. `failed`: why not.
    """

    chosen = Signal(str)
    changed = Signal()
    closed = Signal(str, object)
    failed = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._lines = column(t.XS, 0, self)

    def show_orders(self, open_: tuple[JobOrder, ...], shut: list[JobOrder], day: date) -> None:
        """The open ones, and the latest of those that were closed."""
        empty(self._lines)
        for order in open_:
            made = RowButton(order.job_title, self._about(order, day))
            made.setToolTip(self.tr("Find kandidater til jobordren"))
            made.clicked.connect(partial(self._choose, order.id))
            self._lines.addWidget(made)
            change = button(self.tr("Ret …"), "quiet")
            change.clicked.connect(partial(self._ask_change, order))
            close = button(self.tr("Luk …"), "quiet")
            close.clicked.connect(partial(self._ask_close, order))
            for way in (change, close):
                way.setAccessibleName(f"{way.text()}: {order.job_title}")
            self._lines.addLayout(flow(change, close))
        if not open_:
            self._lines.addWidget(label(self.tr("Ingen åbne jobordrer."), "muted", wrap=True))
        for order in shut[:_MOST_CLOSED]:
            said = f"{order.job_title} · {job_orders.last_line(order)}"
            self._lines.addWidget(label(said, "muted", wrap=True))
            reopen = button(self.tr("Genåbn"), "quiet")
            reopen.setAccessibleName(f"{reopen.text()}: {order.job_title}")
            reopen.clicked.connect(partial(self._reopen, order.id))
            self._lines.addLayout(flow(reopen))

    def _about(self, order: JobOrder, day: date) -> str:
        parts = [self.tr("%n person(er)", "", order.count)]
        if order.weekly_minutes:
            parts.append(self.tr("{hours} timer om ugen").format(hours=hours(order.weekly_minutes)))
        if order.start_on:
            parts.append(self.tr("fra {day}").format(day=day_within(order.start_on, day)))
        return " · ".join((*parts, *order.skills))

    def _choose(self, id: str, _checked: bool = False) -> None:
        self.chosen.emit(id)

    def _ask_change(self, order: JobOrder, _checked: bool = False) -> None:
        weekly = hours(order.weekly_minutes) if order.weekly_minutes else ""
        asked = [
            Ask("job_title", self.tr("Stilling"), value=order.job_title, required=True),
            Ask("count", self.tr("Antal"), value=str(order.count)),
            Ask("hours", self.tr("Timer om ugen"), value=weekly),
            Ask("start_on", self.tr("Fra"), "day", value=order.start_on),
            Ask("skills", self.tr("Skal kunne (skil med komma)"), value=", ".join(order.skills)),
            Ask(
                "licences",
                self.tr("Certifikater og kørekort (skil med komma)"),
                value=", ".join(order.licences),
            ),
            Ask("remarks", self.tr("Bemærkninger"), "text", value=order.remarks),
        ]

        def change(told: dict[str, Any]) -> None:
            given = {"job_title": told["job_title"], **order_fields(told)}
            if not told["hours"]:
                given["weekly_minutes"] = None
            self._run(lambda: visits.save_order(self._session, order.id, **given))

        ask(self, self.tr("Ret jobordren"), asked, self.tr("Gem jobordren"), change)

    def _ask_close(self, order: JobOrder, _checked: bool = False) -> None:
        outcomes = {
            OrderState.FILLED.value: self.tr("Besat"),
            OrderState.WITHDRAWN.value: self.tr("Trukket tilbage"),
        }
        today = danish_day(self._session.clock.now())
        asked = [
            Ask("state", self.tr("Udfald"), "choice", OrderState.FILLED.value, outcomes),
            Ask("on", self.tr("Dag"), "day", value=today, required=True),
            Ask("outcome", self.tr("Hvordan det gik"), "text"),
        ]

        def close(told: dict[str, Any]) -> None:
            state = OrderState(told["state"])
            self._run(
                lambda: job_orders.close_order(
                    self._session, order.id, state, on=told["on"], outcome=told["outcome"]
                ),
                lambda: self.closed.emit(
                    self.tr("Jobordren er lukket"), partial(self._take_back, order)
                ),
            )

        ask(self, self.tr("Luk jobordren"), asked, self.tr("Luk jobordren"), close)

    def _take_back(self, before: JobOrder) -> None:
        """As it was before it was closed: no line tells of a slip."""
        given = {"state": before.state, "remarks": before.remarks}
        self._run(lambda: visits.save_order(self._session, before.id, **given))

    def _reopen(self, id: str, _checked: bool = False) -> None:
        self._run(lambda: job_orders.reopen_order(self._session, id))

    def _run(self, deed: Callable[[], object], then: Callable[[], None] | None = None) -> None:
        def done(_made: object) -> None:
            self.changed.emit()
            if then:
                then()

        def failed(error: AppError) -> None:
            self.failed.emit(error)

        self._context.jobs.run(self, deed, done, failed)


def order_fields(told: dict[str, Any]) -> dict[str, Any]:
    """What a job order's dialog told, as fields; a number that cannot be read is left out."""
    given: dict[str, Any] = {
        "skills": words_of(told["skills"]),
        "licences": words_of(told["licences"]),
        "start_on": told["start_on"],
        "remarks": told["remarks"],
    }
    if told["count"].isdigit() and int(told["count"]):
        given["count"] = int(told["count"])
    if (minutes := minutes_of(told["hours"])) is not None:
        given["weekly_minutes"] = minutes
    return given


def minutes_of(text: str) -> int | None:
    """Hours as one writes them ("30" or "30,5"), in minutes; None for anything else."""
    try:
        return round(float(text.replace(",", ".")) * 60)
    except ValueError:
        return None
