"""Handing a case over: whom to, what is to be done first, and the receiver's yes."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame

from jobassist.records import CaseHandover
from jobassist.services.assignments import Team
from jobassist.services.handover import checklist
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.widgets.touch import empty


class HandingOver(QFrame):
    """Its requests carry a user's id, a hand-over, or a hand-over with a point and a tick."""

    begun = Signal(str)
    ticked = Signal(object, str, bool)
    handed_over = Signal(object)
    accepted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(t.S, 0, self)
        self.points: dict[str, QCheckBox] = {}

    def show_state(self, team: Team, handovers: list[CaseHandover], user_id: str) -> None:
        """Show how far it is: none, in preparation, or waiting for the receiver."""
        empty(self._lines)
        self.points = {}
        names = {user.id: user.name for user in team.colleagues}
        last = handovers[0] if handovers else None
        is_coordinator = team.coordinator is not None and team.coordinator.id == user_id
        if last and last.handed_over_at and last.accepted_at is None:
            self._show_waiting(last, names, user_id)
        elif last and last.handed_over_at is None and is_coordinator:
            self._show_checklist(last, names.get(last.to_id, ""))
        elif is_coordinator:
            self._offer(team, user_id)
        else:
            self._lines.addWidget(
                label(self.tr("Kun sagens tovholder kan overdrage den."), "muted", wrap=True)
            )

    def _offer(self, team: Team, user_id: str) -> None:
        self.to = QComboBox()
        self.to.setAccessibleName(self.tr("Overdrag til"))
        for user in team.colleagues:
            if user.id != user_id:
                self.to.addItem(user.name, user.id)
        self.begin_button = button(self.tr("Forbered overdragelse"))
        self.begin_button.setEnabled(bool(self.to.count()))
        self.begin_button.clicked.connect(lambda: self.begun.emit(str(self.to.currentData())))
        across = row(t.S)
        across.addWidget(self.to, 1)
        across.addWidget(self.begin_button)
        self._lines.addLayout(across)

    def _show_checklist(self, handover: CaseHandover, name: str) -> None:
        self._lines.addWidget(label(self.tr("Til {name}, når dette er gjort:").format(name=name)))
        danish = QLocale().language() is QLocale.Language.Danish
        for point in checklist():
            tick = QCheckBox(point.da if danish else point.en)
            tick.setChecked(point.key in handover.done)
            tick.clicked.connect(
                lambda done, key=point.key: self.ticked.emit(handover, key, bool(done))
            )
            self.points[point.key] = tick
            self._lines.addWidget(tick)
        self.hand_over_button = button(self.tr("Overdrag sagen"), "primary")
        self.hand_over_button.setEnabled(set(handover.done) >= self.points.keys())
        self.hand_over_button.clicked.connect(lambda: self.handed_over.emit(handover))
        across = row(t.S)
        across.addWidget(self.hand_over_button)
        across.addStretch(1)
        self._lines.addLayout(across)

    def _show_waiting(self, handover: CaseHandover, names: dict[str, str], user_id: str) -> None:
        if handover.to_id != user_id:
            said = self.tr("{name} er tovholder nu og har ikke sagt ja endnu.")
            self._lines.addWidget(
                label(said.format(name=names.get(handover.to_id, "")), "muted", wrap=True)
            )
            return
        said = self.tr("{name} har overdraget sagen til dig.")
        self._lines.addWidget(label(said.format(name=names.get(handover.from_id, "")), wrap=True))
        self.accept_button = button(self.tr("Jeg har taget over"), "primary")
        self.accept_button.clicked.connect(lambda: self.accepted.emit(handover))
        across = row(t.S)
        across.addWidget(self.accept_button)
        across.addStretch(1)
        self._lines.addLayout(across)
