"""What stands in the way of a form: a value, a condition between fields, a rule of law."""

from dataclasses import dataclass, replace
from typing import Any

from jobassist.errors import Param
from jobassist.forms.definition import Condition, Level, Words
from jobassist.forms.rules import Certainty, Judged, Rule
from jobassist.messages import message


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. In a table `row` (from 0) and `column` say where.

    `rule` is the code of a fault (`form.required`), a condition's id or a rule's; `version` is
    the rule's. A warning of the law is overridden by a `reason`. `missing`: nothing is filled in
    yet, which is no mistake while one is still filling in.
    """

    field: str
    level: Level
    rule: str
    words: Words
    row: int | None = None
    column: str = ""
    version: str = ""
    basis: str = ""
    source: str = ""
    certainty: Certainty | None = None
    needs_reason: bool = False
    reason: str = ""
    missing: bool = False

    @property
    def blocks(self) -> bool:
        """Whether the form cannot be completed with it."""
        return self.level is Level.STOP or (self.needs_reason and not self.reason)

    def overridden(self, reason: str) -> "Problem":
        """The same with the reason that was given."""
        return replace(self, reason=reason)


def of_value(
    field: str, code: str, *, row: int | None = None, column: str = "", **params: Param
) -> Problem:
    """A value that is missing or cannot be read."""
    words = Words(str(message(code, "da", **params)), str(message(code, "en", **params)))
    missing = code in ("form.required", "form.too_few_rows")
    return Problem(field, Level.STOP, code, words, row=row, column=column, missing=missing)


def of_condition(condition: Condition) -> Problem:
    """A condition between fields that does not hold."""
    return Problem(
        condition.field,
        condition.level,
        condition.id,
        condition.message,
        basis=condition.basis,
        needs_reason=condition.level is Level.WARN,
    )


def of_rule(rule: Rule, judged: Judged) -> Problem:
    """A rule that is broken, with its figures in its words."""
    figures: dict[str, Any] = dict(judged.figures)
    return Problem(
        rule.field,
        rule.level,
        rule.id,
        Words(_filled(rule.message.da, figures), _filled(rule.message.en, figures)),
        version=rule.version,
        basis=rule.basis,
        source=rule.origin.name,
        certainty=rule.origin.certainty,
        needs_reason=rule.level is Level.WARN,
    )


def _filled(text: str, figures: dict[str, Any]) -> str:
    for name, value in figures.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
