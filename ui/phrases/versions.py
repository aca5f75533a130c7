"""Every version of a standard text, with its author and date; one of them can be brought back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QTextEdit, QWidget

from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.palette import Row, RowDelegate
from ui.widgets.text import button, label
from ui.words import moment

_SIZE = (760, 460)


class VersionsDialog(QDialog):
    """Accepted with the version to bring back in `chosen`; latest first."""

    def __init__(
        self,
        versions: Sequence[Any],
        authors: Mapping[str, str],
        now: datetime,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.chosen: Any = None
        self.setWindowTitle(self.tr("Versioner"))
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Versioner"))
        self.list.setItemDelegate(RowDelegate(self.list))
        for version in versions:
            when = moment(version.changed_at, now) if version.changed_at else ""
            title = self.tr("Version {count}").format(count=version.version)
            said = (authors.get(version.author_id or "", ""), when)
            detail = " · ".join(part for part in said if part)
            item = QListWidgetItem(f"{title}\n{detail}")
            item.setData(Qt.ItemDataRole.UserRole, Row(title, detail, version))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {detail}")
            self.list.addItem(item)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Hvad versionen siger"))
        self.back_button = button(self.tr("Hent denne version tilbage"), "primary")
        close = button(self.tr("Luk"))
        lines = column(t.M, t.XL, self)
        lines.addWidget(label(self.tr("Versioner"), "title"))
        middle = row(t.M)
        middle.addWidget(self.list, 2)
        middle.addWidget(self.text, 3)
        lines.addLayout(middle, 1)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.back_button)
        lines.addLayout(foot)
        self.list.currentItemChanged.connect(self._show)
        close.clicked.connect(self.reject)
        self.back_button.clicked.connect(self._choose)
        self.list.setCurrentRow(0)

    def _show(self) -> None:
        entry = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        self.text.setPlainText(f"{entry.value.title}\n\n{entry.value.body}")
        self.back_button.setEnabled(self.list.currentRow() > 0)

    def _choose(self) -> None:
        self.chosen = self.list.currentItem().data(Qt.ItemDataRole.UserRole).value
        self.accept()
