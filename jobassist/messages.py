"""The user's words for every error code, in Danish and English.

The texts are data: one TOML file per room in `resources/messages/`, read once. Each code has
`da` and `en`, each `[what happened, what to do next]`; `{name}` takes an error's parameter.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from jobassist.errors import AppError, Param
from jobassist.record_words import field_word, kind_within

LANGUAGES = ("da", "en")


class Message(NamedTuple):
    """What happened, and what to do next; both are whole sentences."""

    what: str
    next: str

    def __str__(self) -> str:
        return f"{self.what} {self.next}".strip()


class _Given(dict[str, Param]):
    def __missing__(self, name: str) -> str:
        return "–"


@cache
def catalogue() -> dict[str, dict[str, tuple[str, str]]]:
    """Every known code with its texts: `{code: {language: (what, next)}}`."""
    texts: dict[str, dict[str, tuple[str, str]]] = {}
    for file in sorted(resources.files("resources.messages").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            texts[code] = {language: tuple(entry[language]) for language in LANGUAGES}
    return texts


def message(code: str, language: str = "da", **params: Param) -> Message:
    """The text for `code`. An unknown code falls back to the one for a bug, never to nothing.

    A parameter that the error lacks is told as a dash: words with a gap beat none.
    """
    texts = catalogue()
    what, then = texts.get(code, texts["app.unexpected"])[language]
    values = _Given({"code": code, **_named(params, language)})
    return Message(what.format_map(values), then.format_map(values))


def _named(params: Mapping[str, Param], language: str) -> dict[str, Param]:
    """The parameters: kinds of records and their fields in words, decimals as they are written."""
    named, kind = dict(params), str(params.get("kind", ""))
    if language == "da":
        decimals = {n: value for n, value in params.items() if isinstance(value, float)}
        named |= {name: str(value).replace(".", ",") for name, value in decimals.items()}
    if "kind" in params:
        named["kind"] = kind_within(kind, language)
        if "field" in params:
            named["field"] = field_word(kind, str(params["field"]), language)
    return named


def explain(error: AppError, language: str = "da") -> Message:
    """The text for an expected error."""
    return message(error.code, language, **error.params)
