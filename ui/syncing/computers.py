"""The user's own computers, and the report that one of them is lost."""

from PySide6.QtWidgets import QDialog, QFrame, QMessageBox, QProgressBar, QWidget

from jobassist.door import OwnComputer
from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.widgets.touch import empty
from ui.words import day, day_within

_WIDTH = 560


class ComputersDialog(QDialog):
    """Asks the central; without contact it says so."""

    def __init__(self, context: Context, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._today = danish_day(session.clock.now())
        self.setWindowTitle(self.tr("Mine computere"))
        self.setMinimumWidth(_WIDTH)
        self.rows: list[ComputerRow] = []
        self._build()
        self.refresh()

    def _build(self) -> None:
        self.banner = Banner()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(self.tr("Spørger centralen"))
        close = button(self.tr("Luk"))
        close.clicked.connect(self.accept)
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Mine computere"), "title"))
        hint = self.tr(
            "Er en af dem mistet eller stjålet, så meld den her: den lukkes ude med det samme, "
            "og dens sager slettes, så snart den kommer på nettet."
        )
        lines.addWidget(label(hint, "muted", wrap=True))
        lines.addWidget(self.banner)
        lines.addWidget(self.busy)
        self._list = column(0)
        lines.addLayout(self._list)
        lines.addStretch(1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        lines.addLayout(foot)

    def refresh(self) -> None:
        """Ask the central."""
        self.busy.show()
        door = self._context.door
        self._context.jobs.run(self, door.own_computers, self.show_state, self._fail)

    def show_state(self, computers: list[OwnComputer]) -> None:
        """Show these."""
        self.busy.hide()
        empty(self._list)
        self.rows = [ComputerRow(one, day_within(one.seen_on, self._today)) for one in computers]
        for line, one in zip(self.rows, computers, strict=True):
            line.name.setText(self._name(one))
            line.button.clicked.connect(lambda _checked=False, it=one: self.ask(it))
            self._list.addWidget(line)

    def _name(self, one: OwnComputer) -> str:
        since = day(danish_day(one.enrolled_at), self._today)
        name = self.tr("Computer tilmeldt {day}").format(day=since[:1].lower() + since[1:])
        here = self.tr("denne computer")
        return f"{name} · {here}" if one.this else name

    def ask(self, one: OwnComputer) -> None:
        """Whether it is really lost: what lies on it only is gone with it."""
        said = QMessageBox.question(
            self,
            self.tr("Meld mistet"),
            self.tr("Arbejde, der kun ligger på den computer, går tabt. Meld den mistet?"),
        )
        if said is QMessageBox.StandardButton.Yes:
            self.report(one)

    def report(self, one: OwnComputer) -> None:
        """Report it."""
        self.busy.show()
        door = self._context.door
        self._context.jobs.run(
            self, lambda: door.report_lost(one.id), lambda _none: self.refresh(), self._fail
        )

    def _fail(self, error: AppError) -> None:
        self.busy.hide()
        self.banner.tell(self._context.explain(error))


class ComputerRow(QFrame):
    """One computer: what it is, how it stands, and the report."""

    def __init__(self, one: OwnComputer, seen: str) -> None:
        super().__init__()
        states = {
            "active": self.tr("i brug"),
            "lost": self.tr("meldt mistet"),
            "revoked": self.tr("lukket ude af IT"),
        }
        self.name = label(role="strong", wrap=True)
        last = self.tr("sidst i kontakt {day}").format(day=seen)
        self.state = label(f"{states.get(one.state, one.state)} · {last}", "caption", wrap=True)
        self.button = button(self.tr("Meld mistet …"), "quiet")
        self.button.setVisible(one.state == "active" and not one.this)
        words = column(2)
        words.addWidget(self.name)
        words.addWidget(self.state)
        across = row(t.S, 0, self)
        across.setContentsMargins(0, t.S, 0, t.S)
        across.addLayout(words, 1)
        across.addWidget(self.button)
