"""The decision of an application: outcome, reasons, appeal notice; by whoever may decide."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from jobassist.errors import AppError, UserError
from jobassist.forms.definition import Definition
from jobassist.forms.problems import Problem
from jobassist.records import DecisionOutcome, Form, FormDecision, FormState
from jobassist.services import form_flow, phrases
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.layout import row
from ui.widgets.text import button, label
from ui.widgets.touch import Block
from ui.words import moment_within

_TEXT_HIGH = 120
_OPEN = (FormState.SIGNED, FormState.SYNCED, FormState.FILED)


class DecisionBlock(Block):
    """`decided` when it was; `failed` why not."""

    decided = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__("")
        self.heading.setText(self.tr("Afgørelse"))
        self.setAccessibleName(self.tr("Afgørelse"))
        self._context = context
        self._session = session
        self._form: Form | None = None
        self.told = label(wrap=True)
        self.warnings = label(role="warning", wrap=True)
        self.asked = QWidget()
        self.choices: dict[DecisionOutcome, QPushButton] = {}
        self.reasons = self._text(self.tr("Begrundelse"))
        self.reasons.setPlaceholderText(
            self.tr("Hvorfor, og hvordan borgerens ønsker er taget med i overvejelsen")
        )
        self.notice = self._text(self.tr("Klagevejledning"))
        self.decide_button = button(self.tr("Afgør"), "primary")
        self._lay_out()

    def _text(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit()
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(_TEXT_HIGH)
        return made

    def _lay_out(self) -> None:
        from ui.widgets.layout import column

        inside = column(t.S, 0, self.asked)
        ways = row(t.S)
        for outcome, words in (
            (DecisionOutcome.APPROVED, self.tr("Bevilges")),
            (DecisionOutcome.REFUSED, self.tr("Afslås")),
        ):
            made = button(words, "choice")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(self._look)
            self.choices[outcome] = made
            ways.addWidget(made)
        ways.addStretch(1)
        inside.addLayout(ways)
        inside.addWidget(self.warnings)
        inside.addWidget(label(self.tr("Begrundelse"), "strong"))
        inside.addWidget(self.reasons)
        inside.addWidget(label(self.tr("Klagevejledning"), "strong"))
        inside.addWidget(self.notice)
        foot = row(t.S)
        foot.addStretch(1)
        foot.addWidget(self.decide_button)
        inside.addLayout(foot)
        self.lines.addWidget(self.told)
        self.lines.addWidget(self.asked)
        self.decide_button.clicked.connect(self._decide)

    @property
    def outcome(self) -> DecisionOutcome | None:
        """What was chosen."""
        return next((one for one, made in self.choices.items() if made.isChecked()), None)

    def show_form(
        self, form: Form, definition: Definition, given: list[FormDecision], *, may_decide: bool
    ) -> None:
        """Show the decision there is, or ask for it, or say who decides."""
        first = self._form is None or self._form.id != form.id
        self._form = form
        decision = next((one for one in given if one.round == form.round), None)
        self.setVisible(definition.decided)
        self.asked.setVisible(decision is None and may_decide and form.state in _OPEN)
        if decision:
            self.told.setText(self._words(decision))
        elif may_decide:
            self.told.setText(
                self.tr("Du kan afgøre den her. Hjemmel: {basis}.").format(
                    basis=definition.legal_basis
                )
            )
        else:
            self.told.setText(
                self.tr(
                    "Sagsbehandleren afgør den. Du har ikke kommunens bemyndigelse til at afgøre "
                    "den på stedet."
                )
            )
        if first and self.asked.isVisibleTo(self):
            session = self._session

            def notice() -> str:
                try:
                    return phrases.unfold(session, form_flow.APPEAL_NOTICE, form.case_id)
                except UserError:  # no such text: whoever decides writes it
                    return ""

            self._context.jobs.run(self, notice, self.notice.setPlainText, self.failed.emit)

    def _words(self, decision: FormDecision) -> str:
        approved = decision.outcome is DecisionOutcome.APPROVED
        said = self.tr("Bevilget {when}") if approved else self.tr("Afslået {when}")
        lines = [said.format(when=moment_within(decision.decided_at, self._session.clock.now()))]
        if decision.delegated:
            lines[0] += self.tr(" af virksomhedskonsulenten efter bemyndigelse")
        lines += [decision.reasons, decision.legal_basis, decision.appeal_notice]
        return "\n\n".join(line for line in lines if line)

    def _look(self) -> None:
        outcome, form, session = self.outcome, self._form, self._session
        if outcome is None or form is None:
            return

        def show(problems: list[Problem]) -> None:
            language = self._context.settings["language"]
            words = [f"{p.words(language)} ({p.basis})" for p in problems]
            self.warnings.setText("\n".join(words))

        self._context.jobs.run(
            self,
            lambda: form_flow.decision_problems(session, form.id, outcome),
            show,
            self.failed.emit,
        )

    def _decide(self) -> None:
        outcome, form, session = self.outcome, self._form, self._session
        if outcome is None or form is None:
            self.warnings.setText(self.tr("Vælg, om den bevilges eller afslås."))
            return
        reasons, notice = self.reasons.toPlainText(), self.notice.toPlainText()
        self.decide_button.setEnabled(False)

        def done(_decision: FormDecision) -> None:
            self.decide_button.setEnabled(True)
            self.decided.emit()

        def failed(error: AppError) -> None:
            self.decide_button.setEnabled(True)
            self.failed.emit(error)

        self._context.jobs.run(
            self,
            lambda: form_flow.decide(session, form.id, outcome, reasons, appeal_notice=notice),
            done,
            failed,
        )
