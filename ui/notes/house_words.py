"""The words of the house, as dictation writes them for everybody: a librarian keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from jobassist.errors import AppError
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

if TYPE_CHECKING:
    from jobassist.records import Term


class HouseWords(QWidget):
    """Everybody sees them; the fields and buttons are there for whoever may change them."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.words = QListWidget()
        self.words.setWordWrap(True)
        self.words.setObjectName("choices")
        self.words.setAccessibleName(self.tr("Fælles ord"))
        self.empty = label(self.tr("Der er ingen fælles ord endnu."), "muted")
        self.banner = Banner()
        self.spoken = QLineEdit()
        self.spoken.setPlaceholderText(self.tr("Siges: k c"))
        self.spoken.setAccessibleName(self.tr("Ordet, som det siges"))
        self.written = QLineEdit()
        self.written.setPlaceholderText(self.tr("Skrives: KC"))
        self.written.setAccessibleName(self.tr("Ordet, som det skrives"))
        self.add_button = button(self.tr("Tilføj"))
        self.remove_button = button(self.tr("Fjern"))
        self.hint = label("", "muted", wrap=True)
        self.keeping = QWidget()
        fields = row(t.S, 0, self.keeping)
        for part in (self.spoken, self.written, self.add_button, self.remove_button):
            fields.addWidget(part)
        lines = column(t.S, 0, self)
        lines.addWidget(label(self.tr("Fælles ord"), "strong"))
        lines.addWidget(self.hint)
        lines.addWidget(self.empty)
        lines.addWidget(self.words, 1)
        lines.addWidget(self.keeping)
        lines.addWidget(self.banner)
        self.add_button.clicked.connect(self._add)
        for field in (self.spoken, self.written):
            field.returnPressed.connect(self._add)
        self.remove_button.clicked.connect(self._remove)
        self.words.currentItemChanged.connect(self._take_up)
        self.keeping.hide()
        self.reload()

    def reload(self) -> None:
        """Show the words that are in use now."""
        session = self._session

        def read() -> tuple[list[Term], bool]:
            from jobassist.services.terms import may_keep, terms

            return terms(session), may_keep(session)

        self._context.jobs.run(self, read, self._show, self._failed)

    def _show(self, read: tuple[list[Term], bool]) -> None:
        found, may_keep = read
        self.words.clear()
        for term in found:
            item = QListWidgetItem(f"{term.spoken} → {term.written}", self.words)
            item.setData(Qt.ItemDataRole.UserRole, (term.spoken, term.written))
        self.empty.setVisible(not found)
        self.words.setVisible(bool(found))
        self.keeping.setVisible(may_keep)
        self.remove_button.setEnabled(bool(found))
        self.hint.setText(
            self.tr("Skrives sådan i alles diktat. Aldrig en borgers navn.")
            if may_keep
            else self.tr("Skrives sådan i alles diktat. En tekstansvarlig retter dem.")
        )

    def _take_up(self, item: QListWidgetItem | None) -> None:
        """The word one stands on is what one writes on."""
        if item:
            spoken, written = item.data(Qt.ItemDataRole.UserRole)
            self.spoken.setText(spoken)
            self.written.setText(written)

    def _add(self) -> None:
        session, spoken, written = self._session, self.spoken.text(), self.written.text()

        def add() -> None:
            from jobassist.services.terms import add_term

            add_term(session, spoken, written)

        self._change(add)

    def _remove(self) -> None:
        item = self.words.currentItem()
        if item is None:
            return
        session, (spoken, _) = self._session, item.data(Qt.ItemDataRole.UserRole)

        def remove() -> None:
            from jobassist.services.terms import withdraw_term

            withdraw_term(session, spoken)

        self._change(remove)

    def _change(self, change: Callable[[], None]) -> None:
        def done(_none: None) -> None:
            self.banner.clear()
            self.spoken.clear()
            self.written.clear()
            self.spoken.setFocus()
            self.reload()

        self._context.jobs.run(self, change, done, self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
