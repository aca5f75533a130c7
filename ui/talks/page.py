"""A case's talks and tasks: what is planned, what was held, what is to be done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import ContactTalk, TalkState, Task
from jobassist.services.calendar_entry import save_entry
from jobassist.services.danish import read_date
from jobassist.services.talks import call_off, no_show, talks_of_case
from jobassist.services.tasks import new_task, set_done, tasks_of_case
from jobassist.services.trash import Kind
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.calendar import ask_where, saved_words
from ui.context import Context
from ui.page import Deeds, Page
from ui.shell.places import CASE, TALK, TALKS
from ui.talks.plan_dialog import PlanTalkDialog
from ui.talks.rows import TalkRow, TaskRow
from ui.theme import tokens as t
from ui.trash.throwing import throw
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row, scrolled_column
from ui.widgets.text import button, label

_DUE_WIDTH = 140


class TalksPage(Page):
    """Talks above, tasks beneath; the next talk first."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self.talk_rows: list[TalkRow] = []
        self.task_rows: list[TaskRow] = []
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setObjectName("page")
        self.banner = Banner()
        self.new_button = button(
            self.tr("Aftal en samtale"), "primary", symbol="plus", key=keys.NEW_NOTE
        )
        self.no_talks = label(self.tr("Ingen samtaler endnu."), "muted")
        self.no_tasks = label(self.tr("Ingen opgaver."), "muted")
        self.text = QLineEdit()
        self.text.setAccessibleName(self.tr("Ny opgave"))
        self.text.setPlaceholderText(self.tr("Ny opgave"))
        self.due = QLineEdit()
        self.due.setAccessibleName(self.tr("Opgavens frist"))
        self.due.setPlaceholderText(self.tr("Frist"))
        self.due.setFixedWidth(_DUE_WIDTH)
        self.add_button = button(self.tr("Tilføj"), symbol="plus")
        self._talks, self._tasks = column(0), column(0)
        self._lay_out()
        self.setFocusProxy(self.new_button)

    def _lay_out(self) -> None:
        lines = scrolled_column(self)
        head = row(t.M)
        head.addWidget(label(self.tr("Samtaler"), "display"))
        head.addStretch(1)
        head.addWidget(self.new_button)
        lines.addLayout(head)
        lines.addWidget(self.banner)
        lines.addLayout(self._talks)
        lines.addWidget(self.no_talks)
        lines.addSpacing(t.L)
        lines.addWidget(label(self.tr("Opgaver"), "title"))
        lines.addLayout(self._tasks)
        lines.addWidget(self.no_tasks)
        new = row(t.S)
        new.addWidget(self.text, 1)
        new.addWidget(self.due)
        new.addWidget(self.add_button)
        lines.addLayout(new)
        lines.addStretch(1)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.plan)
        self.add_button.clicked.connect(self.add_task)
        self.text.returnPressed.connect(self.add_task)
        self.due.returnPressed.connect(self.add_task)

    def refresh(self) -> None:
        """Read talks and tasks anew."""
        session, case_id = self._session, self.case_id
        self._run(
            lambda: (talks_of_case(session, case_id), tasks_of_case(session, case_id)),
            lambda found: self.show_state(*found),
        )

    def show_state(self, talks: list[ContactTalk], tasks: list[Task]) -> None:
        """Show these."""
        self.banner.clear()
        today = danish_day(self._session.clock.now())
        planned = [one for one in talks if one.state is TalkState.PLANNED]
        past = [one for one in talks if one.state is not TalkState.PLANNED]
        _empty(self._talks, self.talk_rows)
        self.talk_rows = [TalkRow(one, today) for one in [*reversed(planned), *past]]
        for made in self.talk_rows:
            made.opened.connect(self._open)
            made.no_show.connect(self._no_show)
            made.called_off.connect(self._call_off)
            made.thrown.connect(self._throw_talk)
            made.wanted_in_calendar.connect(self.save_entry)
            self._talks.addWidget(made)
        self.no_talks.setVisible(not self.talk_rows)
        _empty(self._tasks, self.task_rows)
        self.task_rows = [TaskRow(one, today) for one in tasks]
        for line in self.task_rows:
            line.ticked.connect(self._tick)
            line.thrown.connect(self._throw_task)
            self._tasks.addWidget(line)
        self.no_tasks.setVisible(not self.task_rows)

    def plan(self) -> None:
        """Ask when and how the next talk is to be held."""
        dialog = PlanTalkDialog(self._context, self._session, self.case_id, self)
        if dialog.exec():
            self.told.emit(self.tr("Samtalen er aftalt"))
            self.refresh()

    def add_task(self) -> None:
        """Add the task that is written."""
        due = read_date(self.due.text()) if self.due.text().strip() else None
        if self.due.text().strip() and due is None:
            self.banner.tell(self.tr("Fristen kan ikke læses. Skriv den som 3-12-2026."))
            self.due.setFocus()
            return
        session, case_id, text = self._session, self.case_id, self.text.text()

        def added(_task: Task) -> None:
            self.text.clear()
            self.due.clear()
            self.text.setFocus()
            self.refresh()

        self._run(lambda: new_task(session, case_id, text, due), added)

    def place(self) -> Place:
        """The case's talks."""
        return Place(TALKS, self.case_id)

    def deeds(self) -> Deeds:
        """The keys of talks."""
        return {keys.NEW_NOTE: self.plan}

    def _open(self, talk: ContactTalk) -> None:
        if talk.state is TalkState.PLANNED:
            self.place_requested.emit(Place(TALK, self.case_id, talk.id))
        elif talk.note_id:
            self.place_requested.emit(Place(CASE, self.case_id, talk.note_id))

    def save_entry(self, talk: ContactTalk) -> None:
        """Ask where the calendar entry goes; its name tells of nobody."""
        if file := ask_where(self, talk.day):
            self.save_entry_to(talk, file)

    def save_entry_to(self, talk: ContactTalk, file: Path) -> None:
        """Write the calendar entry there."""
        session = self._session

        def saved(_none: object) -> None:
            self.told.emit(saved_words())

        self._run(lambda: save_entry(session, ContactTalk, talk.id, file), saved)

    def _throw_talk(self, talk: ContactTalk) -> None:
        self._throw(Kind.TALK, talk.id, self.tr("Samtalen er smidt ud"))

    def _throw_task(self, task: Task) -> None:
        self._throw(Kind.TASK, task.id, self.tr("Opgaven er smidt ud"))

    def _throw(self, kind: Kind, id: str, words: str) -> None:
        what = (kind, id, words)
        throw(self, self._context, self._session, what, then=self.refresh, failed=self._failed)

    def _no_show(self, talk: ContactTalk) -> None:
        session = self._session
        self._run(
            lambda: no_show(session, talk.id),
            lambda note: self.place_requested.emit(Place(CASE, self.case_id, note.id)),
        )

    def _call_off(self, talk: ContactTalk) -> None:
        session = self._session
        self._run(lambda: call_off(session, talk.id), lambda _: self.refresh())

    def _tick(self, task: Task) -> None:
        session, done = self._session, task.done_at is None
        self._run(lambda: set_done(session, task.id, done=done), lambda _: self.refresh())

    def _run(self, work: Callable[[], Any], then: Callable[[Any], Any]) -> None:
        self._context.jobs.run(self, work, then, self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))


def _empty(lines: QVBoxLayout, rows: list[Any]) -> None:
    for old in rows:
        lines.removeWidget(old)
        old.deleteLater()
