"""Who the case is about. The CPR number is masked until one asks to see it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from jobassist import log
from jobassist.services.cases import CaseFile
from ui import keys
from ui.icons import icon
from ui.theme import tokens as t
from ui.widgets.flow import Flow, flow
from ui.widgets.layout import column, row
from ui.widgets.text import icon_button, label
from ui.words import ROLES, protection, target_group, word


class CitizenHeader(QFrame):
    """The name, and the facts a caseworker looks for first."""

    def __init__(self) -> None:
        super().__init__()
        self._cpr = ("", "")
        self._case_id = ""
        self.name = label(role="display")
        self.number = label(role="muted")
        self.protected = label(role="warning")
        self.reveal = icon_button("show", self.tr("Vis CPR-nummer"), key=keys.REVEAL)
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._show_cpr)
        self._facts: dict[str, QLabel] = {}
        self._lines = lines = column(t.M, 0, self)
        top = row(t.M)
        for widget in (self.name, self.number, self.protected):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        lines.addLayout(top)
        facts = flow(spacing=t.XL)
        self._add(facts, "cpr", self.tr("CPR"))
        self._add(facts, "target_group", self.tr("Målgruppe"))
        self._add(facts, "benefit", self.tr("Ydelse"))
        self._add(facts, "coordinator", self.tr("Tovholder"))
        self._add(facts, "team", self.tr("Team"))
        lines.addLayout(facts)

    def put_below(self, widget: QWidget) -> None:
        """Put a widget under the facts."""
        self._lines.addWidget(widget)

    def show_case(self, file: CaseFile) -> None:
        """Show a case; the CPR number is masked again."""
        citizen = file.citizen
        shown = citizen.cpr[:6] + "-" + citizen.cpr[6:]
        self._case_id, self._cpr = file.case.id, (citizen.masked_cpr, shown)
        self.name.setText(citizen.name)
        self.number.setText(self.tr("Sag {number}").format(number=file.case.number))
        self.protected.setText(protection(citizen))
        self.reveal.setChecked(False)
        self._show_cpr(False)
        self._say("target_group", target_group(citizen.target_group))
        self._say("benefit", citizen.benefit[:1].upper() + citizen.benefit[1:])
        self._say("coordinator", file.coordinator.name if file.coordinator else "")
        self._show_team(file)

    def _show_team(self, file: CaseFile) -> None:
        others = [
            (user.name, word(ROLES[part.role]))
            for part, user in file.team
            if user and user.id != file.case.coordinator_id and part.to_day is None
        ]
        text = others[0][0] if others else ""
        if len(others) > 1:
            text += self.tr(" og {count} til").format(count=len(others) - 1)
        self._say("team", text)
        self._facts["team"].setToolTip("\n".join(f"{name}, {role}" for name, role in others))

    def _show_cpr(self, revealed: bool) -> None:
        self._say("cpr", self._cpr[revealed])
        name = self.tr("Skjul CPR-nummer") if revealed else self.tr("Vis CPR-nummer")
        self.reveal.setAccessibleName(name)
        self.reveal.setIcon(icon("hide" if revealed else "show"))
        if revealed:
            log.event("citizen.cpr_revealed", case=self._case_id)

    def _say(self, fact: str, text: str) -> None:
        self._facts[fact].setText(text or "–")

    def _add(self, facts: Flow, fact: str, name: str) -> None:
        value = label("–")
        value.setAccessibleName(name)
        self._facts[fact] = value
        holder = QWidget()
        pair = column(2, 0, holder)
        pair.addWidget(label(name, "caption"))
        line = row(t.XS)
        line.addWidget(value)
        if fact == "cpr":
            self.reveal.setFixedSize(28, 24)
            self.reveal.setStyleSheet("min-height: 20px; padding: 0;")
            line.addWidget(self.reveal)
        pair.addLayout(line)
        facts.addWidget(holder)
