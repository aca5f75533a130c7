"""What stands and what was kept, side by side, field by field; two buttons decide."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from jobassist.records import User
from jobassist.services.kept import Changed, Undecided, may_keep_mine
from jobassist.services.kept_lines import Line
from ui import keys
from ui.syncing import words
from ui.theme import tokens as t
from ui.widgets.layout import both_ends, column
from ui.widgets.text import button, label
from ui.words import moment_within

_TOP = Qt.AlignmentFlag.AlignTop


class Comparison(QFrame):
    """`theirs_chosen` and `mine_chosen` say what the user wants to stand."""

    theirs_chosen = Signal()
    mine_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = label(role="title", wrap=True)
        self.why = label(role="muted", wrap=True)
        self.theirs_button = button(self.tr("Lad det stå, der gælder"), key=keys.KEEP_THEIRS)
        self.mine_button = button(self.tr("Brug mit"), "primary", key=keys.KEEP_MINE)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        foot = both_ends((), (self.theirs_button, self.mine_button))
        lines = column(t.M, 0, self)
        lines.addWidget(self.heading)
        lines.addWidget(self.why)
        lines.addWidget(self._area, 1)
        lines.addLayout(foot)
        self.theirs_button.clicked.connect(self.theirs_chosen)
        self.mine_button.clicked.connect(self.mine_chosen)

    def show_item(self, item: Undecided, found: list[Line], user: User, now: datetime) -> None:
        """Show a kept item, `found` line by line; `user` wrote what was kept."""
        heading = filter(None, (item.about, words.kind(item.kind)))
        self.heading.setText(" · ".join(heading))
        others = {one.user_id for one in item.others.values()}
        joined = item.why == "conflict" and item.at is None
        overruled = item.why == "overruled"
        self.why.setText(words.why(item.why, item.code, own=others == {user.id}, joined=joined))
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
        who = {self._say_who(one, user, now) for one in item.others.values()}
        said_above = who.pop() if len(who) == 1 else ("" if who else self.tr("fra centralen"))
        theirs = "\n".join(filter(None, (self.tr("Gælder nu"), said_above)))
        when = moment_within(item.at, now) if item.at else ""
        mine_by = "" if joined else user.name
        kept = self.tr("Den anden") if joined else self.tr("Dit")
        mine = "\n".join(filter(None, (kept, ", ".join(filter(None, (mine_by, when))))))
        if overruled:
            theirs = self.tr("Gælder nu")
            mine = "\n".join(filter(None, (self.tr("Kollegaen skrev"), said_above)))
            who = set()
        for at, text in enumerate((theirs, mine) if both else (mine,)):
            grid.addWidget(label(text, "strong", wrap=True), 0, at + 1)
            grid.setColumnStretch(at + 1, 1)
        for at, line in enumerate(found, start=1):
            grid.addWidget(label(line.label, "caption", wrap=True), at, 0, _TOP)
            by = self._say_who(line.other, user, now) if line.other and who else ""
            sides = [(line.mine, "")] if not both else [(line.theirs or "–", by), (line.mine, "")]
            for side, (shown, below) in enumerate(sides):
                grid.addLayout(_value(shown, below), at, side + 1, _TOP)
        grid.setRowStretch(grid.rowCount(), 1)
        self._area.setWidget(sheet)

    def _say_who(self, one: Changed, user: User, now: datetime) -> str:
        name = self.tr("dig, på en anden computer") if one.user_id == user.id else one.name
        name = name or self.tr("en kollega")
        return f"{name}, {moment_within(one.at, now)}" if one.at else name


def _value(shown: str, below: str) -> QVBoxLayout:
    its = label(shown, wrap=True)
    its.setTextFormat(Qt.TextFormat.PlainText)
    its.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    lines = column(2)
    lines.addWidget(its)
    if below:
        lines.addWidget(label(below, "caption", wrap=True))
    return lines
