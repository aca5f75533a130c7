"""The company register: found while one types, and brought up to date from a file."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget

from jobassist.errors import AppError
from jobassist.ports.stored import UnitHit
from jobassist.services import companies
from jobassist.services.companies import Found
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.companies.importing import ImportDialog
from ui.context import Context
from ui.jobs import Job
from ui.page import Page
from ui.shell.places import COMPANIES, COMPANY
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.empty import Empty
from ui.widgets.layout import middle_column, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.search_line import SearchLine
from ui.widgets.text import button, label

_MOST = 60
_VALUE = Qt.ItemDataRole.UserRole


class CompaniesPage(Page):
    """Choosing a workplace asks for its card."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._job: Job | None = None
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setProperty("touch", True)
        self.search = SearchLine(
            self.tr("Søg i virksomheder"), self.tr("Søg på navn, CVR, P-nummer eller by")
        )
        self.import_button = button(self.tr("Indlæs register …"))
        self.corrected = label(role="muted", wrap=True)
        self.corrected.hide()
        self.banner = Banner()
        self.list = QListWidget()
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("Virksomheder"))
        self.nothing = Empty("search", "")
        self.no_register = Empty(
            "company",
            self.tr("Registret er tomt"),
            self.tr("Indlæs et udtræk af CVR-registret (CSV eller JSON), så virker det uden net."),
            action=self.tr("Indlæs register …"),
            then=self.import_register,
        )
        self.stack = QStackedWidget()
        for view in (self.list, self.nothing, self.no_register):
            self.stack.addWidget(view)
        head = row(t.M)
        head.addWidget(label(self.tr("Virksomheder"), "display"))
        head.addStretch(1)
        head.addWidget(self.import_button)
        inner = middle_column(self, t.M)
        inner.addLayout(head)
        inner.addWidget(self.search)
        for part in (self.banner, self.corrected):
            inner.addWidget(part)
        inner.addWidget(self.stack, 1)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.refresh)
        self.search.chosen.connect(self._choose_current)
        self.search.walk(self.list)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.import_button.clicked.connect(self.import_register)

    def place(self) -> Place:
        """The register as such."""
        return Place(COMPANIES)

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search.begin()

    def refresh(self) -> None:
        """Search anew; an older answer still under way is dropped."""
        if self._job:
            self._job.cancel()
        session, query = self._session, self.search.text()
        self._job = self._context.jobs.run(
            self,
            lambda: companies.search(session, query, limit=_MOST),
            self.show_found,
            self._failed,
        )

    def show_found(self, found: Found) -> None:
        """Show what was found; say so when something else was looked for."""
        self.list.clear()
        for hit in found.hits:
            item = QListWidgetItem()
            entry = self._row(hit)
            item.setData(_VALUE, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.detail}")
            self.list.addItem(item)
        self.corrected.setVisible(found.corrected is not None)
        if found.corrected is not None:
            said = self.tr("Ingen hedder »{query}«. Her er »{corrected}«.")
            self.corrected.setText(
                said.format(query=self.search.text().strip(), corrected=found.corrected)
            )
        if found.hits:
            self.list.setCurrentRow(0)
            self.stack.setCurrentWidget(self.list)
        elif self.search.text().strip():
            self.nothing.tell(
                self.tr("Ingen virksomhed passer"),
                self.tr("Prøv et andet ord, et CVR-nummer eller et P-nummer."),
            )
            self.stack.setCurrentWidget(self.nothing)
        else:
            self.stack.setCurrentWidget(self.no_register)
        self.search.answered()

    def _row(self, hit: UnitHit) -> Row:
        unit = hit.unit
        company = hit.company.name if hit.company and hit.company.name != unit.name else ""
        where = " ".join(part for part in (unit.postcode, unit.town) if part)
        number = self.tr("P-nummer {number}").format(number=unit.p_number)
        parts = (company, unit.address, where, number, unit.branch)
        return Row(unit.name, " · ".join(part for part in parts if part), unit.id)

    def import_register(self) -> None:
        """Choose a file and take it in."""
        dialog = ImportDialog(self._context, self._session, self)
        dialog.imported.connect(self.refresh)
        dialog.open()

    def _choose_current(self) -> None:
        if item := self.list.currentItem():
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        self.place_requested.emit(Place(COMPANY, record_id=item.data(_VALUE).value))

    def _failed(self, error: AppError) -> None:
        self.banner.tell(
            self._context.explain(error), action=self.tr("Prøv igen"), then=self.refresh
        )
