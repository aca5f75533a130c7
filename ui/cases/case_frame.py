"""What the page of a case is laid out of: the citizen, the past, and what one reads or writes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from jobassist.session import Session
from ui import keys
from ui.cases.data_age import DataAge
from ui.cases.header import CitizenHeader
from ui.cases.news import CaseNews
from ui.context import Context
from ui.incoming.reader import IncomingReader
from ui.notes.past import CasePast
from ui.notes.reader import NoteReader
from ui.page import Page
from ui.phrases.desk import PhraseDesk
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import column, row
from ui.widgets.text import icon_button


class CaseFrame(Page):
    """The page without its case: `side` shows the draft, the note, the letter or `nothing`."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self._build()

    def _build(self) -> None:
        self.setObjectName("page")
        self.back_button = icon_button("back", self.tr("Tilbage til sagerne"), key=keys.BACK)
        self.header = CitizenHeader()
        self.age = DataAge(self._context, self._session, self.case_id)
        self.header.put_below(self.age)
        self.past = CasePast(self._session)
        self.banner = Banner()
        self.reader = NoteReader(self._session)
        self.nothing = Empty(
            "draft",
            self.tr("Intet notat valgt"),
            self.tr("Vælg et notat i tidslinjen, eller skriv et nyt."),
        )
        self.side = QStackedWidget()
        self.side.addWidget(self.nothing)
        self.side.addWidget(self.reader)
        self.letter = IncomingReader(self._context, self._session)
        self.side.addWidget(self.letter)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(t.XL)
        self.split.addWidget(self.past)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 2)
        self.split.setStretchFactor(1, 3)
        self.split.setSizes([400, 640])
        top = row(t.M)
        top.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.header, 1)
        lines = column(t.L, t.XL, self)
        lines.addLayout(top)
        lines.addWidget(self.banner)
        self.news = CaseNews(self._context, self._session, self.case_id)
        lines.addWidget(self.news)
        lines.addWidget(self.split, 1)
        self.desk = PhraseDesk(self._context, self._session, self)
        self.setFocusProxy(self.past)
