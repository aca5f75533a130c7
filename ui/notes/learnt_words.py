"""What corrections taught: to be seen, and to be forgotten again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from jobassist.errors import AppError
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

if TYPE_CHECKING:
    from jobassist.services.lexicon import Learnt


class LearntWords(QWidget):
    """The user's own words. They are in their store and nowhere else."""

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.words = QListWidget()
        self.words.setWordWrap(True)
        self.words.setObjectName("choices")
        self.words.setAccessibleName(self.tr("Ord, jobassist har lært"))
        self.empty = label(
            self.tr("Her står de fejlhørte ord, du har rettet i det dikterede."), "muted"
        )
        self.banner = Banner()
        self.forget_button = button(self.tr("Glem ordet"))
        lines = column(t.S, 0, self)
        lines.addWidget(label(self.tr("Mine ord"), "strong"))
        hint = self.tr("Ordene ligger kun i dit eget krypterede lager.")
        lines.addWidget(label(hint, "muted", wrap=True))
        lines.addWidget(self.empty)
        lines.addWidget(self.words, 1)
        lines.addWidget(self.banner)
        foot = row()
        foot.addWidget(self.forget_button)
        foot.addStretch(1)
        lines.addLayout(foot)
        self.forget_button.clicked.connect(self._forget)
        self.reload()

    def reload(self) -> None:
        """Show what is remembered now."""
        session = self._session

        def read() -> list[Learnt]:
            from jobassist.services.lexicon import learnt

            return learnt(session)

        self._context.jobs.run(self, read, self._show, self._failed)

    def _show(self, known: list[Learnt]) -> None:
        self.words.clear()
        for each in known:
            shown = f"{each.heard} → {each.written}"
            if not each.in_use:
                shown += self.tr(" (efter én rettelse mere)")
            item = QListWidgetItem(shown, self.words)
            item.setData(Qt.ItemDataRole.UserRole, each.heard)
        self.empty.setVisible(not known)
        self.words.setVisible(bool(known))
        self.forget_button.setVisible(bool(known))

    def _forget(self) -> None:
        item = self.words.currentItem()
        if item is None:
            return
        session, heard = self._session, str(item.data(Qt.ItemDataRole.UserRole))

        def forget() -> None:
            from jobassist.services.lexicon import forget

            forget(session, heard)

        self._context.jobs.run(self, forget, lambda _: self.reload(), self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
