"""The user's own words: what corrections taught, kept in the vault and nowhere else.

A correction may mean "you misheard" or "I changed my mind". Only the first is learnt: the two
texts must sound alike, and what was heard must be no Danish, or else "tirsdag" that became
"torsdag" in one note would do so in all. A name is learnt at once; any other word when it was
corrected twice.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from jobassist.services.commands import sound
from jobassist.services.dictionary import misspelled

if TYPE_CHECKING:
    from jobassist.session import Session

_KEY = "lexicon.user"
_MOST_WORDS = 4
_ALIKE = 60.0  # fuzz.ratio of the sounds
_TWICE = 2
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TEXT = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Learnt:
    """A correction: what was heard, what it is written as, and how often it was made."""

    heard: str
    written: str
    times: int

    @property
    def in_use(self) -> bool:
        """Whether it is written like that from now on."""
        name = self.written[0].isupper() and self.written.lower() != self.heard
        return self.times >= _TWICE or name


def learnt(session: Session) -> list[Learnt]:
    """Every correction that was remembered, in the order of what was heard."""
    with session.store.read() as tx:
        kept = tx.setting(_KEY)
    return [Learnt(**each) for each in json.loads(kept or "[]")]


def in_use(session: Session) -> dict[str, str]:
    """Spoken form to written form, as the written form takes it."""
    return {each.heard: each.written for each in learnt(session) if each.in_use}


def corrected(session: Session, heard: str, written: str) -> bool:
    """Remember that `heard` was corrected to `written`; False when it teaches nothing."""
    heard, written = heard.strip().lower(), written.strip()
    if not _teaches(heard, written):
        return False
    known = {(each.heard, each.written): each for each in learnt(session)}
    before = known.get((heard, written), Learnt(heard, written, 0))
    known[heard, written] = replace(before, times=before.times + 1)
    _keep(session, list(known.values()))
    return True


def corrections(dictated: str, now: str) -> list[tuple[str, str]]:
    """What was typed over what was dictated: words that were heard, and those that replaced them.

    A word that begins a sentence is left out when it was given a capital: whether it is a name
    cannot be told there.
    """
    before, after = list(_WORD.finditer(dictated)), list(_WORD.finditer(now))
    ours, theirs = ([word[0] for word in words] for words in (before, after))
    found: list[tuple[str, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind != "replace":
            continue
        apart = j - i == m - k
        for heard, written in zip(before[i:j], after[k:m], strict=True) if apart else ():
            if not _capital_of_sentence(now, written):
                found.append((heard[0], written[0]))
        if not apart and not _capital_of_sentence(now, after[k]):
            found.append((" ".join(ours[i:j]), " ".join(theirs[k:m])))
    return found


def _capital_of_sentence(text: str, word: re.Match[str]) -> bool:
    before = text[: word.start()].rstrip(" ”(")
    return word[0][0].isupper() and (not before or before[-1] in ".?!:\n")


def forget(session: Session, heard: str) -> None:
    """Forget what was learnt of `heard`."""
    _keep(session, [each for each in learnt(session) if each.heard != heard])


def _teaches(heard: str, written: str) -> bool:
    texts = all(_TEXT.fullmatch(text) for text in (heard, written))
    short = max(len(heard.split()), len(written.split())) <= _MOST_WORDS
    alike = fuzz.ratio(sound(heard), sound(written)) >= _ALIKE
    return texts and short and alike and heard != written and _misheard(heard, written)


def _misheard(heard: str, written: str) -> bool:
    """Whether nobody says what was heard: it is no Danish, or one word heard as several."""
    joined = " " in heard and " " not in written
    return joined or written.lower() == heard or bool(misspelled(heard))


def _keep(session: Session, known: list[Learnt]) -> None:
    ordered = sorted(known, key=lambda each: each.heard)
    with session.store.write() as tx:
        tx.set_setting(_KEY, json.dumps([asdict(each) for each in ordered], ensure_ascii=False))
