"""A workplace's card: whom to talk to, how many more may come, what colleagues did and agreed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from jobassist.errors import AppError
from jobassist.records import CompanyForm, CompanyVisit, JobOrder
from jobassist.services import visits
from jobassist.services.calendar_entry import save_entry
from jobassist.services.company_card import CompanyCard, measures_now, open_card
from jobassist.services.forms import list_company_forms
from jobassist.services.job_orders import closed_orders
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.calendar import ask_where, saved_words
from ui.companies.ask import Ask, ask
from ui.companies.card_frame import CompanyFrame
from ui.companies.new_form import NewFormDialog
from ui.companies.order_list import OrderList, order_fields
from ui.companies.words import MEASURES, STATES, form_name, places, word
from ui.context import Context
from ui.page import Deeds
from ui.shell.places import CANDIDATES, COMPANIES, COMPANY, FORM, VISIT
from ui.widgets.text import button
from ui.widgets.touch import RowButton
from ui.words import day_within, moment

_MOST_VISITS = 8
Read = tuple[CompanyCard, list[CompanyForm], list[JobOrder]]


class CompanyPage(CompanyFrame):
    """One workplace at a time; nothing on it tells of any citizen."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.card: CompanyCard | None = None
        self._unit_id = ""
        self.order_list = OrderList(context, session)
        self.orders.lines.addWidget(self.order_list)
        self._connect()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.visit_button.clicked.connect(self.new_visit)
        self.candidates_button.clicked.connect(
            lambda: self.place_requested.emit(Place(CANDIDATES, record_id=self._unit_id))
        )
        self.form_button.clicked.connect(self.new_form)
        self.order_button.clicked.connect(self.new_order)
        self.order_list.chosen.connect(
            lambda id: self.place_requested.emit(
                Place(CANDIDATES, record_id=f"{self._unit_id}/{id}")
            )
        )
        self.order_list.changed.connect(self.refresh)
        self.order_list.closed.connect(self.thrown)
        self.order_list.failed.connect(self._failed)
        for block, do in (
            (self.contacts, self.new_contact),
            (self.agreements, self.new_agreement),
            (self.orders, self.new_order),
        ):
            assert block.action
            block.action.clicked.connect(do)

    def place(self) -> Place:
        """The workplace."""
        return Place(COMPANY, record_id=self._unit_id)

    def back_place(self) -> Place:
        """The register."""
        return Place(COMPANIES)

    def show_place(self, place: Place) -> None:
        """Show the workplace with that id."""
        if place.record_id != self._unit_id:
            self._unit_id = place.record_id
            self.refresh()

    def refresh(self) -> None:
        """Read the card anew."""
        session, id = self._session, self._unit_id
        if not id:
            return

        def read() -> Read:
            card = open_card(session, id)
            forms = list_company_forms(session, card.unit.p_number)
            return card, forms, closed_orders(session, unit_id=id)

        self._context.jobs.run(self, read, self._show, self._failed)

    def _show(self, read: Read) -> None:
        card, forms, shut = read
        self.card = card
        self.banner.clear()
        unit = card.unit
        self.name.setText(unit.name)
        town = " ".join(part for part in (unit.postcode, unit.town) if part)
        owner = card.company.name if card.company and card.company.name != unit.name else ""
        facts = (
            owner,
            self.tr("P-nummer {number}").format(number=unit.p_number),
            self.tr("CVR {number}").format(number=unit.cvr),
            ", ".join(part for part in (unit.address, town) if part),
            unit.phone,
            unit.branch,
        )
        self.about.setText(" · ".join(part for part in facts if part))
        if unit.ended_on:
            self.banner.tell(self.tr("Arbejdsstedet er ophørt ifølge registret."), "warning")
        self._show_free(card)
        self._show_contacts(card)
        self._show_agreements(card)
        self.order_list.show_orders(card.orders, shut, card.day)
        self._show_visits(card)
        self.forms.clear()
        self.forms.setVisible(bool(forms))
        for one in forms:
            made = RowButton(form_name(one.type), word(STATES[one.state]))
            made.clicked.connect(partial(self._open_form, one.id))
            self.forms.lines.addWidget(made)

    def _open_form(self, form_id: str) -> None:
        self.place_requested.emit(Place(FORM, record_id=form_id))

    def _show_free(self, card: CompanyCard) -> None:
        self.free.clear()
        heading, told = places(card.free)
        self.free.heading.setText(heading)
        self.free.say(told)
        for measure, count in measures_now(card).items():
            if count:
                self.free.say(f"{word(MEASURES[measure])}: {count}", "")
        for one in card.places:
            if one.to_day:
                until = day_within(one.to_day, card.day)
                said = self.tr("{measure} til {day}").format(
                    measure=word(MEASURES[one.measure]), day=until
                )
                self.free.say(said)

    def _show_contacts(self, card: CompanyCard) -> None:
        self.contacts.clear()
        people = (*card.contacts, *card.employee_reps)
        for one in people:
            role = one.role
            if one.is_employee_rep:
                role = role or self.tr("medarbejderrepræsentant")
            self.contacts.say(f"{one.name}, {role}" if role else one.name, "strong")
            reach = " · ".join(part for part in (one.phone, one.email) if part)
            if reach:
                self.contacts.say(reach)
        if not people:
            self.contacts.say(self.tr("Ingen kendte kontaktpersoner."))

    def _show_agreements(self, card: CompanyCard) -> None:
        self.agreements.clear()
        for one in card.agreements:
            self.agreements.say(one.title, "strong")
            until = (
                self.tr("til {day}").format(day=day_within(one.to_day, card.day))
                if one.to_day
                else ""
            )
            since = self.tr("fra {day}").format(day=day_within(one.from_day, card.day))
            said = " ".join(part for part in (since, until) if part)
            self.agreements.say(" · ".join(part for part in (said, one.text) if part))
        if not card.agreements:
            self.agreements.say(self.tr("Ingen aftaler."))

    def _show_visits(self, card: CompanyCard) -> None:
        self.visits.clear()
        if card.next_contact_on:
            said = self.tr("Næste kontakt er lovet {day}").format(
                day=day_within(card.next_contact_on, card.day)
            )
            self.visits.say(said, "strong")
            entry = button(self.tr("Gem til kalenderen"), symbol="calendar")
            entry.clicked.connect(self.save_entry)
            self.visits.lines.addWidget(entry, 0, Qt.AlignmentFlag.AlignLeft)
        for line in card.visits[:_MOST_VISITS]:
            visit = line.visit
            when = moment(visit.held_at, self._session.clock.now())
            about = [line.colleague, visit.labour_need or visit.agreements]
            if line.attachments:
                about.append(self.tr("%n bilag", "", line.attachments))
            made = RowButton(when, " · ".join(part for part in about if part))
            made.clicked.connect(
                lambda _=False, id=visit.id: self.place_requested.emit(Place(VISIT, record_id=id))
            )
            self.visits.lines.addWidget(made)
        more = len(card.visits) - _MOST_VISITS
        if more > 0:
            self.visits.say(self.tr("og %n ældre besøg", "", more))
        if not card.visits:
            self.visits.say(self.tr("Ingen har været her endnu."))

    # Doing

    def new_visit(self) -> None:
        """Begin a visit here, now."""
        session, id = self._session, self._unit_id

        def begun(visit: CompanyVisit) -> None:
            self.place_requested.emit(Place(VISIT, record_id=visit.id))

        self._context.jobs.run(self, lambda: visits.begin(session, id), begun, self._failed)

    def save_entry(self) -> None:
        """Ask where the calendar entry of the next contact goes."""
        day = self.card.next_contact_on if self.card else None
        if day and (file := ask_where(self, day)):
            self.save_entry_to(file)

    def save_entry_to(self, file: Path) -> None:
        """Write it there."""
        card, session = self.card, self._session
        ids = [
            line.visit.id
            for line in (card.visits if card else ())
            if card and line.visit.next_contact_on == card.next_contact_on
        ]
        self._context.jobs.run(
            self,
            lambda: save_entry(session, CompanyVisit, ids[0], file),
            lambda _none: self.told.emit(saved_words()),
            self._failed,
        )

    def new_form(self) -> None:
        """Choose a form and whom it is about."""
        if not self.card:
            return
        dialog = NewFormDialog(
            self._context,
            self._session,
            self,
            p_number=self.card.unit.p_number,
            started_from=f"company:{self._unit_id}",
        )
        dialog.begun.connect(self.place_requested)
        dialog.open()

    def new_order(self) -> None:
        """A job order of this workplace."""
        asked = [
            Ask("job_title", self.tr("Stilling"), required=True),
            Ask("count", self.tr("Antal"), value="1"),
            Ask("hours", self.tr("Timer om ugen")),
            Ask("start_on", self.tr("Fra"), "day"),
            Ask("skills", self.tr("Skal kunne (skil med komma)")),
            Ask("licences", self.tr("Certifikater og kørekort (skil med komma)")),
            Ask("remarks", self.tr("Bemærkninger"), "text"),
        ]
        ask(self, self.tr("Ny jobordre"), asked, self.tr("Gem jobordren"), self._order)

    def _order(self, told: dict[str, Any]) -> None:
        session, id = self._session, self._unit_id
        given = order_fields(told)
        self._do(lambda: visits.order_labour(session, id, told["job_title"], **given))

    def new_contact(self) -> None:
        """Somebody to talk to."""
        asked = [
            Ask("name", self.tr("Navn"), required=True),
            Ask("role", self.tr("Stilling")),
            Ask("phone", self.tr("Telefon")),
            Ask("email", self.tr("E-mail")),
            Ask("is_employee_rep", self.tr("Repræsenterer medarbejderne"), "tick"),
        ]

        def add(told: dict[str, Any]) -> None:
            session, id = self._session, self._unit_id
            self._do(lambda: visits.add_contact(session, id, told.pop("name"), **told))

        ask(self, self.tr("Ny kontaktperson"), asked, self.tr("Gem"), add)

    def new_agreement(self) -> None:
        """What was agreed on."""
        asked = [
            Ask("title", self.tr("Aftale"), required=True),
            Ask("text", self.tr("Med ord"), "text"),
            Ask("to_day", self.tr("Gælder til og med"), "day"),
        ]

        def add(told: dict[str, Any]) -> None:
            session, id = self._session, self._unit_id
            self._do(lambda: visits.agree(session, id, told.pop("title"), **told))

        ask(self, self.tr("Ny aftale"), asked, self.tr("Gem"), add)

    def _do(self, deed: Any) -> None:
        self._context.jobs.run(self, deed, lambda _made: self.refresh(), self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))

    def deeds(self) -> Deeds:
        """The keys of a card."""
        return {keys.NEW_NOTE: self.new_visit}
