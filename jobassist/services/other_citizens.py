"""Whether a note names another citizen: the mistake that sends one person's data to another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jobassist.ports.store import Reader
from jobassist.records import Case, Citizen, Note, User

_CPR = re.compile(r"(?<!\d)(\d{6})[-  ]?(\d{4})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_DAY = re.compile(r"(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(0[1-9]|1[0-2])")
_MOST_WORDS = 4  # of a name as it is written: two given names and two family names


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that tells of somebody else: from `start` to `end`, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Others:
    """Everybody known here whom a case is not about: names as they are compared, CPR numbers.

    A name that is also an employee's, or the citizen's own, is not among them: it could be either.
    """

    names: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of_case(cls, tx: Reader, case: Case) -> "Others":
        """The others of this case."""
        citizens = tx.listed(Citizen)
        own = [one for one in citizens if one.id == case.citizen_id]
        familiar = {_key(user.name) for user in tx.find(User)} | {_key(one.name) for one in own}
        names = {_key(one.name) for one in citizens if " " in one.name}
        numbers = {one.cpr for one in citizens} - {one.cpr for one in own}
        return cls(frozenset(names - familiar), frozenset(numbers))

    def named_in(self, text: str) -> list[Mention]:
        """Where the text names one of them in full."""
        return [place for place, name in _names(text) if name in self.names]

    def numbers_in(self, text: str, own: str | None = None) -> list[Mention]:
        """Where it holds the CPR number of one of them; with `own`, any number but that."""
        return [
            Mention(hit.start(), hit.end())
            for hit in _CPR.finditer(text)
            if self._is_anothers(hit[1] + hit[2], own)
        ]

    def _is_anothers(self, digits: str, own: str | None) -> bool:
        return digits in self.numbers or (own not in (None, digits) and _is_a_birth_date(digits))


def others_mentioned(tx: Reader, note: Note) -> list[Mention]:
    """Where the note names another known citizen in full, or by CPR number."""
    others = Others.of_case(tx, tx.get(Case, note.case_id))
    found = [*others.numbers_in(note.text), *others.named_in(note.text)]
    return sorted(found, key=lambda one: one.start)


def _is_a_birth_date(digits: str) -> bool:
    """Whether a CPR number may begin so (P-numbers and telephones do not); day + 60 counts."""
    return _DAY.match(digits) is not None


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
