"""Min Plan: the job goal, the citizen's own words, and the steps; saved as it is written."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit

from jobassist.errors import AppError
from jobassist.ports.clock import danish_day
from jobassist.records import PlanStep, StepKind, StepState
from jobassist.services.danish import read_date
from jobassist.services.plans import (
    PlanView,
    add_step,
    change_step,
    move_step,
    read_plan,
    save_plan,
)
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui import keys
from ui.context import Context
from ui.page import Deeds, Page
from ui.plan.step_row import StepRow
from ui.plan.words import PlanText, PlanTexts, StepText
from ui.shell.places import PLAN
from ui.theme import tokens as t
from ui.widgets.banner import Banner
from ui.widgets.layout import column, row, scrolled_column
from ui.widgets.text import button, label
from ui.words import STEPS, word

_SAVE_AFTER_MS = 800


class PlanPage(Page):
    """What is written is saved when the hand rests, and on the way out."""

    def __init__(self, context: Context, session: Session, case_id: str) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.case_id = case_id
        self.view: PlanView | None = None
        self.rows: list[StepRow] = []
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        self.setObjectName("page")
        self.banner = Banner()
        self.goal = QLineEdit()
        self.goal.setAccessibleName(self.tr("Jobmål"))
        self.goal.setPlaceholderText(self.tr("Det job, der arbejdes hen imod"))
        self.own_words = PlanText(self.tr("Borgerens egne ord"))
        self.progress = PlanText(self.tr("Progression"))
        self.state = label(role="muted")
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Skridtets art"))
        for kind, name in STEPS.items():
            self.kind.addItem(word(name), kind)
        self.text = StepText(self.tr("Nyt skridt"))
        self.text.setPlaceholderText(self.tr("Nyt skridt, gerne med borgerens egne ord"))
        self.due = QLineEdit()
        self.due.setAccessibleName(self.tr("Skridtets frist"))
        self.due.setPlaceholderText(self.tr("Frist"))
        self.due.setFixedWidth(140)
        self.add_button = button(self.tr("Tilføj"), symbol="plus")
        self.phrase_button = button(self.tr("Standardtekst"), key=keys.PALETTE, symbol="text")
        self._saving = QTimer(self, singleShot=True, interval=_SAVE_AFTER_MS)
        self._lay_out()
        self.texts = PlanTexts(
            self._context,
            self._session,
            self,
            case_id=self.case_id,
            step=self.text,
            fields=(self.own_words, self.progress),
        )
        self.setFocusProxy(self.goal)

    def _lay_out(self) -> None:
        lines = scrolled_column(self)
        head = row(t.M)
        head.addWidget(label(self.tr("Min Plan"), "display"))
        head.addStretch(1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.phrase_button)
        lines.addLayout(head)
        lines.addWidget(self.banner)
        for name, field in (
            (self.tr("Jobmål"), self.goal),
            (self.tr("Borgerens egne ord"), self.own_words),
        ):
            lines.addWidget(label(name, "caption"))
            lines.addWidget(field)
        lines.addSpacing(t.M)
        lines.addWidget(label(self.tr("Skridt"), "title"))
        self._steps = column(0)
        lines.addLayout(self._steps)
        self.no_steps = label(self.tr("Ingen skridt endnu."), "muted")
        lines.addWidget(self.no_steps)
        new = row(t.S)
        top = Qt.AlignmentFlag.AlignTop
        new.addWidget(self.kind, 0, top)
        new.addWidget(self.text, 1, top)
        new.addWidget(self.due, 0, top)
        new.addWidget(self.add_button, 0, top)
        lines.addLayout(new)
        lines.addSpacing(t.M)
        lines.addWidget(label(self.tr("Progression"), "title"))
        lines.addWidget(self.progress)
        lines.addStretch(1)

    def _connect(self) -> None:
        self.goal.textEdited.connect(self._saving.start)
        for field in (self.own_words, self.progress):
            field.textChanged.connect(self._saving.start)
        self._saving.timeout.connect(lambda: self.save_all(lambda: None))
        self.add_button.clicked.connect(self.add)
        self.text.finished.connect(self.add)
        self.phrase_button.clicked.connect(self.texts.open)
        self.texts.failed.connect(self._failed)
        self.due.returnPressed.connect(self.add)

    def refresh(self) -> None:
        """Read the plan anew; what is being written stays."""
        session, case_id = self._session, self.case_id
        self._context.jobs.run(
            self, lambda: read_plan(session, case_id), self.show_plan, self._failed
        )

    def show_plan(self, view: PlanView) -> None:
        """Show this plan."""
        self.banner.clear()
        if not self._saving.isActive():
            self._fill(view)
        self.view = view
        self._show_steps(view)

    def _fill(self, view: PlanView) -> None:
        if self.goal.text() != view.plan.job_goal:
            self.goal.setText(view.plan.job_goal)
        for field, text in (
            (self.own_words, view.plan.own_words),
            (self.progress, view.plan.progress),
        ):
            if field.toPlainText() != text:
                was = field.blockSignals(True)
                field.setPlainText(text)
                field.blockSignals(was)

    def _show_steps(self, view: PlanView) -> None:
        for old in self.rows:
            self._steps.removeWidget(old)
            old.deleteLater()
        today = danish_day(self._session.clock.now())
        self.rows = [StepRow(step, today) for step in view.steps]
        for made in self.rows:
            made.ticked.connect(self._tick)
            made.dropped.connect(self._drop)
            made.moved.connect(self._move)
            self._steps.addWidget(made)
        self.no_steps.setVisible(not self.rows)
        total = sum(step.state is not StepState.DROPPED for step in view.steps)
        self.state.setText(
            self.tr("{done} af {total} skridt klaret").format(done=view.done, total=total)
            if total
            else ""
        )

    def add(self) -> None:
        """Add the step that is written; one with open blanks is not whole yet."""
        if still_open := self.texts.open_blanks():
            self.banner.tell(self.tr("%n felter mangler i skridtet · F4", "", still_open))
            return
        due: date | None = None
        if written := self.due.text().strip():
            due = read_date(written)
            if due is None:
                self.banner.tell(self.tr("Fristen kan ikke læses. Skriv den som 3-12-2026."))
                self.due.setFocus()
                return
        session, case_id = self._session, self.case_id
        text, kind = self.text.toPlainText(), StepKind(self.kind.currentData())

        def added(_step: PlanStep) -> None:
            self.text.clear()
            self.due.clear()
            self.text.setFocus()
            self.refresh()

        self._run(lambda: add_step(session, case_id, text, kind, due_on=due), added)

    def save_all(self, then: Callable[[], None]) -> None:
        """Save what is written, then go on."""
        self._saving.stop()
        view = self.view
        now = (self.goal.text(), self.own_words.toPlainText(), self.progress.toPlainText())
        if view is None or now == (view.plan.job_goal, view.plan.own_words, view.plan.progress):
            then()
            return
        session, case_id = self._session, self.case_id
        goal, own_words, progress = now

        def saved(view: PlanView) -> None:
            self.view = view
            then()

        self._run(
            lambda: save_plan(
                session, case_id, job_goal=goal, own_words=own_words, progress=progress
            ),
            saved,
        )

    def place(self) -> Place:
        """The case's plan."""
        return Place(PLAN, self.case_id)

    def deeds(self) -> Deeds:
        """The keys of the plan."""
        return {keys.NEW_NOTE: self.text.setFocus, **self.texts.deeds()}

    def _tick(self, step: PlanStep) -> None:
        done = step.state is not StepState.DONE
        self._change(step, StepState.DONE if done else StepState.OPEN)

    def _drop(self, step: PlanStep) -> None:
        dropped = step.state is not StepState.DROPPED
        self._change(step, StepState.DROPPED if dropped else StepState.OPEN)

    def _change(self, step: PlanStep, state: StepState) -> None:
        session = self._session
        self._run(lambda: change_step(session, step.id, state=state), lambda _: self.refresh())

    def _move(self, step: PlanStep, by: int) -> None:
        session = self._session

        def moved(view: PlanView) -> None:
            self.show_plan(view)
            at = next(row for row in self.rows if row.step.id == step.id)
            at.setFocus()

        self._run(lambda: move_step(session, step.id, by), moved)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._context.jobs.run(self, work, then, self._failed)

    def _failed(self, error: AppError) -> None:
        self.banner.tell(self._context.explain(error))
