"""Danish spelling, by Hunspell and the dictionary that jobassist brings along."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from jobassist.records import PhraseText
from jobassist.services.templates import Template, parse

_FOLDER = resources.files("resources").joinpath("dictionary")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 2  # letters


def misspelled(text: str) -> list[str]:
    """The words of a text that the dictionary does not know, once each, in order."""
    speller, known = _speller(), _known()
    words = dict.fromkeys(word for word in _WORD.findall(text) if len(word) >= _SHORTEST)
    return [word for word in words if word.lower() not in known and not speller.spell(word)]


def misspelled_in(phrase: PhraseText) -> list[str]:
    """The same for what a standard text always says. Raises: UserError `phrase.broken`."""
    return misspelled("\n".join((phrase.title, *_said(parse(phrase.body)))))


def suggest(word: str) -> list[str]:
    """What may have been meant, best first; up to a second's work."""
    return list(_speller().suggest(word))


def _said(template: Template) -> Iterator[str]:
    for part in template:
        if isinstance(part, str):
            yield part
        else:
            for option in part.options:
                yield from _said(option)


@cache
def _known() -> frozenset[str]:
    return frozenset(_FOLDER.joinpath("known.txt").read_text(encoding="utf-8").split())


@cache
def _speller() -> Any:
    from hunspell import Hunspell  # late: 20 MB that only the library's keeper needs

    with resources.as_file(_FOLDER) as folder:
        return Hunspell("da_DK", hunspell_data_dir=str(folder))
