"""Candidates for a workplace: filters, order and reasons in plain words; names by consent."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import FilledForm, Form, JobOrder, ProductionUnit
from jobassist.services import candidates, consents, placing, showing
from jobassist.services.candidates import Candidate, Search, wanted_by
from jobassist.services.matching import Wanted
from jobassist.services.showing import ShownCandidate
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.companies.ask import Ask, ask, words_of
from ui.companies.order_list import minutes_of
from ui.companies.shown import ShownToCompany
from ui.companies.words import ASKED, hours, reason, word
from ui.context import Context
from ui.jobs import Job
from ui.page import Page
from ui.shell.places import CANDIDATES, COMPANY, FORM
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.widgets.touch import Block, empty, touch_page

_WIDTH = 980
_PAUSE_MS = 250
_MOST = 30
_INTERNSHIP = "virksomhedspraktik"
Read = tuple[ProductionUnit, JobOrder | None]


class CandidatesPage(Page):
    """`record_id` is the workplace's, and after a "/" a job order's to search by."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._at = ""
        self._job: Job | None = None
        self._order: JobOrder | None = None
        self.unit: ProductionUnit | None = None
        self.found: Search | None = None
        self.shown: ShownToCompany | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.back_button = icon_button("back", self.tr("Til virksomheden"), key=keys.BACK)
        self.heading = label(role="title", wrap=True)
        self.title_line = self._filter(self.tr("Stilling"))
        self.skills = self._filter(self.tr("Skal kunne (skil med komma)"))
        self.licences = self._filter(self.tr("Certifikater (skil med komma)"))
        self.hours = self._filter(self.tr("Timer om ugen"))
        self.offers = self._filter(self.tr("Skånehensyn, stedet kan tage (skil med komma)"))
        self.sorted_by = label(role="muted", wrap=True)
        self.banner = Banner()
        head = QWidget()
        lines = column(t.S, 0, head)
        top = row(t.M)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.heading, 1)
        lines.addLayout(top)
        for pair in ((self.title_line, self.hours), (self.skills, self.licences)):
            beside = row(t.S)
            for made in pair:
                beside.addWidget(made, 1)
            lines.addLayout(beside)
        lines.addWidget(self.offers)
        lines.addWidget(self.banner)
        lines.addWidget(self.sorted_by)
        body = QWidget()
        self._cards = column(t.M, 0, body)
        touch_page(self, head, body, width=_WIDTH)
        self.setFocusProxy(self.title_line)

    def _filter(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setClearButtonEnabled(True)
        made.textChanged.connect(lambda _text: self._timer.start())
        return made

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self._timer.timeout.connect(self.search)

    def place(self) -> Place:
        """The workplace, and the job order."""
        return Place(CANDIDATES, record_id=self._at)

    def show_place(self, place: Place) -> None:
        """Search for that workplace, by what its job order asks for."""
        if place.record_id == self._at:
            return
        self._at = place.record_id
        unit_id, _, order_id = place.record_id.partition("/")
        session = self._session

        def read() -> Read:
            with session.store.read() as tx:
                orders = tx.find(JobOrder, id=order_id) if order_id else []
                return tx.get(ProductionUnit, unit_id), orders[0] if orders else None

        self._context.jobs.run(self, read, self._begin, self._failed)

    def _begin(self, read: Read) -> None:
        self.unit, self._order = read
        self.heading.setText(self.tr("Kandidater til {name}").format(name=self.unit.name))
        wanted = wanted_by(self._order) if self._order else Wanted()
        self.title_line.setText(wanted.title)
        self.skills.setText(", ".join(wanted.skills))
        self.licences.setText(", ".join(wanted.licences))
        self.hours.setText(hours(wanted.minutes) if wanted.minutes else "")
        self._timer.stop()
        self.search()

    @property
    def wanted(self) -> Wanted:
        """What is asked for now."""
        start = self._order.start_on if self._order else None
        offered = self.offers.text().strip()
        return Wanted(
            title=self.title_line.text().strip(),
            skills=words_of(self.skills.text()),
            licences=words_of(self.licences.text()),
            minutes=minutes_of(self.hours.text()),
            start_on=start,
            offers=words_of(offered) if offered else None,
        )

    def refresh(self) -> None:
        """Search anew."""
        if self.unit:
            self.search()

    def search(self) -> None:
        """Search; an older answer still under way is dropped."""
        if not self.unit:
            return
        if self._job:
            self._job.cancel()
        session, wanted, unit_id = self._session, self.wanted, self.unit.id
        self._job = self._context.jobs.run(
            self,
            lambda: candidates.search(session, wanted, unit_id=unit_id, limit=_MOST),
            self.show_found,
            self._failed,
        )

    def show_found(self, found: Search) -> None:
        """Show who was found, how they are sorted, and whom each demand left out."""
        self.found = found
        order = [word(ASKED[one]).lower() for one in found.sorted_by]
        order.append(self.tr("hvem der har ventet længst"))
        told = self.tr("%n kandidat(er), ordnet efter: {order}.", "", found.total).format(
            order=", ".join(order)
        )
        for asked, count in found.excluded.items():
            told += " " + self.tr("{count} er udeladt på grund af {what}.").format(
                count=count, what=word(ASKED[asked]).lower()
            )
        self.sorted_by.setText(told)
        empty(self._cards)
        for one in found.candidates:
            self._cards.addWidget(self._card(one))
        if not found.candidates:
            self._cards.addWidget(
                label(self.tr("Ingen passer. Spørg om mindre, eller fjern et ord."), "lead")
            )
        self._cards.addStretch(1)

    def _card(self, one: Candidate) -> Block:
        profile = one.profile
        named = f"{profile.label} · {one.name}" if one.name else profile.label
        titles = ", ".join(profile.job_titles)
        card = Block(f"{named} · {titles}" if titles else named)
        today = danish_day(self._session.clock.now())
        for each in one.reasons:
            mark, words = reason(each, today)
            card.say(f"{mark}  {words}", "")
        if not one.name:
            card.say(self.tr("Navnet vises først, når borgeren har sagt ja til det."))
        show = button(self.tr("Vis til virksomhed"), "primary")
        show.setAccessibleName(f"{show.text()}: {profile.label}")
        show.clicked.connect(partial(self.show_to_company, profile.id))
        consent = button(self.tr("Samtykke …"))
        consent.setAccessibleName(f"{consent.text()}: {profile.label}")
        consent.clicked.connect(partial(self.record_consent, one))
        tools = flow(show, consent)
        if one.name:
            form = button(self.tr("Begynd praktikblanket"))
            form.setAccessibleName(f"{form.text()}: {profile.label}")
            form.clicked.connect(partial(self.start_form, one))
            tools.addWidget(form)
        card.lines.addSpacing(t.S)
        card.lines.addLayout(tools)
        return card

    def show_to_company(self, profile_id: str) -> None:
        """Turn the screen: only what the company may see."""
        assert self.unit
        session, unit = self._session, self.unit

        def shown(candidate: ShownCandidate) -> None:
            today = danish_day(session.clock.now())
            self.shown = ShownToCompany(self._context, candidate, today, self.window())
            self.shown.turn()

        self._context.jobs.run(
            self, lambda: showing.to_company(session, profile_id, unit.id), shown, self._failed
        )

    def record_consent(self, one: Candidate) -> None:
        """Record that the citizen agrees to be named, or that they do not any more."""
        assert self.unit
        title = self.tr("Samtykke fra {who}").format(who=one.name or one.profile.label)
        if one.consent_id:
            asked = [Ask("sure", self.tr("Borgeren trækker sit samtykke tilbage"), "tick")]
            ask(self, title, asked, self.tr("Gem"), partial(self._withdraw, one))
            return
        whom = {"company": self.unit.name}
        if trade := self.unit.branch_code[:2]:
            branch = self.unit.branch or trade
            whom["trade"] = self.tr("hele branchen ({branch})").format(branch=branch)
        how = {name: name for name in (self.tr("møde"), self.tr("telefon"), self.tr("brev"))}
        asked = [
            Ask("whom", self.tr("Borgeren må nævnes ved navn over for"), "choice", choices=whom),
            Ask("how", self.tr("Sagt ja ved"), "choice", choices=how),
            Ask("to_day", self.tr("Gælder til og med (tomt: til det trækkes tilbage)"), "day"),
        ]
        ask(self, title, asked, self.tr("Gem"), partial(self._consent, one))

    def _consent(self, one: Candidate, told: dict[str, Any]) -> None:
        assert self.unit
        session, unit = self._session, self.unit
        to_company = told["whom"] == "company"
        self._do(
            lambda: consents.record_consent(
                session,
                one.profile.id,
                company_id=unit.company_id if to_company else None,
                trade="" if to_company else unit.branch_code[:2],
                how=told["how"],
                to_day=told["to_day"],
            )
        )

    def _withdraw(self, one: Candidate, told: dict[str, Any]) -> None:
        session, id = self._session, one.consent_id
        if told["sure"] and id:
            self._do(lambda: consents.withdraw(session, id))

    def start_form(self, one: Candidate) -> None:
        """Begin the internship form with what is known of both."""
        assert self.unit
        session, unit, profile = self._session, self.unit, one.profile
        titles = (self._order.job_title,) if self._order else profile.job_titles
        given = {"stilling": titles[0]} if titles else {}

        def begin() -> FilledForm:
            return placing.start_form(session, _INTERNSHIP, profile.id, unit.id, given=given)

        def begun(record: FilledForm) -> None:
            assert isinstance(record, Form)
            self.place_requested.emit(Place(FORM, record.case_id, record.id))

        self._context.jobs.run(self, begin, begun, self._failed)

    def _do(self, deed: Any) -> None:
        self._context.jobs.run(self, deed, lambda _made: self.search(), self._failed)

    def back_place(self) -> Place | None:
        """The workplace."""
        return Place(COMPANY, record_id=self.unit.id) if self.unit else None

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
