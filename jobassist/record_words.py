"""What kinds of records, their fields and the values of choices are called, Danish and English.

One table, `resources/record_words.toml`, for the window, the command line and the messages of
errors. A name that nobody has put into words is told as it is.
"""

import tomllib
from functools import cache
from importlib import resources

_LANGUAGES = ("da", "en")
_AS = {"company_form": "form", "contact_talk": "note", "private_phrase": "phrase"}
"""Kinds that share another's choices."""


def kind_word(kind: str, language: str = "da") -> str:
    """What kind of thing it is, as a heading: "Virksomhedsbesøg"."""
    return _said("kind", kind, kind, language)


def kind_within(kind: str, language: str = "da") -> str:
    """The same within a sentence: "virksomhedsbesøg"."""
    said = kind_word(kind, language)
    return said[:1].lower() + said[1:]


def field_word(kind: str, name: str, language: str = "da") -> str:
    """What a field of a kind is called."""
    return _said("field", f"{kind}.{name}", _said("field", name, name, language), language)


def value_word(kind: str, name: str, value: str, language: str = "da") -> str:
    """What a choice is called; any other value as it is."""
    as_other = _said("value", f"{_AS.get(kind, kind)}.{name}.{value}", value, language)
    return _said("value", f"{kind}.{name}.{value}", as_other, language)


def _said(table: str, key: str, otherwise: str, language: str) -> str:
    words = _words()[table].get(key)
    at = _LANGUAGES.index(language) if language in _LANGUAGES else 0
    return words[at] if words else otherwise


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    file = resources.files("resources").joinpath("record_words.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
