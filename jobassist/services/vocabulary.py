"""Names of the open case put where the model wrote something that sounds like them.

A model knows no citizen. Where it was unsure and what it wrote is near in sound to a name of the
case, the name is what was said. Only unsure words are looked at, and only names long enough not
to be found in ordinary words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from jobassist.errors import AppError
from jobassist.records import Case, CaseAssignment, Citizen, Note, User
from jobassist.services.commands import sound

if TYPE_CHECKING:
    from jobassist.ports.speech import Segment, Word
    from jobassist.session import Session

UNSURE = 0.6
SHORTEST = 4  # sounds
_FAR = 0.25  # of its sounds may be wrong
_MOST_WORDS = 2  # a name may have been heard as


def names_of_case(session: Session, note_id: str) -> tuple[str, ...]:
    """The names of whoever has to do with a note's case: the citizen and those who work on it."""
    try:
        with session.store.read() as tx:
            case = tx.get(Case, tx.get(Note, note_id).case_id)
            citizen = tx.get(Citizen, case.citizen_id)
            people = {each.user_id for each in tx.find(CaseAssignment, case_id=case.id)}
            users = [tx.get(User, id) for id in sorted(people)]
    except AppError:  # names are a help, never a reason to hear nothing
        return ()
    whole = [citizen.given_name, citizen.family_name, *(user.name for user in users)]
    parts = {part for name in whole for part in name.split()}
    return tuple(sorted(part for part in parts if len(sound(part)) >= SHORTEST))


def with_names(segment: Segment, names: Sequence[str]) -> Segment:
    """The segment with the names it most likely holds; the same one if it holds none."""
    words: list[Word] = []
    i = 0
    while i < len(segment.words):
        taken, word = _named(segment.words, i, names)
        words.append(word)
        i += taken
    if words == list(segment.words):
        return segment
    return replace(segment, text=" ".join(word.text for word in words), words=tuple(words))


def _named(words: Sequence[Word], i: int, names: Sequence[str]) -> tuple[int, Word]:
    """How many words at `i` are one name, and that name as a word; else one, and the word."""
    for taken in range(1, _MOST_WORDS + 1):
        heard = words[i : i + taken]
        if len(heard) < taken or max(word.confidence for word in heard) >= UNSURE:
            break
        letters = "".join(word.text for word in heard)
        name = _nearest(letters.rstrip(".,;:?!"), names)
        if name:
            mark = letters[len(letters.rstrip(".,;:?!")) :]
            return taken, replace(heard[0], end=heard[-1].end, text=name + mark)
    return 1, words[i]


def _nearest(heard: str, names: Sequence[str]) -> str:
    """The name that sounds like what was heard, with its genitive; empty without one."""
    best = (_FAR, "")
    for name in names:
        for form in (name, name + "s"):
            wanted = sound(form)
            far = Levenshtein.distance(sound(heard), wanted) / len(wanted)
            if sound(heard)[:1] == wanted[:1]:
                best = min(best, (far, form))
    return best[1]
