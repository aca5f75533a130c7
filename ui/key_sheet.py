"""The sheet behind F1: every key, read from the same table as the shortcuts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui import keys
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label


class KeySheet(QDialog):
    """Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Taster"))
        lines = column(t.S, t.XL, self)
        lines.addWidget(label(self.tr("Taster"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(t.XL)
        grid.setVerticalSpacing(t.S)
        heading = ""
        for key in keys.ALL:
            if key.heading != heading:
                heading = key.heading
                grid.setRowMinimumHeight(grid.rowCount(), t.S)
                grid.addWidget(label(heading, "caption"), grid.rowCount(), 0, 1, 2)
            at = grid.rowCount()
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(label(key.title), at, 0)
            grid.addWidget(label(key.shown, "key"), at, 1, right)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(0, 340)
        lines.addLayout(grid)
        close = button(self.tr("Luk"))
        close.clicked.connect(self.accept)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        lines.addSpacing(t.S)
        lines.addLayout(foot)
