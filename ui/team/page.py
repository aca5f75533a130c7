"""A case's team: who is on it, what they tell each other, and handing it over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPlainTextEdit

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import CaseHandover, CaseMessage, CaseRole
from jobassist.services import assignments, following, handover
from jobassist.services.assignments import Member, Team
from jobassist.services.danish import read_date
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.context import Context
from ui.page import Page
from ui.shell.places import TEAM
from ui.team.handing import HandingOver
from ui.team.rows import MemberRow, MessageRow
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row, scrolled_column
from ui.widgets.text import button, label
from ui.widgets.touch import empty
from ui.words import ROLES, word

_MESSAGE_HEIGHT, _DAY_WIDTH = 84, 150


@dataclass(frozen=True, slots=True)
class _Found:
    team: Team
    follows: bool
    messages: list[CaseMessage]
    handovers: list[CaseHandover]


class TeamPage(Page):
    """People above, messages beneath, handing over last; what is being written stays."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self.member_rows: list[MemberRow] = []
        self.message_rows: list[MessageRow] = []
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setObjectName("page")
        self.banner = Banner()
        self.follow = QCheckBox(self.tr("Følg sagen"))
        self.follow.setToolTip(self.tr("Ændringer fra kolleger kommer på Min dag"))
        self.coordinator = label(role="strong")
        self.colleague, self.role = QComboBox(), QComboBox()
        self.colleague.setAccessibleName(self.tr("Kollega"))
        self.role.setAccessibleName(self.tr("Rolle"))
        for role, name in ROLES.items():
            if role is not CaseRole.COORDINATOR:
                self.role.addItem(word(name), role)
        self.until = QLineEdit()
        self.until.setAccessibleName(self.tr("Til og med"))
        self.until.setPlaceholderText(self.tr("Til og med"))
        self.until.setFixedWidth(scaled(_DAY_WIDTH))
        self.add_button = button(self.tr("Tilføj"), symbol="plus")
        self.only_coordinator = label(
            self.tr("Kun sagens tovholder ændrer, hvem der er på sagen."), "muted", wrap=True
        )
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Besked til kolleger på sagen"))
        self.text.setPlaceholderText(self.tr("Skriv til alle på sagen"))
        self.text.setFixedHeight(scaled(_MESSAGE_HEIGHT))
        self.text.setTabChangesFocus(True)
        self.to_button = button(self.tr("Nævn kolleger"))
        self.to_menu = QMenu(self)
        self.to_button.setMenu(self.to_menu)
        self.send_button = button(self.tr("Send"), "primary")
        self.no_messages = label(self.tr("Ingen beskeder endnu."), "muted")
        self.handing = HandingOver()

    def _lay_out(self) -> None:
        lines = scrolled_column(self)
        head = row(t.M)
        head.addWidget(label(self.tr("Team"), "display"))
        head.addStretch(1)
        head.addWidget(self.follow)
        lines.addLayout(head)
        lines.addWidget(self.banner)
        lines.addWidget(self.coordinator)
        self._members = column(0)
        lines.addLayout(self._members)
        new = row(t.S)
        new.addWidget(self.colleague, 2)
        new.addWidget(self.role, 1)
        new.addWidget(self.until)
        new.addWidget(self.add_button)
        lines.addLayout(new)
        lines.addWidget(self.only_coordinator)
        lines.addSpacing(t.L)
        lines.addWidget(label(self.tr("Beskeder"), "title"))
        lines.addWidget(self.text)
        foot = row(t.S)
        foot.addWidget(self.to_button)
        foot.addStretch(1)
        foot.addWidget(self.send_button)
        lines.addLayout(foot)
        self._messages = column(0)
        lines.addLayout(self._messages)
        lines.addWidget(self.no_messages)
        lines.addSpacing(t.L)
        lines.addWidget(label(self.tr("Overdragelse"), "title"))
        lines.addWidget(self.handing)
        lines.addStretch(1)
        self.setFocusProxy(self.text)

    def _connect(self) -> None:
        self.follow.clicked.connect(self._follow)
        self.add_button.clicked.connect(self.add)
        self.until.returnPressed.connect(self.add)
        self.send_button.clicked.connect(self.send)
        self.to_menu.triggered.connect(lambda _action: self._say_whom())
        self.handing.begun.connect(self._begin)
        self.handing.ticked.connect(self._tick)
        self.handing.handed_over.connect(self._hand_over)
        self.handing.accepted.connect(self._accept)

    def refresh(self) -> None:
        """Read the team, the messages and the hand-overs anew."""
        session, case_id = self._session, self.case_id
        self._run(
            lambda: _Found(
                assignments.team_of(session, case_id),
                following.follows(session, case_id),
                following.messages(session, case_id),
                handover.handovers_of(session, case_id),
            ),
            self.show_state,
        )

    def show_state(self, found: _Found) -> None:
        """Show these."""
        team, session = found.team, self._session
        self.follow.setChecked(found.follows)
        name = team.coordinator.name if team.coordinator else self.tr("Ukendt kollega")
        self.coordinator.setText(self.tr("{name}, tovholder").format(name=name))
        self._show_members(team)
        self._show_colleagues(team)
        empty(self._messages)
        names = {user.id: user.name for user in team.colleagues}
        now = session.clock.now()
        self.message_rows = [MessageRow(one, names, now) for one in found.messages]
        for line in self.message_rows:
            self._messages.addWidget(line)
        self.no_messages.setVisible(not found.messages)
        self.handing.show_state(team, found.handovers, session.user.id)

    def _show_members(self, team: Team) -> None:
        empty(self._members)
        today = danish_day(self._session.clock.now())
        self.member_rows = [
            MemberRow(one, today, may_change=team.may_change) for one in team.members
        ]
        for line in self.member_rows:
            line.ended.connect(self._end)
            line.resumed.connect(self._resume)
            self._members.addWidget(line)
        for widget in (self.colleague, self.role, self.until, self.add_button):
            widget.setVisible(team.may_change)
        self.only_coordinator.setVisible(not team.may_change)

    def _show_colleagues(self, team: Team) -> None:
        own = self._session.user.id
        others = [user for user in team.colleagues if user.id != own]
        chosen = self.colleague.currentData()
        self.colleague.clear()
        for user in others:
            self.colleague.addItem(user.name, user.id)
        self.colleague.setCurrentIndex(max(self.colleague.findData(chosen), 0))
        self.add_button.setEnabled(bool(others))
        named = set(self._named())
        self.to_menu.clear()
        for user in team.present:
            if user.id != own:
                action = self.to_menu.addAction(user.name)
                action.setCheckable(True)
                action.setChecked(user.id in named)
                action.setData(user.id)
        self.to_button.setEnabled(bool(self.to_menu.actions()))
        self._say_whom()

    def add(self) -> None:
        """Put the chosen colleague on the case."""
        until = read_date(self.until.text()) if self.until.text().strip() else None
        if self.until.text().strip() and until is None:
            self.banner.tell(self.tr("Dagen kan ikke læses. Skriv den som 3-12-2026."))
            self.until.setFocus()
            return
        session, case_id, user = self._session, self.case_id, str(self.colleague.currentData())
        role = CaseRole(self.role.currentData())
        self._run(
            lambda: assignments.assign(session, case_id, user, role, to_day=until),
            lambda _made: self._done(self.until.clear),
        )

    def send(self) -> None:
        """Send what is written to everybody on the case."""
        session, case_id, text = self._session, self.case_id, self.text.toPlainText()
        named = self._named()

        def sent(_message: CaseMessage) -> None:
            self.text.clear()
            for action in self.to_menu.actions():
                action.setChecked(False)
            self.text.setFocus()
            self._done()

        self._run(lambda: following.tell(session, case_id, text, named), sent)

    def place(self) -> Place:
        """The case's team."""
        return Place(TEAM, self.case_id)

    def _named(self) -> tuple[str, ...]:
        return tuple(str(one.data()) for one in self.to_menu.actions() if one.isChecked())

    def _say_whom(self) -> None:
        names = [one.text() for one in self.to_menu.actions() if one.isChecked()]
        self.to_button.setText(", ".join(names) or self.tr("Nævn kolleger"))

    def _follow(self, follows: bool) -> None:
        session, case_id = self._session, self.case_id
        self._run(
            lambda: following.follow(session, case_id, follows=follows), lambda _: self._done()
        )

    def _end(self, member: Member) -> None:
        session, id = self._session, member.assignment.id
        self._run(lambda: assignments.end(session, id), lambda _: self._done())

    def _resume(self, member: Member) -> None:
        session, id = self._session, member.assignment.id
        self._run(lambda: assignments.go_on(session, id), lambda _: self._done())

    def _begin(self, to: str) -> None:
        session, case_id = self._session, self.case_id
        self._run(lambda: handover.begin_handover(session, case_id, to), lambda _: self._done())

    def _tick(self, one: CaseHandover, key: str, done: bool) -> None:
        session = self._session
        self._run(lambda: handover.tick(session, one.id, key, done=done), lambda _: self._done())

    def _hand_over(self, one: CaseHandover) -> None:
        session = self._session

        def given(_handover: CaseHandover) -> None:
            self.told.emit(self.tr("Sagen er overdraget"))
            self._done()

        self._run(lambda: handover.hand_over(session, one.id), given)

    def _accept(self, one: CaseHandover) -> None:
        session = self._session
        self._run(lambda: handover.accept(session, one.id), lambda _: self._done())

    def _done(self, then: Callable[[], Any] | None = None) -> None:
        self.banner.clear()
        if then:
            then()
        self.refresh()

    def _run(self, work: Callable[[], Any], then: Callable[[Any], Any]) -> None:
        self._context.jobs.run(self, work, then, self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
