"""The decision of an application: outcome, reasons, appeal notice; by whoever may decide."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from jobassist.errors import AppError, UserError
from jobassist.forms.definition import Definition
from jobassist.forms.problems import Problem
from jobassist.records import DecisionOutcome, Form, FormDecision
from jobassist.services import form_deciding, phrases
from jobassist.session import Session
from ui.context import Context
from ui.theme import tokens as t
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.text import button, label
from ui.widgets.touch import Block
from ui.words import moment_within

_TEXT_HIGH = 120


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
        self._decision: FormDecision | None = None
        self.told = label(wrap=True)
        self.warnings = label(role="warning", wrap=True)
        self.warnings.hide()
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
        self.correct_button = button(self.tr("Ret afgørelsen"))
        self.correct_button.clicked.connect(self._correct)
        self.correct_button.hide()
        self.lines.addLayout(flow(self.correct_button))
        self.decide_button.clicked.connect(self._decide)

    @property
    def outcome(self) -> DecisionOutcome | None:
        """What was chosen."""
        return next((one for one, made in self.choices.items() if made.isChecked()), None)

    def show_form(
        self, form: Form, definition: Definition, decision: FormDecision | None, *, asks: bool
    ) -> None:
        """Show the decision there is, ask for one, or say who decides.

        With both a decision and `asks` it can still be put right.
        """
        first = self._form is None or self._form.id != form.id
        self._form, self._decision = form, decision
        self.setVisible(definition.decided)
        self.asked.setVisible(asks and decision is None)
        self.correct_button.setVisible(asks and decision is not None)
        self.told.setText(self._told(definition, asks=asks))
        if first and self.asked.isVisibleTo(self):
            session = self._session

            def notice() -> str:
                try:
                    return phrases.unfold(session, form_deciding.APPEAL_NOTICE, form.case_id)
                except UserError:  # no such text: whoever decides writes it
                    return ""

            self._context.jobs.run(self, notice, self.notice.setPlainText, self.failed.emit)

    def _told(self, definition: Definition, *, asks: bool) -> str:
        if self._decision:
            return self._words(self._decision)
        if not asks:
            return self.tr("Sagsbehandleren afgør den, når alle har skrevet under.")
        if form_deciding.on_the_spot(self._session):
            said = self.tr(
                "Kommunen har bemyndiget dig til at afgøre den her, før nogen skriver under: "
                "afgørelsen underskrives og forsegles med blanketten. Vend skærmen uden at afgøre "
                "den, så afgør sagsbehandleren den. Hjemmel: {basis}."
            )
        else:
            said = self.tr("Du kan afgøre den her. Hjemmel: {basis}.")
        return said.format(basis=definition.legal_basis)

    def _correct(self) -> None:
        """Ask anew, with what was decided filled in."""
        decision = self._decision
        if decision is None:
            return
        self.choices[decision.outcome].setChecked(True)
        self.reasons.setPlainText(decision.reasons)
        self.notice.setPlainText(decision.appeal_notice)
        self.asked.show()
        self.correct_button.hide()
        self.reasons.setFocus()

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
            self._warn("\n".join(words))

        self._context.jobs.run(
            self,
            lambda: form_deciding.decision_problems(session, form.id, outcome),
            show,
            self.failed.emit,
        )

    def _warn(self, words: str) -> None:
        self.warnings.setText(words)
        self.warnings.setVisible(bool(words))

    def _decide(self) -> None:
        outcome, form, session = self.outcome, self._form, self._session
        if outcome is None or form is None:
            self._warn(self.tr("Vælg, om den bevilges eller afslås."))
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
            lambda: form_deciding.decide(session, form.id, outcome, reasons, appeal_notice=notice),
            done,
            failed,
        )
