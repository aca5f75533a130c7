"""What stands and what was kept, side by side, field by field; two buttons decide."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from jobassist.records import Value
from jobassist.services.kept import Undecided, may_keep_mine
from ui import keys
from ui.syncing import words
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label


class Comparison(QFrame):
    """`theirs_chosen` and `mine_chosen` say what the user wants to stand."""

    theirs_chosen = Signal()
    mine_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(role="title")
        self.why = label(role="muted", wrap=True)
        self.theirs_button = button(self.tr("Lad det stå, der gælder"), key=keys.KEEP_THEIRS)
        self.mine_button = button(self.tr("Brug mit"), "primary", key=keys.KEEP_MINE)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        foot = row(t.S)
        foot.addStretch(1)
        foot.addWidget(self.theirs_button)
        foot.addWidget(self.mine_button)
        lines = column(t.M, 0, self)
        lines.addWidget(self.heading)
        lines.addWidget(self.why)
        lines.addWidget(self._area, 1)
        lines.addLayout(foot)
        self.theirs_button.clicked.connect(self.theirs_chosen)
        self.mine_button.clicked.connect(self.mine_chosen)

    def show_item(self, item: Undecided, mine_by: str, when: str) -> None:
        """Show a kept item; `mine_by` wrote it, `when`."""
        heading = filter(None, (item.about, words.kind(item.kind)))
        self.heading.setText(" · ".join(heading))
        self.why.setText(words.why(item.why))
        both = item.present is not None
        may = may_keep_mine(item)
        self.mine_button.setVisible(may)
        kept_only = self.tr("Jeg har set det; fjern det herfra")
        self.theirs_button.setText(self.tr("Lad det stå, der gælder") if may else kept_only)
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(t.L)
        grid.setVerticalSpacing(t.S)
        theirs = self.tr("Gælder nu") + "\n" + self.tr("fra centralen")
        mine = self.tr("Dit") + "\n" + ", ".join(filter(None, (mine_by, when)))
        for at, text in enumerate((theirs, mine) if both else (mine,)):
            grid.addWidget(label(text, "strong"), 0, at + 1)
            grid.setColumnStretch(at + 1, 1)
        for at, (name, value) in enumerate(item.kept.items(), start=1):
            grid.addWidget(label(words.field(name), "caption"), at, 0, Qt.AlignmentFlag.AlignTop)
            sides = [value] if item.present is None else [item.present.get(name), value]
            for side, shown in enumerate(sides):
                its = label(_said(shown), wrap=True)
                its.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(its, at, side + 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(sheet)


def _said(value: Value) -> str:
    if value is None or value == "":
        return "–"
    return ", ".join(value) if isinstance(value, list) else str(value)
