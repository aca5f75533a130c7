"""A member of a case and a message in it, as lines."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from jobassist.records import CaseMessage
from jobassist.services.assignments import Member
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.words import ROLES, day, moment, word


class MemberRow(QFrame):
    """`ended` and `resumed` carry the member."""

    ended = Signal(object)
    resumed = Signal(object)

    def __init__(self, member: Member, today: date, *, may_change: bool) -> None:
        super().__init__()
        self.member = member
        part = member.assignment
        name = member.user.name if member.user else self.tr("Ukendt kollega")
        role = word(ROLES[part.role])
        words = column(2)
        words.addWidget(label(name, "strong" if member.present else "muted"))
        words.addWidget(label(f"{role} · {self._days(today)}", "caption"))
        across = row(t.S, 0, self)
        across.setContentsMargins(0, t.S, 0, t.S)
        across.addLayout(words, 1)
        if not may_change:
            return
        text = self.tr("Afslut") if member.present else self.tr("Genoptag")
        self.button = button(text, "quiet")
        self.button.setAccessibleName(f"{text}: {name}, {role}")
        told = self.ended if member.present else self.resumed
        self.button.clicked.connect(lambda: told.emit(self.member))
        across.addWidget(self.button)

    def _days(self, today: date) -> str:
        part = self.member.assignment
        begins = day(part.from_day, today)
        if part.to_day is None:
            return self.tr("fra {day}").format(day=begins[:1].lower() + begins[1:])
        ends = day(max(part.to_day, part.from_day), today)
        return self.tr("{begins} til {ends}").format(
            begins=begins, ends=ends[:1].lower() + ends[1:]
        )


class MessageRow(QFrame):
    """Who wrote it, when and to whom, and what it says."""

    def __init__(self, message: CaseMessage, names: dict[str, str], now: datetime) -> None:
        super().__init__()
        self.message = message
        author = names.get(message.author_id, self.tr("Ukendt kollega"))
        head = f"{author} · {moment(message.created_at, now)}"
        if to := [names[id] for id in message.to if id in names]:
            head += " · " + self.tr("til {names}").format(names=", ".join(to))
        lines = column(2, 0, self)
        lines.setContentsMargins(0, t.S, 0, t.S)
        lines.addWidget(label(head, "caption"))
        self.text = label(message.text, wrap=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(self.text)
