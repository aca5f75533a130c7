"""The plain summary that a party reads in large type before signing.

Its sentences are data (`resources/envelope/summary.toml`), one block for each language: a further
language is a further block. The fields come from the form; each party sees only what is theirs: an
employer and an employees' representative neither CPR number, benefit nor health, and of a decision
that was made on the spot the outcome alone.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jobassist.errors import UserError
from jobassist.records import FormDecision, SignatureRole
from jobassist.services.signed_content import Content, SignedField

_OUTSIDERS = (SignatureRole.EMPLOYER, SignatureRole.EMPLOYEE_REP)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the party should know: what it is, and what the form says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A page for one party, in one language.

    `title` says what is signed, `intro` who reads it and what it is, `lines` what it says,
    `decision` what was decided on the spot, `means` what signing means for this party, `refusal`
    that one may refuse.
    """

    role: SignatureRole
    language: str
    title: str
    intro: str
    lines: tuple[Line, ...]
    means: str
    refusal: str
    decision: tuple[Line, ...]


def languages() -> tuple[str, ...]:
    """The languages there are, Danish first."""
    return tuple(_texts())


def buttons(language: str) -> Mapping[str, str]:
    """The words of what a party can do, by name. Raises: KeyError for a language unknown."""
    found: Mapping[str, str] = _texts()[language]["buttons"]
    return found


def make_summary(content: Content, role: SignatureRole, language: str = "da") -> Summary:
    """The party's page. Raises: UserError `signing.no_language`."""
    texts = _texts().get(language)
    if texts is None:
        raise UserError("signing.no_language", language=language)
    wording = language if language == "da" else "en"  # forms have words in these two
    title = content.definition.title(wording)
    lines = tuple(
        Line(one.field.label(wording), one.text[wording])
        for one in content.fields
        if _belongs(content, one) and may_see(one, role)
    )
    return Summary(
        role=role,
        language=language,
        title=title,
        intro=texts["intro"][role.value],
        lines=lines,
        means=_means(texts, role, decided=content.decision is not None),
        refusal=texts["refusal"],
        decision=_decision(texts["decision"], content.decision, role),
    )


def may_see(one: SignedField, role: SignatureRole) -> bool:
    """Whether a party may see a field."""
    return one.field.employer_may_see or role not in _OUTSIDERS


def _means(texts: dict[str, Any], role: SignatureRole, *, decided: bool) -> str:
    """Who reads a decision is not told that one comes later."""
    found: str = (texts["means_decided"] if decided else {}).get(role.value, "")
    return found or str(texts["means"][role.value])


def _decision(
    texts: dict[str, str], decision: FormDecision | None, role: SignatureRole
) -> tuple[Line, ...]:
    if decision is None:
        return ()
    told = [Line(texts["heading"], texts[decision.outcome.value])]
    if role not in _OUTSIDERS:
        told += [
            Line(texts["reasons"], decision.reasons),
            Line(texts["basis"], decision.legal_basis),
            Line(texts["notice"], decision.appeal_notice),
        ]
    return tuple(told)


def _belongs(content: Content, one: SignedField) -> bool:
    """The fields the form names for its summary; all of them where it names none."""
    return not content.definition.summary or one.field.key in content.definition.summary


@cache
def _texts() -> dict[str, Any]:
    file = resources.files("resources.envelope").joinpath("summary.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
