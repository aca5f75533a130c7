"""Min dag: today's talks, what is due, what is begun, and what is still to be carried over."""

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget

from jobassist.errors import AppError
from jobassist.services.my_day import MyDay, read_day
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.day.rows import MOST, DayRow, rows_of
from ui.day.view import DayView
from ui.jobs import Job
from ui.page import Deeds, Page
from ui.shell.places import CASES, DAY
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import middle_column, row
from ui.widgets.text import button, label


class DayPage(Page):
    """Enter opens what one stands on, space ticks it off, and the tick can be taken back."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._job: Job | None = None
        self._ticked: list[DayRow] = []
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.heading = label(role="display", wrap=True)
        self.next_button = button(self.tr("Begynd på det næste"), "primary", key=keys.START_NEXT)
        self.banner = Banner()
        self.view = DayView()
        self.view.setAccessibleName(self.tr("Min dag"))
        self.nothing = Empty(
            "check",
            self.tr("Intet venter på dig i dag."),
            self.tr("Samtaler, frister og kladder kommer her af sig selv."),
            action=self.tr("Gå til sagerne"),
            then=lambda: self.place_requested.emit(Place(CASES)),
            otherwise=(self.tr("Øv dig på en øvesag"), self.practice_requested.emit),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        head = row(t.M)
        head.addWidget(self.heading, 1)
        head.addWidget(self.next_button)
        inner = middle_column(self, t.M)
        inner.addLayout(head)
        inner.addWidget(self.banner)
        inner.addWidget(self.stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.next_button.clicked.connect(self.start_next)
        self.view.chosen.connect(lambda entry: self.place_requested.emit(entry.place))
        self.view.ticked.connect(self._tick)

    def refresh(self) -> None:
        """Read the day anew; an older answer still under way is dropped."""
        if self._job:
            self._job.cancel()
        session = self._session
        self._job = self._context.jobs.run(
            self, lambda: read_day(session, MOST), self.show_day, self._failed
        )

    def show_day(self, today: MyDay) -> None:
        """Show this day."""
        self.banner.clear()
        danish = QLocale().language() is QLocale.Language.Danish
        pattern = "dddd 'den' d. MMMM" if danish else "dddd d MMMM"
        date = QDate(today.day.year, today.day.month, today.day.day)
        words = QLocale().toString(date, pattern)
        self.heading.setText(words[:1].upper() + words[1:])
        self.view.show_rows(rows_of(self._session, today))
        self.next_button.setVisible(bool(self.view.count()))
        self.stack.setCurrentWidget(self.view if self.view.count() else self.nothing)
        if today.conflicts or today.quarantined:
            count = today.conflicts + today.quarantined
            self.banner.tell(self.tr("%n ændringer venter på din afgørelse.", "", count), "warning")

    def start_next(self) -> None:
        """Open the first thing of the day."""
        for entry in self.view.rows():
            if entry.place:
                self.place_requested.emit(entry.place)
                return

    def place(self) -> Place:
        """The day as such."""
        return Place(DAY)

    def deeds(self) -> Deeds:
        """The keys of the day."""
        return {keys.START_NEXT: self.start_next}

    def _tick(self, entry: DayRow) -> None:
        def done(_none: object) -> None:
            self._ticked.append(entry)
            undo = QKeySequence(QKeySequence.StandardKey.Undo)
            words = undo.toString(QKeySequence.SequenceFormat.NativeText)
            self.told.emit(self.tr("Klaret. {key} fortryder").format(key=words))
            self.refresh()

        self._set(entry, True, done)

    def _take_back(self) -> None:
        if self._ticked:
            self._set(self._ticked.pop(), False, lambda _none: self.refresh())

    def _set(self, entry: DayRow, ticked: bool, then: object) -> None:
        tick = entry.tick
        assert tick
        self._context.jobs.run(self, lambda: tick(ticked), then, self._failed)  # type: ignore[arg-type]

    def _failed(self, error: AppError) -> None:
        self.banner.tell(
            self._context.explain(error), action=self.tr("Prøv igen"), then=self.refresh
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo takes the last tick back."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._take_back()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
