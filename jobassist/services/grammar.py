"""Small words that must agree: your, own, he and she."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from jobassist.services.danish import genitive

PRONOUNS = ("han", "hun", "de")
_FORMS = ("han", "ham", "hans")


def your(benefit: str) -> str:
    """The benefit with din, dit or dine; empty when its gender is not known."""
    word, form = _with_form(benefit)
    return f"{form} {word}" if form else ""


def own(benefit: str) -> str:
    """The benefit with sin, sit or sine; empty when its gender is not known."""
    word, form = _with_form(benefit)
    return f"{_grammar()['own'][form]} {word}" if form else ""


def pronoun_of(cpr: str) -> str:
    """The pronoun that goes with a CPR number: its last digit is odd for men (cpr.dk)."""
    last = cpr[-1:]
    return (PRONOUNS[0] if int(last) % 2 else PRONOUNS[1]) if last.isdecimal() else ""


def third_person(pronoun: str) -> dict[str, str]:
    """The forms of a pronoun by the masculine ones: `{"han": "hun", "ham": "hende", …}`."""
    forms: dict[str, str] = _grammar()["person"].get(pronoun, {})
    return {name: forms[name] for name in _FORMS if forms}


def modified(value: str, modifier: str) -> str:
    """`ejefald` puts a text in the genitive, `stort` gives it a capital; else empty."""
    if modifier == "ejefald":
        return genitive(value)
    return value[:1].upper() + value[1:] if modifier == "stort" else ""


def _with_form(benefit: str) -> tuple[str, str]:
    word = benefit.strip().lower()
    return word, next((form for ending, form in _endings() if word.endswith(ending)), "")


@cache
def _endings() -> list[tuple[str, str]]:
    known = _grammar()["your"].items()
    endings = [(ending, form) for form, words in known for ending in words]
    return sorted(endings, key=lambda entry: -len(entry[0]))


@cache
def _grammar() -> dict[str, Any]:
    file = resources.files("resources").joinpath("phrases", "grammar.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
