"""Sync as one can see it: what waits, what needs a decision, and whether one can drive off."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from jobassist.door import SyncState
from jobassist.errors import AppError
from jobassist.messages import message
from jobassist.services import kept, parcels
from jobassist.services.kept import Decision, Undecided, undecided
from jobassist.services.kept_lines import Line, lines
from jobassist.services.parcels import Given
from jobassist.services.sync import login
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.page import Deeds, Page
from ui.shell.places import SYNC
from ui.syncing import words
from ui.syncing.comparison import Comparison
from ui.syncing.computers import ComputersDialog
from ui.syncing.giving import Giving
from ui.syncing.readiness import ReadinessView
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import Scrolled, column, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.text import button, label
from ui.words import language, moment

_LIST_WIDTH = 260


@dataclass(frozen=True, slots=True)
class _Found:
    """What waits: to be decided, line by line; and to be sent, and given to IT meanwhile."""

    items: list[tuple[Undecided, list[Line]]]
    unsent: int
    given: Given | None


class SyncPage(Page):
    """One key decides what one stands on; undo takes the last decision back."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._decided: list[Decision] = []
        self._items: list[Undecided] = []
        self._lines: list[list[Line]] = []
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setObjectName("page")
        self.computers_button = button(self.tr("Mine computere …"), symbol="laptop")
        self.computers_button.setVisible(login(self._session) is not None)
        self.ready_button = button(self.tr("Klar til offline?"), symbol="offline")
        self.banner = Banner()
        self.trouble = Banner()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Venter på din afgørelse"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.comparison = Comparison()
        both = QWidget()
        across = row(t.L, 0, both)
        across.addWidget(self.list)
        across.addWidget(self.comparison, 1)
        self.nothing = Empty(
            "synced",
            self.tr("Intet venter på din afgørelse."),
            self.tr("Når en kollega og du ændrer det samme, kan du se begge dele her."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(both)
        self.stack.addWidget(self.nothing)
        self.readiness = ReadinessView(self._context, self._session)
        self.readiness.hide()
        self.giving = Giving(self._context, self._session)
        head = row(t.M)
        head.addWidget(label(self.tr("Synkronisering"), "display"), 1)
        head.addWidget(self.computers_button)
        head.addWidget(self.ready_button)
        inner = QWidget()
        column(0, 0, self).addWidget(Scrolled(inner))
        down = column(t.M, t.XL, inner)
        down.addLayout(head)
        down.addWidget(self.trouble)
        down.addWidget(self.banner)
        down.addWidget(self.readiness)
        down.addWidget(self.giving)
        down.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_item)
        self.comparison.theirs_chosen.connect(lambda: self.decide(mine=False))
        self.comparison.mine_chosen.connect(lambda: self.decide(mine=True))
        self.ready_button.clicked.connect(self.show_readiness)
        self.computers_button.clicked.connect(self.show_computers)
        self.giving.told.connect(self.told)
        self.giving.failed.connect(self._not_given)

    def refresh(self) -> None:
        """Read anew what waits."""
        session = self._session
        said = language()

        def read() -> _Found:
            items = [(one, lines(session, one, said)) for one in undecided(session)]
            return _Found(items, parcels.to_give(session), parcels.last_given(session))

        self._context.jobs.run(self, read, self._show_found, self._failed)

    def show_trouble(self, state: SyncState) -> None:
        """Why sync does not get through, and what one can do; nothing while it does."""
        if state.code and state.state in ("offline", "failed"):
            kind = "warning" if state.state == "offline" else "error"
            self.trouble.tell(message(state.code, language()), kind)
        else:
            self.trouble.clear()

    def show_computers(self) -> None:
        """The user's computers; one that is lost is reported there."""
        ComputersDialog(self._context, self._session, self).exec()

    def show_readiness(self) -> None:
        """Look whether everything is here that one needs without a network."""
        self.readiness.show()
        self.readiness.refresh()

    def place(self) -> Place:
        """Sync as such."""
        return Place(SYNC)

    def decide(self, *, mine: bool) -> None:
        """Decide what one stands on."""
        at = self.list.currentRow()
        if not 0 <= at < len(self._items):
            return
        item, session = self._items[at], self._session
        if mine and not kept.may_keep_mine(item):
            return
        act = kept.keep_mine if mine else kept.keep_theirs
        self._context.jobs.run(self, lambda: act(session, item.id), self._was_decided, self._failed)

    def take_back(self) -> None:
        """Take the last decision back."""
        if self._decided:
            decision, session = self._decided.pop(), self._session
            self._context.jobs.run(
                self,
                lambda: kept.undo(session, decision),
                lambda _none: self.refresh(),
                self._failed,
            )

    def deeds(self) -> Deeds:
        """The keys of the page."""
        return {
            keys.KEEP_THEIRS: lambda: self.decide(mine=False),
            keys.KEEP_MINE: lambda: self.decide(mine=True),
        }

    def _was_decided(self, decision: Decision) -> None:
        self._decided.append(decision)
        undo = QKeySequence(QKeySequence.StandardKey.Undo)
        said = undo.toString(QKeySequence.SequenceFormat.NativeText)
        self.told.emit(self.tr("Afgjort. {key} fortryder").format(key=said))
        self.refresh()

    def _show_found(self, found: _Found) -> None:
        self.giving.show_state(found.unsent, found.given)
        self._show_items(found.items)

    def _show_items(self, found: list[tuple[Undecided, list[Line]]]) -> None:
        self.banner.clear()
        at = max(self.list.currentRow(), 0)
        items = [item for item, _ in found]
        self._items, self._lines = items, [its for _, its in found]
        self.list.clear()
        now = self._session.clock.now()
        for item in items:
            when = moment(item.at, now) if item.at else ""
            what = words.kind(item.kind)
            title = item.about or what
            detail = " · ".join(filter(None, (what if item.about else "", when)))
            shown = QListWidgetItem(f"{title}\n{detail}")
            shown.setData(Qt.ItemDataRole.UserRole, Row(title, detail, item))
            shown.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {detail}")
            self.list.addItem(shown)
        self.stack.setCurrentIndex(0 if items else 1)
        if items:
            self.list.setCurrentRow(min(at, len(items) - 1))

    def _show_item(self, at: int) -> None:
        if 0 <= at < len(self._items):
            item, found = self._items[at], self._lines[at]
            now = self._session.clock.now()
            self.comparison.show_item(item, found, self._session.user, now)

    def _not_given(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))

    def _failed(self, error: AppError) -> None:
        self.banner.tell(
            self._context.explain(error), action=self.tr("Prøv igen"), then=self.refresh
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo takes the last decision back."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
