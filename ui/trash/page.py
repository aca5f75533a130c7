"""The bin: what was thrown away, how long it stays, and taking it back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.services.trash import Kind, Thrown, empty, in_the_bin, take_back
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.noop import QT_TRANSLATE_NOOP
from ui.page import Deeds, Page
from ui.shell.places import CASE, LETTERS, TALKS, TEXTS, TRASH
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import middle_column, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.text import button, label
from ui.words import day_within, moment_within

_KINDS = {
    Kind.NOTE: QT_TRANSLATE_NOOP("TrashPage", "Kladde til notat"),
    Kind.LETTER: QT_TRANSLATE_NOOP("TrashPage", "Kladde til brev"),
    Kind.TASK: QT_TRANSLATE_NOOP("TrashPage", "Opgave"),
    Kind.TALK: QT_TRANSLATE_NOOP("TrashPage", "Aftalt samtale"),
    Kind.TEXT: QT_TRANSLATE_NOOP("TrashPage", "Egen standardtekst"),
}
_PLACES = {
    Kind.NOTE: CASE,
    Kind.LETTER: LETTERS,
    Kind.TASK: TALKS,
    Kind.TALK: TALKS,
    Kind.TEXT: TEXTS,
}
_ENTRY = Qt.ItemDataRole.UserRole


class TrashPage(Page):
    """Enter takes back what one stands on and leads there; Delete empties it for good."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.banner = Banner()
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Papirkurv"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Empty(
            "trash",
            self.tr("Papirkurven er tom."),
            self.tr("Det, du smider ud, ligger her i {days} dage.").format(
                days=self._context.settings["trash_days"]
            ),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        self.back_button = button(self.tr("Tag tilbage"), "primary", key=keys.FINALISE)
        self.empty_button = button(self.tr("Slet for altid"), "quiet")
        head = row(t.M)
        head.addWidget(label(self.tr("Papirkurv"), "display"))
        head.addStretch(1)
        head.addWidget(self.empty_button)
        head.addWidget(self.back_button)
        inner = middle_column(self, t.M)
        inner.addLayout(head)
        inner.addWidget(self.banner)
        inner.addWidget(self.stack, 1)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.take_back)
        self.empty_button.clicked.connect(self.ask_to_empty)
        self.list.itemActivated.connect(lambda _: self.take_back())
        self.list.currentItemChanged.connect(lambda _new, _old: self.banner.clear())

    def refresh(self) -> None:
        """Read the bin anew."""
        session = self._session
        self._context.jobs.run(self, lambda: in_the_bin(session), self.show_state, self._failed)

    def show_state(self, thrown: list[Thrown]) -> None:
        """Show these."""
        at = max(self.list.currentRow(), 0)
        self.list.clear()
        now = self._session.clock.now()
        for one in thrown:
            kind = QCoreApplication.translate("TrashPage", _KINDS[one.kind])
            until = day_within(danish_day(one.until), danish_day(now))
            facts = [
                kind,
                f"{one.citizen}, {one.case_number}" if one.citizen else "",
                self.tr("smidt ud {when}").format(when=moment_within(one.since, now)),
                self.tr("slettes {day}").format(day=until),
            ]
            detail = " · ".join(fact for fact in facts if fact)
            item = QListWidgetItem(f"{one.title}\n{detail}")
            item.setData(_ENTRY, Row(one.title, detail, one))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.title}, {detail}")
            self.list.addItem(item)
        self.stack.setCurrentWidget(self.list if thrown else self.nothing)
        for do in (self.back_button, self.empty_button):
            do.setEnabled(bool(thrown))
        if thrown:
            self.list.setCurrentRow(min(at, len(thrown) - 1))

    def take_back(self) -> None:
        """Take back what one stands on, and go there."""
        one = self._current()
        if one is None:
            return

        def gone(_none: object) -> None:
            self.told.emit(self.tr("Taget tilbage"))
            record_id = one.id if one.kind is Kind.NOTE else ""
            self.place_requested.emit(Place(_PLACES[one.kind], one.case_id, record_id))
            self.refresh()

        self._run(lambda session: take_back(session, one.kind, one.id), gone)

    def ask_to_empty(self) -> None:
        """Ask once more: this cannot be undone."""
        if one := self._current():
            self.banner.tell(
                self.tr("»{title}« slettes for altid og kan ikke tages tilbage.").format(
                    title=one.title
                ),
                "warning",
                action=self.tr("Slet for altid"),
                then=self.empty_chosen,
            )

    def empty_chosen(self) -> None:
        """Empty what one stands on."""
        if one := self._current():
            self._run(
                lambda session: empty(session, one.kind, one.id), lambda _none: self.refresh()
            )

    def _current(self) -> Thrown | None:
        item = self.list.currentItem()
        return item.data(_ENTRY).value if item else None

    def _run(self, deed: Callable[[Session], None], then: Callable[[object], None]) -> None:
        session = self._session
        self._context.jobs.run(self, lambda: deed(session), then, self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))

    def place(self) -> Place:
        """The bin."""
        return Place(TRASH)

    def deeds(self) -> Deeds:
        """The keys of the bin."""
        return {keys.FINALISE: self.take_back, keys.THROW: self.ask_to_empty}
