"""A talk and a task as a line of the case."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout

from jobassist.records import ContactTalk, TalkState, Task
from ui.noop import QT_TRANSLATE_NOOP
from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.layout import column, row
from ui.widgets.text import button, icon_button, label
from ui.words import CHANNELS, TALKS, day, word

_STATES = {
    TalkState.PLANNED: QT_TRANSLATE_NOOP("TalkRow", "aftalt"),
    TalkState.HELD: QT_TRANSLATE_NOOP("TalkRow", "afholdt"),
    TalkState.NO_SHOW: QT_TRANSLATE_NOOP("TalkRow", "udeblevet"),
    TalkState.CANCELLED: QT_TRANSLATE_NOOP("TalkRow", "aflyst"),
}
_WHEN, _WIDEST_WHEN = 170, 240


def when(talk: ContactTalk, today: date) -> str:
    """The day, and the time if one is set: "I dag kl. 9.30"."""
    shown = day(talk.day, today)
    if not talk.starts_at:
        return shown
    clock = talk.starts_at.replace(":", ".").removeprefix("0")
    return QCoreApplication.translate("Words", "{day} kl. {time}").format(day=shown, time=clock)


class TalkRow(QFrame):
    """`opened`, `no_show`, `called_off`, `thrown` and `wanted_in_calendar` carry the talk."""

    opened = Signal(object)
    wanted_in_calendar = Signal(object)
    thrown = Signal(object)
    no_show = Signal(object)
    called_off = Signal(object)

    def __init__(self, talk: ContactTalk, today: date) -> None:
        super().__init__()
        self.talk = talk
        planned = talk.state is TalkState.PLANNED
        time = label(when(talk, today), "strong" if planned else "", wrap=True)
        time.setFixedWidth(min(scaled(_WHEN), _WIDEST_WHEN))
        state = QCoreApplication.translate("TalkRow", _STATES[talk.state])
        facts = " · ".join([word(TALKS[talk.kind]), word(CHANNELS[talk.channel]), state])
        words = column(2)
        words.addWidget(label(facts, "" if planned else "muted", wrap=True))
        if more := talk.agreements or talk.reason:
            words.addWidget(label(more, "caption", wrap=True))
        across = row(t.S)
        across.addWidget(time, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addLayout(words, 1)
        ways = self._ways(talk, today)
        lines = column(t.XS, 0, self)
        lines.setContentsMargins(0, t.S, 0, t.S)
        lines.addLayout(across)
        if scaled(_WHEN) > _WIDEST_WHEN:  # no room beside the words
            lines.addLayout(ways)
        else:
            across.addLayout(ways)

    def _ways(self, talk: ContactTalk, today: date) -> QHBoxLayout:
        """What one can do with it."""
        ways = row(t.S)
        ways.addStretch(1)
        planned = talk.state is TalkState.PLANNED
        named = f"{word(TALKS[talk.kind])} {when(talk, today)}"
        if planned:
            self.calendar_button = icon_button("calendar", f"{self.tr('Til kalenderen')}: {named}")
            self.calendar_button.setToolTip(self.tr("Gem til kalenderen"))
            self.calendar_button.clicked.connect(lambda: self.wanted_in_calendar.emit(self.talk))
            ways.addWidget(self.calendar_button)
        if planned and not talk.note_id:
            self.throw_button = icon_button("trash", f"{self.tr('Smid ud')}: {named}")
            self.throw_button.setToolTip(self.tr("Smid ud"))
            self.throw_button.clicked.connect(lambda: self.thrown.emit(self.talk))
            ways.addWidget(self.throw_button)
        if planned:
            self.off_button = button(self.tr("Afbud"), "quiet")
            self.off_button.setAccessibleName(f"{self.tr('Afbud')}: {named}")
            self.off_button.clicked.connect(lambda: self.called_off.emit(self.talk))
            ways.addWidget(self.off_button)
        if planned and talk.day <= today:
            self.absent_button = button(self.tr("Udeblevet"), "quiet")
            self.absent_button.setAccessibleName(f"{self.tr('Udeblevet')}: {named}")
            self.absent_button.clicked.connect(lambda: self.no_show.emit(self.talk))
            ways.addWidget(self.absent_button)
        if planned or talk.note_id:
            text = self.tr("Begynd") if planned else self.tr("Se notat")
            self.open_button = button(text)
            self.open_button.setAccessibleName(f"{text}: {named}")
            self.open_button.clicked.connect(lambda: self.opened.emit(self.talk))
            ways.addWidget(self.open_button)
        return ways


class TaskRow(QFrame):
    """`ticked` and `thrown` carry the task."""

    ticked = Signal(object)
    thrown = Signal(object)

    def __init__(self, task: Task, today: date) -> None:
        super().__init__()
        self.task = task
        self.tick = QCheckBox(task.text)
        self.tick.setChecked(task.done_at is not None)
        self.tick.clicked.connect(lambda: self.ticked.emit(self.task))
        late = task.done_at is None and task.due_on is not None and task.due_on < today
        due = label(day(task.due_on, today) if task.due_on else "", "danger" if late else "muted")
        across = row(t.S, 0, self)
        across.addWidget(self.tick, 1)
        across.addWidget(due)
        self.throw_button = icon_button("trash", f"{self.tr('Smid ud')}: {task.text}")
        self.throw_button.setToolTip(self.tr("Smid ud"))
        self.throw_button.clicked.connect(lambda: self.thrown.emit(self.task))
        across.addWidget(self.throw_button)
        self.setFocusProxy(self.tick)
