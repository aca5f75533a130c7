"""The sheet behind F1: every key and spoken command, from the tables that act on them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QWidget

from jobassist.services.commands import COMMANDS
from ui import keys
from ui.notes.orders import meaning
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label

_OF_SCREEN = 0.85  # a sheet higher than this share of the screen is scrolled
_BAR = 24  # the scroll bar's width, and a little air


class KeySheet(QDialog):
    """Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Taster"))
        lines = column(t.S, t.XL, self)
        lines.addWidget(label(self.tr("Taster"), "title"))
        inside = QWidget()
        sheet = row(2 * t.XL, 0, inside)
        sheet.addLayout(_keys())
        sheet.addLayout(self._spoken())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.tr("Taster"))
        area.setWidget(inside)
        area.setMinimumWidth(inside.sizeHint().width() + _BAR)
        lines.addWidget(area, 1)
        close = button(self.tr("Luk"))
        close.clicked.connect(self.accept)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(close)
        lines.addSpacing(t.S)
        lines.addLayout(foot)
        wanted = inside.sizeHint().height() + self.sizeHint().height() - area.sizeHint().height()
        most = round(parent.screen().availableGeometry().height() * _OF_SCREEN)
        self.resize(self.sizeHint().width(), min(wanted, most))
        area.setFocus()

    def _spoken(self) -> QGridLayout:
        """What may be said: commands, requests, and the marks that are no words."""
        grid = _commands(self.tr("Sig det alene, mellem to pauser"))
        for said, shown in (
            (self.tr("Sæt en standardtekst ind"), self.tr("»indsæt […]«")),
            (self.tr("Vælg af det, der vises, eller et felts valg"), self.tr("»en«, »to«, »tre«")),
            (self.tr("Ingen af dem"), self.tr("»nej«")),
        ):
            _line(grid, said, label(shown, "key"))
        _head(grid, self.tr("Sig det i teksten"))
        for said, shown in (
            (self.tr("Punktum, komma, spørgsmålstegn, kolon …"), self.tr("»punktum«, »komma«")),
            (self.tr("Ny linje, nyt afsnit"), self.tr("»ny linje«, »nyt afsnit«")),
            (self.tr("Citat og parentes"), self.tr("»citat start«, »parentes slut«")),
            (self.tr("Selve ordet"), self.tr("»ordet punktum«")),
        ):
            _line(grid, said, label(shown, "key"))
        grid.setRowStretch(grid.rowCount(), 1)
        return grid


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
