"""The sheet behind F1: what this page is for, and its keys."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QScrollArea, QWidget

from ui.keys import Key
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.words import language

_WIDTH, _OF_SCREEN = 560, 0.85


class HelpSheet(QDialog):
    """Esc closes it. `keys_requested` and `practice_requested` ask the window."""

    keys_requested = Signal()
    practice_requested = Signal()

    def __init__(self, page: str, keys: Iterable[Key], parent: QWidget) -> None:
        """`page` is the page's name in `ui.shell.places`; `keys` what it takes just now."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hjælp"))
        title, *paragraphs = help_texts(page, language())
        inside = QWidget()
        lines = column(t.M, 0, inside)
        lines.addWidget(label(title, "title", wrap=True))
        for text in paragraphs:
            lines.addWidget(label(text, wrap=True))
        shown = list(keys)
        if shown:
            lines.addSpacing(t.S)
            lines.addWidget(label(self.tr("Taster på denne side"), "strong"))
            lines.addLayout(_grid(shown))
        lines.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(" ".join([title, *paragraphs]))
        self.area.setWidget(inside)
        self.all_button = button(self.tr("Alle taster"))
        self.practice_button = button(self.tr("Øv dig på en øvesag"))
        close = button(self.tr("Luk"), "primary")
        self.all_button.clicked.connect(lambda: self._leave_for(self.keys_requested))
        self.practice_button.clicked.connect(lambda: self._leave_for(self.practice_requested))
        close.clicked.connect(self.accept)
        foot = row(t.S)
        foot.addWidget(self.all_button)
        foot.addWidget(self.practice_button)
        foot.addStretch(1)
        foot.addWidget(close)
        whole = column(t.M, t.XL, self)
        whole.addWidget(self.area, 1)
        whole.addLayout(foot)
        room = parent.screen().availableGeometry()
        wide = max(min(scaled(_WIDTH), round(room.width() * _OF_SCREEN)), self.sizeHint().width())
        needed = inside.heightForWidth(wide - 2 * t.XL) + foot.sizeHint().height() + 3 * t.XL
        self.resize(wide, min(max(needed, 0), round(room.height() * _OF_SCREEN)))
        self.area.setFocus()

    def _leave_for(self, wish: object) -> None:
        self.accept()
        wish.emit()  # type: ignore[attr-defined]


def help_texts(page: str, language: str) -> tuple[str, ...]:
    """A title and paragraphs for the page; KeyError for a page nobody wrote about."""
    return tuple(_written()[page][language])


@cache
def _written() -> dict[str, dict[str, list[str]]]:
    file = resources.files("resources.help").joinpath("pages.toml")
    told: dict[str, dict[str, list[str]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return told


def _grid(keys: list[Key]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(t.XL)
    grid.setVerticalSpacing(t.S)
    grid.setColumnStretch(0, 1)
    for at, key in enumerate(keys):
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(label(key.title, wrap=True), at, 0)
        grid.addWidget(label(key.shown, "key"), at, 1, right)
    return grid
