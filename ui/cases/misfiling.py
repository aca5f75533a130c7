"""A final note stands in the wrong case: choose the right one, and say why it is moved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from jobassist.errors import AppError
from jobassist.ports.stored import CaseCard
from jobassist.records import Note
from jobassist.services.cases import list_cases
from jobassist.services.filing import move_misfiled
from jobassist.session import Session
from ui.context import Context
from ui.jobs import Job
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.text import button, label
from ui.words import protection

_SHOWN = 30
_SIZE = (520, 480)


class MisfilingDialog(QDialog):
    """Accepted when the note is filed where it belongs; `moved` is the note there."""

    def __init__(
        self, context: Context, session: Session, note: Note, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._note = note
        self._job: Job | None = None
        self.moved: Note | None = None
        self.setWindowTitle(self.tr("Fejljournalisering"))
        self.setMinimumSize(*_SIZE)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Søg den rigtige sag: navn, CPR eller sagsnummer"))
        self.search.setAccessibleName(self.tr("Søg den rigtige sag"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sager"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Hvorfor flyttes notatet?"))
        self.reason.setAccessibleName(self.tr("Begrundelse"))
        self.banner = Banner()
        self.move_button = button(self.tr("Flyt notatet"), "primary")
        self.no_button = button(self.tr("Annullér"))
        self._lay_out()
        self.search.textChanged.connect(self._find)
        self.move_button.clicked.connect(self.move_note)
        self.no_button.clicked.connect(self.reject)
        self._find()

    def _lay_out(self) -> None:
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Notatet står i den forkerte sag"), "title"))
        said = self.tr(
            "Det bliver skjult her, og en låst kopi lægges i den rigtige sag. "
            "Intet rettes, og flytningen kan ses i adgangsloggen."
        )
        lines.addWidget(label(said, "muted", wrap=True))
        lines.addWidget(self.search)
        lines.addWidget(self.list, 1)
        lines.addWidget(self.reason)
        lines.addWidget(self.banner)
        buttons = row(t.M)
        buttons.addStretch(1)
        buttons.addWidget(self.no_button)
        buttons.addWidget(self.move_button)
        lines.addLayout(buttons)

    def _find(self) -> None:
        if self._job:
            self._job.cancel()
        session, query = self._session, self.search.text()
        self._job = self._context.jobs.run(
            self, lambda: list_cases(session, query, _SHOWN), self._show, self._failed
        )

    def _show(self, cards: list[CaseCard]) -> None:
        self.list.clear()
        for card in cards:
            if card.case.id == self._note.case_id:
                continue
            known = (card.case.number, card.citizen.masked_cpr, protection(card.citizen))
            detail = " · ".join(filter(None, known))
            item = QListWidgetItem(card.citizen.name)
            item.setData(Qt.ItemDataRole.UserRole, Row(card.citizen.name, detail, card.case.id))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{card.citizen.name}, {detail}")
            self.list.addItem(item)

    def move_note(self) -> None:
        """File it in the case that is chosen."""
        item = self.list.currentItem()
        if item is None:
            self.banner.tell(self.tr("Vælg den sag, notatet hører til."))
            self.list.setFocus()
            return
        session, note_id = self._session, self._note.id
        case_id: str = item.data(Qt.ItemDataRole.UserRole).value
        reason = self.reason.text()
        self._context.jobs.run(
            self,
            lambda: move_misfiled(session, note_id, case_id, reason),
            self._moved,
            self._failed,
        )

    def _moved(self, note: Note) -> None:
        self.moved = note
        self.accept()

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
