"""A field on the page: its name, its control, help, whence its value came, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from jobassist.forms.definition import FieldType, Level
from jobassist.forms.filling import FieldState
from jobassist.forms.rules import Certainty
from ui.forms.control import Control
from ui.noop import QT_TRANSLATE_NOOP
from ui.theme import tokens as t
from ui.widgets.layout import column, row
from ui.widgets.text import button, label, restyle
from ui.widgets.touch import empty

if TYPE_CHECKING:
    from jobassist.forms.problems import Problem

_KNOWN_FROM = {
    "company": QT_TRANSLATE_NOOP("FieldBox", "Hentet fra virksomheden"),
    "citizen": QT_TRANSLATE_NOOP("FieldBox", "Hentet fra sagen"),
    "municipality": QT_TRANSLATE_NOOP("FieldBox", "Kommunens faste tekst"),
    "previous": QT_TRANSLATE_NOOP("FieldBox", "Hentet fra det hidtidige forløb"),
    "today": QT_TRANSLATE_NOOP("FieldBox", "Dags dato"),
}
_CERTAINTY = {
    Certainty.SOURCED: QT_TRANSLATE_NOOP("FieldBox", "Kilden er læst."),
    Certainty.KNOWN: QT_TRANSLATE_NOOP("FieldBox", "Almindelig viden; kilden er ikke slået op."),
    Certainty.UNCERTAIN: QT_TRANSLATE_NOOP(
        "FieldBox", "Usikker regel: spørg en jurist, før du lægger den til grund."
    ),
}


class FieldBox(QWidget):
    """`reasoned` carries a rule's id and the reason for overriding its warning."""

    reasoned = Signal(str, str)

    def __init__(self, control: Control, known: str) -> None:
        super().__init__()
        self.control = control
        self.field = control.field
        self._known = known
        self._shown: FieldState | None = None
        self._strict = False
        language = control.language
        is_declared = self.field.type is FieldType.DECLARATION
        self.name = label("", "" if is_declared else "strong", wrap=True)
        self.name.setBuddy(control)
        self.origin = label(role="caption")
        self.help = label(self.field.help(language) if self.field.help else "", "muted", wrap=True)
        self.help.setVisible(bool(self.field.help))
        self._problems = column(t.XS)
        lines = column(t.XS, 0, self)
        head = row(t.S)
        head.addWidget(self.name, 1)
        head.addWidget(self.origin)
        lines.addLayout(head)
        lines.addWidget(self.help)
        lines.addWidget(control)
        lines.addLayout(self._problems)

    def show_state(self, state: FieldState, *, strict: bool, keep: bool) -> None:
        """Show it; `strict` tells what is missing as a fault.

        `keep`: what stands in the control is newer than the state.
        """
        before, self._shown = self._shown, state
        self.setVisible(state.visible)
        if state.visible and not keep:
            self.control.show_state(state)
        if before is not None and _asked(before) == _asked(state) and strict == self._strict:
            return
        self._strict = strict
        words = self.field.label(self.control.language)
        self.name.setText(f"{words} *" if state.required and not state.calculated else words)
        if before is not None and state.value != before.value:
            self._known = ""
        told = _KNOWN_FROM.get(self._known, "")
        if state.calculated:
            told = QT_TRANSLATE_NOOP("FieldBox", "Regnes ud")
        self.origin.setText(QCoreApplication.translate("FieldBox", told) if told else "")
        self._show_problems([p for p in state.problems if strict or not p.missing])

    def _show_problems(self, problems: list[Problem]) -> None:
        empty(self._problems)
        for problem in problems:
            self._problems.addWidget(ProblemNote(problem, self.control.language, self.reasoned))
        self.control.setAccessibleDescription(
            " ".join(one.words(self.control.language) for one in problems)
        )


def _asked(state: FieldState) -> tuple[object, ...]:
    return (state.required, state.problems, state.value)


class ProblemNote(QFrame):
    """One problem: what, by which law, how sure, and how one goes on."""

    def __init__(self, problem: Problem, language: str, reasoned: object) -> None:
        super().__init__()
        self.setObjectName("banner")
        restyle(self, kind="error" if problem.level is Level.STOP else "warning")
        lines = column(t.XS, t.S, self)
        where = ""
        if problem.row is not None:
            where = self.tr("Række {number}: ").format(number=problem.row + 1)
        lines.addWidget(label(where + problem.words(language), wrap=True))
        if problem.basis or problem.certainty:
            lines.addWidget(label(self._law(problem), wrap=True))
        if not problem.needs_reason:
            return
        if problem.reason:
            said = self.tr("Fastholdt med begrundelsen: {reason}").format(reason=problem.reason)
            lines.addWidget(label(said, wrap=True))
            return
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Begrund, hvorfor I fastholder det"))
        self.reason.setAccessibleName(self.tr("Begrundelse for at fastholde"))
        keep = button(self.tr("Fasthold"))

        def give() -> None:
            if self.reason.text().strip():
                reasoned.emit(problem.rule, self.reason.text().strip())  # type: ignore[attr-defined]
            else:
                self.reason.setFocus()

        keep.clicked.connect(give)
        self.reason.returnPressed.connect(give)
        across = row(t.S)
        across.addWidget(self.reason, 1)
        across.addWidget(keep)
        lines.addLayout(across)

    def _law(self, problem: Problem) -> str:
        parts = []
        if problem.basis:
            parts.append(self.tr("Hjemmel: {basis}.").format(basis=problem.basis))
        if problem.source:
            parts.append(self.tr("Kilde: {source}.").format(source=problem.source))
        if problem.certainty:
            parts.append(QCoreApplication.translate("FieldBox", _CERTAINTY[problem.certainty]))
        return " ".join(parts)
