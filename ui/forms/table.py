"""A table: rows that are added and removed, each a small form of its own."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from jobassist.forms.definition import Field
from jobassist.forms.filling import FieldState, Filling
from jobassist.forms.values import UnreadableError, read
from jobassist.forms.wording import shown
from ui.forms.choosing import control_for
from ui.forms.control import Control
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.widgets.touch import empty


class TableControl(Control):
    """`edited` carries all rows, each as what was typed in it."""

    def __init__(self, field: Field, language: str, filling: Filling) -> None:
        super().__init__(field, language)
        self._filling = filling
        self._locked = False
        self._rows: list[dict[str, Any]] = []
        self.cells: list[dict[str, Control]] = []
        self._pairs: dict[Control, QWidget] = {}
        self._lines = column(t.S)
        self.add_button = button(self.tr("Tilføj en række"), symbol="plus")
        self.add_button.clicked.connect(self._add)
        lines = column(t.S, 0, self)
        lines.addLayout(self._lines)
        foot = row(t.S)
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        lines.addLayout(foot)
        self.setFocusProxy(self.add_button)

    def name_it(self, name: str) -> None:
        """The table's name; each cell has its column's."""
        super().name_it(name)
        self.add_button.setAccessibleName(f"{name}: {self.add_button.text().strip()}")

    def show_state(self, state: FieldState) -> None:
        """Show the rows while somebody types in one of them, too: no cell is overwritten."""
        self._show(state)

    def _show(self, _state: FieldState) -> None:
        """Build the rows anew only when there are others than before."""
        rows = self._filling.rows(self.field.key)
        if len(rows) != len(self.cells):
            self._rows = rows
            self._build()
        self._show_hidden()

    def _build(self) -> None:
        empty(self._lines)
        self.cells, self._pairs = [], {}
        for at, values in enumerate(self._rows):
            frame = QFrame()
            frame.setObjectName("banner")
            lines = column(t.S, t.M, frame)
            head = row(t.S)
            head.addWidget(label(self.tr("Række {number}").format(number=at + 1), "muted"), 1)
            away = icon_button("close", self.tr("Fjern række {number}").format(number=at + 1))
            away.clicked.connect(partial(self._remove, at))
            away.setEnabled(not self._locked)
            head.addWidget(away)
            lines.addLayout(head)
            cells = {}
            for cell in self.field.columns:
                cells[cell.key] = self._cell(at, cell, values, lines)
            self.cells.append(cells)
            self._lines.addWidget(frame)
        room = len(self._rows) < self.field.most_rows
        self.add_button.setEnabled(room and not self._locked)

    def _cell(self, at: int, cell: Field, values: dict[str, Any], lines: Any) -> Control:
        made = control_for(cell, self.language)
        name = cell.label(self.language)
        made.name_it(self.tr("{name}, række {number}").format(name=name, number=at + 1))
        made.show_state(_state(cell, values.get(cell.key), self.language))
        made.edited.connect(partial(self._typed, at, cell.key))
        made.lock(self._locked)
        pair = QWidget()
        self._pairs[made] = pair
        beside = column(2, 0, pair)
        beside.addWidget(label(name, "muted", wrap=True))
        beside.addWidget(made)
        lines.addWidget(pair)
        return made

    def _show_hidden(self) -> None:
        for at, cells in enumerate(self.cells):
            for key, made in cells.items():
                visible = self._filling.column_visible(self.field.key, at, key)
                self._pairs[made].setVisible(visible)

    def _typed(self, at: int, key: str, raw: Any) -> None:
        self._rows[at] = {**self._rows[at], key: raw}
        self.tell([dict(one) for one in self._rows])

    def _add(self) -> None:
        self._rows = [*self._rows, {}]
        self._build()
        self.tell([dict(one) for one in self._rows])
        next(iter(self.cells[-1].values())).setFocus()

    def _remove(self, at: int) -> None:
        self._rows = [one for place, one in enumerate(self._rows) if place != at]
        self._build()
        self.tell([dict(one) for one in self._rows])

    def take_spoken(self, said: str) -> None:
        """Into the cell one stands in."""
        for cells in self.cells:
            for made in cells.values():
                if made.isAncestorOf(self.focusWidget() or self):
                    made.take_spoken(said)

    def lock(self, locked: bool) -> None:
        """Rows can be read and not changed."""
        self._locked = locked
        self._build()


def _state(cell: Field, raw: Any, language: str) -> FieldState:
    try:
        kept = read(cell, raw)
    except UnreadableError:
        kept = None
    text = shown(cell, kept, language) if kept is not None else str(raw or "")
    return FieldState(cell, raw if kept is None else kept, text, True, False, False, ())
