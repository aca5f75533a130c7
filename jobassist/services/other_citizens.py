"""Whether a note names another citizen: the mistake that sends one person's data to another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobassist.ports.store import Reader
from jobassist.records import Case, Citizen, Note, User

_CPR = re.compile(r"(?<!\d)(\d{6})[-  ]?(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_MOST_WORDS = 4  # of a name as it is written: two given names and two family names


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that tells of somebody else: from `start` to `end`, in characters."""

    start: int
    end: int


def others_mentioned(tx: Reader, note: Note) -> list[Mention]:
    """Where the note names another known citizen in full, or by CPR number.

    A name that is also an employee's, or the citizen's own, is no mention: it could be either.
    """
    case = tx.get(Case, note.case_id)
    citizens = tx.listed(Citizen)
    own = next((one for one in citizens if one.id == case.citizen_id), None)
    familiar = {_key(user.name) for user in tx.find(User)} | ({_key(own.name)} if own else set())
    others = {_key(one.name) for one in citizens if " " in one.name} - familiar
    numbers = {one.cpr for one in citizens} - ({own.cpr} if own else set())
    found = [
        Mention(hit.start(), hit.end())
        for hit in _CPR.finditer(note.text)
        if hit[1] + hit[2] in numbers
    ]
    found += [place for place, name in _names(note.text) if name in others]
    return sorted(found, key=lambda one: one.start)


def _names(text: str) -> Iterator[tuple[Mention, str]]:
    """Every run of two to four words that begins with a capital, as a name would be compared."""
    words = list(_WORD.finditer(text))
    for at, first in enumerate(words):
        if not first[0][0].isupper():
            continue
        for last in words[at + 1 : at + _MOST_WORDS]:
            if "\n\n" in text[first.start() : last.end()]:
                break
            name = _key(text[first.start() : last.end()])
            for form in {name, name.removesuffix("s")}:  # the second: whose it is
                yield Mention(first.start(), last.end()), form


def _key(name: str) -> str:
    return " ".join(_WORD.findall(name)).casefold()
