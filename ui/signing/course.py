"""The course that a form granted: its days and steps, letters, that it began, how it ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.forms.wording import shown
from jobassist.ports.clock import danish_day
from jobassist.records import Form, FormState
from jobassist.services import form_flow, form_letters
from jobassist.services.forms import OpenForm
from jobassist.session import Session
from ui.companies.ask import Ask, ask
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.flow import flow
from ui.widgets.layout import column
from ui.widgets.text import button, label
from ui.widgets.touch import Block, empty
from ui.words import day

_DECIDED = frozenset(
    {
        FormState.APPROVED,
        FormState.REFUSED,
        FormState.RUNNING,
        FormState.EXTENDED,
        FormState.ENDED,
        FormState.BROKEN_OFF,
    }
)
_ENDS = {FormState.ENDED, FormState.BROKEN_OFF}
_STEPS = "timetrin"  # the field with hours that rise


class CourseBlock(Block):
    """`changed` says what was done; `letters_written` names the first draft that was made."""

    changed = Signal(str)
    letters_written = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__("")
        self.heading.setText(self.tr("Forløbet"))
        self.setAccessibleName(self.tr("Forløbet"))
        self._context = context
        self._session = session
        self._opened: OpenForm | None = None
        self.letters_button = button(self.tr("Skriv brevene"))
        self.begin_button = button(self.tr("Forløbet er begyndt"))
        self.outcome_button = button(self.tr("Skriv resultatet …"))
        self.extend_button = button(self.tr("Forlæng …"))
        self.end_button = button(self.tr("Afslut forløbet …"))
        self._told = column(t.XS)
        self.lines.addLayout(self._told)
        self.lines.addLayout(
            flow(
                self.letters_button,
                self.begin_button,
                self.outcome_button,
                self.extend_button,
                self.end_button,
            )
        )
        self.letters_button.clicked.connect(self._write_letters)
        self.begin_button.clicked.connect(self._begin)
        self.outcome_button.clicked.connect(self._ask_outcome)

    def show_form(self, opened: OpenForm) -> None:
        """Show what was granted and how far it has come; nothing before it is decided."""
        self._opened = opened
        form = opened.record
        if not isinstance(form, Form) or form.state not in _DECIDED:
            self.hide()
            return
        today = danish_day(self._session.clock.now())
        empty(self._told)
        for line in self._facts(opened, form):
            self._told.addWidget(label(line, wrap=True))
        named = form_letters.texts_named(form)
        self.letters_button.setVisible(bool(named))
        begins = form.state is FormState.APPROVED and form.starts_on is not None
        self.begin_button.setVisible(bool(begins and form.starts_on and form.starts_on <= today))
        may_end = bool(form_flow.STEPS[form.state] & _ENDS) and bool(opened.definition.outcomes)
        self.outcome_button.setVisible(may_end)
        self.show()

    def _facts(self, opened: OpenForm, form: Form) -> list[str]:
        today = danish_day(self._session.clock.now())
        told = []
        if form.starts_on and form.ends_on:
            said = self.tr("Fra {first} til {last}")
            first, last = day(form.starts_on, today), day(form.ends_on, today)
            told.append(said.format(first=first, last=last))
        if form.remind_on:
            said = self.tr("Min dag minder om slutningen fra {day}")
            told.append(said.format(day=day(form.remind_on, today)))
        steps = opened.filling.submitted().get(_STEPS)
        if steps:
            field = opened.definition.field(_STEPS)
            lines = shown(field, steps, self._context.settings["language"]).splitlines()
            told += [self.tr("Timer: {step}").format(step=line) for line in lines]
        if form.outcome:
            words = {one.code: one.words for one in opened.definition.outcomes}
            name = words[form.outcome](self._context.settings["language"])
            told.append(self.tr("Resultat: {outcome}").format(outcome=name))
            told += [form.outcome_remarks] if form.outcome_remarks else []
        return told or [self.tr("Afgørelsen er truffet.")]

    def _write_letters(self) -> None:
        id = self._id
        self._do(
            lambda: form_letters.decision_letters(self._session, id),
            lambda letters: self.letters_written.emit(letters[0].id),
        )

    def _begin(self) -> None:
        id, said = self._id, self.tr("Forløbet er i gang")
        self._do(
            lambda: form_flow.begin_course(self._session, id), lambda _form: self.changed.emit(said)
        )

    def _ask_outcome(self) -> None:
        assert self._opened
        language = self._context.settings["language"]
        choices = {one.code: one.words(language) for one in self._opened.definition.outcomes}
        asked = [
            Ask("outcome", self.tr("Resultat"), "choice", choices=choices, required=True),
            Ask("broken_off", self.tr("Forløbet blev afbrudt før tiden"), "tick", value=False),
            Ask("remarks", self.tr("Bemærkninger"), "text"),
        ]
        parent: QWidget = self
        ask(parent, self.tr("Hvordan endte det?"), asked, self.tr("Gem resultatet"), self.end_with)

    def end_with(self, told: dict[str, Any]) -> None:
        """Keep how it ended."""
        id, said = self._id, self.tr("Resultatet er gemt")
        self._do(
            lambda: form_flow.record_outcome(
                self._session,
                id,
                told["outcome"],
                told["remarks"],
                broken_off=bool(told["broken_off"]),
            ),
            lambda _form: self.changed.emit(said),
        )

    @property
    def _id(self) -> str:
        assert self._opened
        return self._opened.record.id

    def _do(self, deed: Callable[[], Any], done: Callable[[Any], None]) -> None:
        def failed(error: AppError) -> None:
            self.failed.emit(error)

        self._context.jobs.run(self, deed, done, failed)
