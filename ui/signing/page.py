"""Who signs a form and who has: the screen is turned to each; at the end it is sealed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from jobassist.errors import AppError
from jobassist.records import Envelope, Form, FormDecision, FormState, SignatureRole
from jobassist.services import attaching, envelopes, signing
from jobassist.services.form_deciding import on_the_spot
from jobassist.services.form_desk import Desk, names_of, open_desk
from jobassist.services.signed_content import read_content
from jobassist.services.signing import Party, PartyState, SigningState
from jobassist.services.whereabouts import Left, Place, keep_place, take_place
from jobassist.session import Session
from ui import keys
from ui.companies.ask import Ask, ask
from ui.companies.words import ROLES, word
from ui.context import Context
from ui.page import Page
from ui.shell.places import FORM, FORMS, SEALED, SIGNING
from ui.signing.decision import DecisionBlock
from ui.signing.party_screen import PartyScreen
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.widgets.touch import Block, empty, touch_page
from ui.words import moment_within

_WIDTH = 860
_OUTSIDERS = (SignatureRole.EMPLOYER, SignatureRole.EMPLOYEE_REP)
Read = tuple[SigningState, Desk, FormDecision | None]


class SigningPage(Page):
    """`cursor` of its place: the number of the party whose turn it is, from 1; 0 turns nothing.

    A consultant to whom it is delegated is asked for a decision before the screen is turned.
    """

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self._form_id = ""
        self._turn_to = 0
        self._following: SignatureRole | None = None
        self._passed: set[SignatureRole] = set()
        self.state: SigningState | None = None
        self.desk: Desk | None = None
        self.turned: PartyScreen | None = None
        self.buttons: dict[SignatureRole, Any] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.back_button = icon_button("back", self.tr("Til sagens blanketter"), key=keys.BACK)
        self.heading = label(role="title", wrap=True)
        self.about = label(role="muted", wrap=True)
        self.change_button = button(self.tr("Ret blanketten"))
        self.seal_button = button(self.tr("Forsegl"), "primary", symbol="lock")
        self.banner = Banner()
        head = QWidget()
        lines = column(t.S, 0, head)
        top = row(t.M)
        words = column(2)
        words.addWidget(self.heading)
        words.addWidget(self.about)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self.change_button)
        top.addWidget(self.seal_button)
        lines.addLayout(top)
        lines.addWidget(self.banner)
        self.decision = DecisionBlock(self._context, self._session)
        self.decision.hide()
        body = QWidget()
        inside = column(t.M, 0, body)
        inside.addWidget(self.decision)
        self._cards = column(t.M)
        inside.addLayout(self._cards, 1)
        touch_page(self, head, body, width=_WIDTH)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back_requested)
        self.change_button.clicked.connect(
            lambda: self.place_requested.emit(Place(FORM, self.case_id, self._form_id))
        )
        self.seal_button.clicked.connect(self.seal)
        self.decision.decided.connect(self.refresh)
        self.decision.failed.connect(self._explain)

    def place(self) -> Place:
        """The signing of a form, and whose screen it is."""
        at = 0
        if self.turned and self.turned.role and self.state:
            roles = [party.role for party in self.state.parties]
            at = roles.index(self.turned.role) + 1 if self.turned.role in roles else 0
        return Place(SIGNING, self.case_id, self._form_id, at)

    def back_place(self) -> Place:
        """The case's forms."""
        return Place(FORMS, self.case_id)

    def show_place(self, place: Place) -> None:
        """Show the form's parties; turn the screen to the one whose turn it was."""
        self._form_id, self._turn_to = place.record_id, place.cursor
        self.refresh()

    def refresh(self) -> None:
        """Read anew who has signed."""
        session, id = self._session, self._form_id
        if not id:
            return

        def read() -> Read:
            with session.store.read() as tx:
                decision = read_content(tx, tx.get(Form, id)).decision
            return signing.look(session, id), open_desk(session, id), decision

        self._context.jobs.run(self, read, self._show, self._explain)

    def _show(self, read: Read) -> None:
        self.state, self.desk, decision = read
        state, desk = self.state, self.desk
        language = self._context.settings["language"]
        self.title = desk.citizen
        self.titled.emit()
        self.heading.setText(
            self.tr("Underskrifter: {form}").format(
                form=desk.opened.definition.title(language).lower()
            )
        )
        self.about.setText(" · ".join(part for part in (desk.citizen, desk.company) if part))
        if state.envelope or state.form.state not in (FormState.DRAFT, FormState.COMPLETE):
            self.place_requested.emit(Place(SEALED, self.case_id, self._form_id))
            return
        self.seal_button.setVisible(state.may_seal)
        self.banner.clear()
        if state.form.state is FormState.DRAFT:
            self.banner.tell(
                self.tr("Blanketten er ikke færdig. Udfyld det, der mangler, først."),
                "warning",
                action=self.tr("Til blanketten"),
                then=self.change_button.click,
            )
        elif state.void:
            self.banner.tell(
                self.tr(
                    "Blanketten er rettet, efter at nogen skrev under: %n underskrift(er) gælder "
                    "ikke længere.",
                    "",
                    len(state.void),
                ),
                "warning",
            )
        elif state.missing and any(p.state is PartyState.SIGNED for p in state.parties):
            self.banner.tell(
                self.tr(
                    "De underskrifter, der er givet, gælder. De andre kan skrive under senere."
                ),
                "info",
            )
        asks = self._may_decide(state, desk)
        self.decision.show_form(state.form, desk.opened.definition, decision, asks=asks)
        self.decision.setVisible(asks or decision is not None)
        self._show_parties(state)
        at, self._turn_to = self._turn_to, 0
        if asks and decision is None:
            return
        if at and state.form.state is FormState.COMPLETE and self.turned is None:
            waiting = [p.role for p in state.parties[at - 1 :] if p.role in state.missing]
            if waiting or state.missing:
                QTimer.singleShot(0, self, partial(self.turn, (waiting or state.missing)[0]))

    def _may_decide(self, state: SigningState, desk: Desk) -> bool:
        """Before the first signature, by whom it was delegated to."""
        is_open = state.form.state is FormState.COMPLETE and not desk.signatures
        return is_open and desk.opened.definition.decided and on_the_spot(self._session)

    def _show_parties(self, state: SigningState) -> None:
        empty(self._cards)
        self.buttons = {}
        first = state.missing[0] if state.missing else None
        for party in state.parties:
            self._cards.addWidget(self._card(party, state, is_next=party.role is first))
        if state.void:
            block = Block(self.tr("Gælder ikke længere"))
            for one in state.void:
                when = moment_within(one.signed_at, self._session.clock.now())
                block.say(f"{word(ROLES[one.role])}: {one.name} · {when}")
            self._cards.addWidget(block)
        self._cards.addStretch(1)

    def _card(self, party: Party, state: SigningState, *, is_next: bool) -> Block:
        card = Block(word(ROLES[party.role]))
        given = party.signature
        if given and party.state is PartyState.SIGNED:
            when = moment_within(given.signed_at, self._session.clock.now())
            said = self.tr("✓  {name} har skrevet under, {when}")
            card.say(said.format(name=given.name, when=when), "strong")
            return card
        if given and party.state is PartyState.REFUSED:
            said = self.tr("{name} ville ikke skrive under: {reason}")
            card.say(said.format(name=given.name, reason=given.refusal_reason), "warning")
        elif party.is_drawing:
            card.say(self.tr("Underskriften er begyndt; det, der er tegnet, er gemt."))
        elif not party.required:
            card.say(self.tr("Kan skrive under, men skal ikke."))
        else:
            card.say(self.tr("Mangler"))
        if state.form.state is not FormState.COMPLETE:
            return card
        own = party.role is SignatureRole.CONSULTANT
        words = self.tr("Skriv under") if own else self.tr("Vend skærmen")
        turn = button(words, "primary" if is_next else "")
        turn.setAccessibleName(f"{words}: {word(ROLES[party.role])}")
        turn.clicked.connect(partial(self.turn, party.role))
        paper = button(self.tr("Underskrevet på papir …"))
        paper.setAccessibleName(f"{paper.text()}: {word(ROLES[party.role])}")
        paper.clicked.connect(partial(self._ask_paper, party.role))
        self.buttons[party.role] = turn
        card.lines.addLayout(flow(turn, paper))
        return card

    # Turning the screen

    def turn(self, role: SignatureRole) -> None:
        """Turn the screen to one party; the consultant signs without its being locked."""
        assert self.state
        if self.turned is None:
            screen = PartyScreen(self._context, self._session, self._form_id, self.window())
            screen.signed.connect(self._next)
            screen.refused.connect(self._next)
            screen.postponed.connect(self._next)
            screen.released.connect(self._released)
            screen.go_button.clicked.connect(self._show_following)
            self.turned = screen
            self._passed = set()
        self._show_party(role)
        self.turned.turn()

    def _show_party(self, role: SignatureRole) -> None:
        assert self.turned and self.desk and self.state
        missing = self.state.missing
        names = names_of(self.desk.opened, self._session.user.name)
        locked = role is not SignatureRole.CONSULTANT
        self.turned.show_party(role, names[role], last=tuple(missing) == (role,), locked=locked)
        session, left = self._session, Left(self.place(), {self.case_id: self.title})
        self._context.jobs.run(self, lambda: keep_place(session, left), failed=self._explain)

    def _next(self) -> None:
        """Somebody signed or refused: whose turn is it now?"""
        session, id = self._session, self._form_id
        self._context.jobs.run(self, lambda: signing.look(session, id), self._go_on, self._explain)

    def _go_on(self, state: SigningState) -> None:
        screen, before = self.turned, self.turned.role if self.turned else None
        self.state = state
        if screen is None or before is None:
            self.refresh()
            return
        self._passed.add(before)
        if state.may_seal:
            if before is SignatureRole.CONSULTANT:
                screen.release()
            else:
                screen.show_waiting()
            self.seal()
            return
        left = [role for role in state.missing if role not in self._passed]
        following = left[0] if left else None
        if following is None or before is SignatureRole.CONSULTANT:
            if before is SignatureRole.CONSULTANT:
                screen.release()
            else:
                screen.show_waiting()
        elif following is SignatureRole.CONSULTANT:
            screen.show_waiting()
            self._turn_to = [p.role for p in state.parties].index(following) + 1
        elif following in _OUTSIDERS and before in _OUTSIDERS:
            self._show_party(following)  # they may see the same
        else:
            assert self.desk
            name = names_of(self.desk.opened, "")[following] or word(ROLES[following])
            self._hand_over(following, name)

    def _hand_over(self, role: SignatureRole, name: str) -> None:
        assert self.turned
        self.turned.show_waiting(name)
        self._following = role

    def _show_following(self) -> None:
        if self._following:
            self._show_party(self._following)

    def _released(self) -> None:
        if self.turned:
            self.turned.deleteLater()
        self.turned = None
        session = self._session
        self._context.jobs.run(self, lambda: take_place(session), failed=self._explain)
        self.refresh()

    # On paper, and sealing

    def _ask_paper(self, role: SignatureRole) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Vælg det underskrevne ark"),
            "",
            self.tr("Scannet ark (*.pdf *.png *.jpg *.jpeg)"),
        )
        if not name or not self.desk:
            return
        known = names_of(self.desk.opened, self._session.user.name)[role]
        asked = [
            Ask("name", self.tr("Navn"), value=known, required=True),
            Ask("position", self.tr("Stilling")),
        ]
        ask(
            self,
            self.tr("Underskrevet på papir"),
            asked,
            self.tr("Gem underskriften"),
            partial(self.take_paper, role, Path(name)),
        )

    def take_paper(self, role: SignatureRole, file: Path, told: dict[str, Any]) -> None:
        """Keep a scanned sheet as that party's signature."""
        session, id = self._session, self._form_id

        def keep() -> object:
            with attaching.opened(file) as scan:
                return signing.sign_on_paper(
                    session,
                    id,
                    role,
                    scan,
                    name=told["name"],
                    position=told["position"],
                    signed_at=session.clock.now(),
                )

        self._context.jobs.run(self, keep, lambda _made: self.refresh(), self._explain)

    def seal(self) -> None:
        """Seal what everyone has signed."""
        session, id = self._session, self._form_id
        self.seal_button.setEnabled(False)

        def sealed(_envelope: Envelope) -> None:
            self.seal_button.setEnabled(True)
            self.told.emit(self.tr("Blanketten er forseglet"))
            if self.turned is None:  # else it is shown when the screen is handed back
                self.place_requested.emit(Place(SEALED, self.case_id, id))

        self._context.jobs.run(self, lambda: envelopes.seal(session, id), sealed, self._explain)

    def _explain(self, error: AppError) -> None:
        self.seal_button.setEnabled(True)
        if error.code != "signing.sealed":
            self.banner.tell(self._context.explain(error))

    def is_busy(self) -> bool:
        """Whether somebody reads or signs."""
        return self.turned is not None
