"""A new form: which one, and whom it is about. What is known of both is filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QListWidget, QListWidgetItem, QWidget

from jobassist.errors import AppError
from jobassist.forms.definition import Definition
from jobassist.ports.stored import CaseCard
from jobassist.records import FilledForm, Form
from jobassist.services import form_definitions, forms
from jobassist.services.cases import list_cases
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.context import Context
from ui.jobs import Job
from ui.shell.places import FORM
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.search_line import SearchLine
from ui.widgets.text import button, label
from ui.words import protection

_ABOUT_CITIZEN = "borger"
_FIRST = "virksomhedspraktik"
_SIZE = (560, 560)
_WIDEST = 1000
_MOST = 40
_VALUE = Qt.ItemDataRole.UserRole


class NewFormDialog(QDialog):
    """`begun` carries the form's place. With `case_id` only the form is asked for."""

    begun = Signal(object)

    def __init__(
        self,
        context: Context,
        session: Session,
        parent: QWidget,
        *,
        p_number: str = "",
        case_id: str = "",
        started_from: str = "",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._p_number = p_number
        self._case_id = case_id
        self._started_from = started_from
        self._job: Job | None = None
        self.setWindowTitle(self.tr("Ny blanket"))
        self.setProperty("touch", True)
        self.resize(min(scaled(_SIZE[0]), _WIDEST), _SIZE[1])
        self._build()
        self._connect()
        self._context.jobs.run(
            self, lambda: form_definitions.types(session), self._show_types, self._failed
        )

    def _build(self) -> None:
        self.types = QComboBox()
        self.types.setAccessibleName(self.tr("Blanket"))
        self.search = SearchLine(
            self.tr("Søg borgeren"), self.tr("Søg borgeren på navn, CPR eller sagsnummer")
        )
        self.whom = label(self.tr("Hvem handler den om?"), "strong")
        self.list = QListWidget()
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Borgere"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.banner = Banner()
        self.start_button = button(self.tr("Begynd"), "primary")
        away = button(self.tr("Fortryd"))
        away.clicked.connect(self.reject)
        lines = column(t.S, t.XL, self)
        lines.addWidget(label(self.tr("Ny blanket"), "title"))
        lines.addWidget(self.types)
        lines.addWidget(self.banner)
        for part in (self.whom, self.search):
            lines.addWidget(part)
        lines.addWidget(self.list, 1)
        lines.addStretch(0)
        foot = row(t.S)
        foot.addStretch(1)
        foot.addWidget(away)
        foot.addWidget(self.start_button)
        lines.addLayout(foot)

    def _connect(self) -> None:
        self.types.currentIndexChanged.connect(lambda _at: self._show_type())
        self.search.textChanged.connect(self._search)
        self.search.walk(self.list)
        self.list.itemClicked.connect(lambda item: self.start(item.data(_VALUE).value))
        self.list.itemActivated.connect(lambda item: self.start(item.data(_VALUE).value))
        self.search.chosen.connect(self._start_current)
        self.start_button.clicked.connect(lambda: self.start(self._case_id))

    def _show_types(self, found: list[Definition]) -> None:
        danish = self._context.settings["language"]
        ordered = sorted(found, key=lambda one: (one.name != _FIRST, one.title(danish)))
        for one in ordered:
            if one.about == _ABOUT_CITIZEN or self._p_number:
                self.types.addItem(one.title(danish), one)
        self._show_type()
        self._search()
        (self.search if self._asks_whom else self.types).setFocus()

    @property
    def _asks_whom(self) -> bool:
        definition = self.types.currentData()
        about = isinstance(definition, Definition) and definition.about == _ABOUT_CITIZEN
        return about and not self._case_id

    def _show_type(self) -> None:
        asks = self._asks_whom
        for part in (self.whom, self.search, self.list):
            part.setVisible(asks)
        self.start_button.setVisible(not asks)

    def _search(self) -> None:
        if self._job:
            self._job.cancel()
        session, query = self._session, self.search.text()
        self._job = self._context.jobs.run(
            self, lambda: list_cases(session, query, _MOST), self._show_cases, self._failed
        )

    def _show_cases(self, cards: list[CaseCard]) -> None:
        self.list.clear()
        for card in cards:
            item = QListWidgetItem()
            detail = self.tr("Sag {number} · {cpr}").format(
                number=card.case.number, cpr=card.citizen.masked_cpr
            )
            detail = " · ".join(filter(None, (detail, protection(card.citizen))))
            item.setData(_VALUE, Row(card.citizen.name, detail, card.case.id))
            said = f"{card.citizen.name}, {detail}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self.list.addItem(item)
        if cards:
            self.list.setCurrentRow(0)
        self.search.answered()

    def _start_current(self) -> None:
        if item := self.list.currentItem():
            self.start(item.data(_VALUE).value)

    def start(self, case_id: str) -> None:
        """Begin the chosen form about that case, or about the company alone."""
        definition = self.types.currentData()
        if not isinstance(definition, Definition) or not self.isEnabled():
            return
        about = case_id if definition.about == _ABOUT_CITIZEN else ""
        session, name = self._session, definition.name
        number, source = self._p_number, self._started_from
        self.setEnabled(False)

        def begin() -> FilledForm:
            return forms.start(session, name, case_id=about, p_number=number, started_from=source)

        self._context.jobs.run(self, begin, self._begun, self._failed)

    def _begun(self, record: FilledForm) -> None:
        case_id = record.case_id if isinstance(record, Form) else ""
        self.accept()
        self.begun.emit(Place(FORM, case_id, record.id))

    def _failed(self, error: AppError) -> None:
        self.setEnabled(True)
        self.banner.tell(self._context.explain(error))
