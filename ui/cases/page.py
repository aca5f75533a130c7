"""The list of cases, with a search that answers while one types."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QListView, QStackedWidget

from jobassist.errors import AppError
from jobassist.ports.stored import CaseCard
from jobassist.services.cases import count_cases, list_cases
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.cases.delegate import CaseDelegate
from ui.cases.model import CARD, CaseModel
from ui.context import Context
from ui.jobs import Job
from ui.page import Page
from ui.shell.places import CASE, CASES
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import middle_column, row
from ui.widgets.search_line import SearchLine
from ui.widgets.text import label

_FIRST = 200
"""So many are read at once; the rest when one comes to their end."""


class CasesPage(Page):
    """Choosing a case asks for its place."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._job: Job | None = None
        self._most: int | None = _FIRST
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.search = SearchLine(
            self.tr("Søg i sager"), self.tr("Søg på navn, CPR eller sagsnummer")
        )
        self.count = label(role="muted")
        self.banner = Banner()
        self.model = CaseModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CaseDelegate(self._session))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Sager"))
        self.nothing = Empty("people", "")
        self.waiting = Empty("sync", self.tr("Henter sager …"))
        self.stack = QStackedWidget()
        for view in (self.waiting, self.list, self.nothing):
            self.stack.addWidget(view)
        head = row(t.M)
        head.addWidget(label(self.tr("Sager"), "display"))
        head.addStretch(1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        inner = middle_column(self, t.L)
        inner.addLayout(head)
        inner.addWidget(self.search)
        inner.addWidget(self.banner)
        inner.addWidget(self.stack, 1)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.model.rest_wanted.connect(self._read_rest)
        self.search.chosen.connect(self._choose_current)
        self.search.walk(self.list)
        self.list.activated.connect(self._choose)
        self.list.clicked.connect(self._choose)

    def place(self) -> Place:
        """The list as such."""
        return Place(CASES)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.begin()

    def refresh(self) -> None:
        """Read the list anew; an older answer still under way is dropped."""
        if self._job:
            self._job.cancel()
        session, query, most = self._session, self.search.text(), self._most

        def read() -> tuple[list[CaseCard], int]:
            return list_cases(session, query, most), count_cases(session, query)

        self._job = self._context.jobs.run(self, read, self._show, self._failed)

    def _search(self) -> None:
        self._most = _FIRST
        self.refresh()

    def _read_rest(self) -> None:
        if self._most is not None:
            self._most = None
            self.refresh()

    def _show(self, found: tuple[list[CaseCard], int]) -> None:
        self.banner.clear()
        cards, count = found
        chosen = self.list.currentIndex().data(CARD)
        self.model.show(cards, count)
        self.count.setText(self.tr("%n sager", "", count))
        if cards:
            ids = [card.case.id for card in cards]
            row_ = ids.index(chosen.case.id) if chosen and chosen.case.id in ids else 0
            self.list.setCurrentIndex(self.model.index(row_))
            self.stack.setCurrentWidget(self.list)
        else:
            self._show_nothing()
        self.search.answered()

    def _show_nothing(self) -> None:
        if self.search.text():
            self.nothing.tell(
                self.tr("Ingen sager passer."),
                self.tr("Prøv færre bogstaver, eller tryk Esc for at se alle."),
            )
        else:
            self.nothing.tell(
                self.tr("Du har ingen sager her endnu."),
                self.tr("De kommer, når computeren er tilmeldt og synkroniseret."),
            )
        self.stack.setCurrentWidget(self.nothing)

    def _failed(self, error: AppError) -> None:
        self.stack.setCurrentWidget(self.list)
        self.banner.tell(
            self._context.explain(error), action=self.tr("Prøv igen"), then=self.refresh
        )

    def _choose_current(self) -> None:
        if self.list.currentIndex().isValid():
            self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        self.place_requested.emit(Place(CASE, index.data(CARD).case.id))
