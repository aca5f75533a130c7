"""The sheet behind F1: every key and spoken command, from the tables that act on them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from jobassist.services.commands import COMMANDS
from ui import keys
from ui.notes.orders import meaning
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
        sheet = row(2 * t.XL)
        sheet.addLayout(_keys())
        sheet.addLayout(_commands(self.tr("Sig det alene, mellem to pauser")))
        lines.addLayout(sheet)
        close = button(self.tr("Luk"))
        close.clicked.connect(self.accept)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        lines.addSpacing(t.S)
        lines.addLayout(foot)


def _keys() -> QGridLayout:
    grid = _grid()
    heading = ""
    for key in keys.ALL:
        if key.heading != heading:
            heading = key.heading
            _head(grid, heading)
        _line(grid, key.title, label(key.shown, "key"))
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _commands(heading: str) -> QGridLayout:
    grid = _grid()
    _head(grid, heading)
    for command in COMMANDS:
        _line(grid, meaning(command.name), label(f"»{command.shown}«", "key"))
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(t.XL)
    grid.setVerticalSpacing(t.S)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(0, 300)
    return grid


def _head(grid: QGridLayout, heading: str) -> None:
    grid.setRowMinimumHeight(grid.rowCount(), t.S)
    grid.addWidget(label(heading, "caption"), grid.rowCount(), 0, 1, 2)


def _line(grid: QGridLayout, said: str, shown: QWidget) -> None:
    at = grid.rowCount()
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    told = label(said)
    told.setWordWrap(True)
    grid.addWidget(told, at, 0)
    grid.addWidget(shown, at, 1, right)
