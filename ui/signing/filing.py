"""The filing sheet: each field in VITAS' order; choosing one copies it and ticks it off."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from jobassist.services.form_sheet import SheetRow
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import label
from ui.widgets.touch import RowButton, empty


class FilingSheet(QWidget):
    """`ticked` carries a field's key and whether it stands in VITAS. Enter copies and goes on."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[SheetRow] = []
        self.buttons: list[RowButton] = []
        self.ticks: list[QCheckBox] = []
        self.count = label(role="muted", wrap=True)
        self._lines = column(0)
        lines = column(t.S, 0, self)
        lines.addWidget(
            label(
                self.tr(
                    "Tryk på et felt, eller Enter: teksten kopieres, feltet får et flueben, og det "
                    "næste er klar. Rækkefølgen er blankettens; om VITAS' skærmbilleder har den "
                    "samme i dag, er usikkert."
                ),
                "muted",
                wrap=True,
            )
        )
        lines.addWidget(self.count)
        lines.addLayout(self._lines)

    def show_rows(self, rows: list[SheetRow]) -> None:
        """Show these; nothing is built anew when only ticks have changed."""
        if [(r.key, r.text) for r in rows] != [(r.key, r.text) for r in self.rows]:
            self._build(rows)
        self.rows = rows
        for tick, one in zip(self.ticks, rows, strict=True):
            tick.setChecked(one.ticked)
        done = sum(one.ticked for one in rows)
        self.count.setText(
            self.tr("{done} af {all} felter er tastet.").format(done=done, all=len(rows))
        )

    def _build(self, rows: list[SheetRow]) -> None:
        empty(self._lines)
        self.buttons, self.ticks = [], []
        section = ""
        for at, one in enumerate(rows):
            if one.section != section:
                section = one.section
                self._lines.addSpacing(t.S)
                self._lines.addWidget(label(section, "strong"))
            across = row(t.S)
            tick = QCheckBox()
            tick.setAccessibleName(self.tr("{name} er tastet").format(name=one.label))
            tick.clicked.connect(partial(self.ticked.emit, one.key))
            made = RowButton(one.text, one.label)
            made.setAccessibleName(self.tr("Kopiér {name}").format(name=one.label))
            made.clicked.connect(partial(self._copy, at))
            across.addWidget(tick)
            across.addWidget(made, 1)
            self._lines.addLayout(across)
            self.ticks.append(tick)
            self.buttons.append(made)

    def _copy(self, at: int) -> None:
        QGuiApplication.clipboard().setText(self.rows[at].text)
        self.ticks[at].setChecked(True)
        self.ticked.emit(self.rows[at].key, True)
        if at + 1 < len(self.buttons):
            self.buttons[at + 1].setFocus()
