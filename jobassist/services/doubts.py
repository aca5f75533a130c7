"""Where the engine was unsure: doubtful places in the written text, and their sound.

The written form moves and joins words ("tre komma fem" is 3,5), so its words are laid beside the
spoken ones: those that sound alike belong together, and what lies between two such pairs belongs
to what lies between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from jobassist.services.commands import sound

if TYPE_CHECKING:
    from jobassist.ports.speech import DoubtBelow, Samples, Word
    from jobassist.session import Session

_CONTEXT = 4.0  # seconds on either side: a word is heard by its neighbours
_MOST_READINGS = 4
AROUND = 0.15  # seconds of sound before and after a word, or its ends are not heard
_MATTERS = re.compile(
    r"\d"
    r"|^(?:ikke|ingen|intet|ingenting|aldrig|uden|hverken|nej|ikke-\w+|u\w+(?:et|bar|lig|ig))$"
    r"|^(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)$"
    r"|^(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[-.,:/][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Characters `start` to `end` of a written text, and where they lie in the dictation."""

    start: int
    end: int
    confidence: float
    sound_from: float
    sound_to: float

    def moved(self, by: int, since: float = 0.0) -> Doubt:
        """The same doubt with so many more characters, and seconds of sound, before it."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            sound_from=self.sound_from + since,
            sound_to=self.sound_to + since,
        )


def doubts(written: str, words: Sequence[Word], below: DoubtBelow) -> tuple[Doubt, ...]:
    """The doubtful places of `written`, which `words` were spoken for, in order.

    Negations, numbers, names and dates are doubted more readily than other words. `below` is the
    model's (`Recogniser.doubt_below`).
    """
    found = []
    for start, end, spoken in _beside(written, words):
        confidence = min(word.confidence for word in spoken)
        telling = _matters(written, start, end)
        if confidence < (below.telling if telling else below.ordinary):
            found.append(Doubt(start, end, confidence, spoken[0].start, spoken[-1].end))
    return tuple(found)


def sound_of(session: Session, dictation_id: str, doubt: Doubt) -> Samples:
    """The sound of a doubtful place, from the kept recording.

    Raises: UserError `recording.none` when the sound has been erased; EnvironmentFault.
    """
    from jobassist.ports.speech import SAMPLE_RATE

    whole = session.recordings.read(dictation_id)
    first = max(0, int((doubt.sound_from - AROUND) * SAMPLE_RATE))
    return whole[first : int((doubt.sound_to + AROUND) * SAMPLE_RATE)]


def readings(
    session: Session, dictation_id: str, doubt: Doubt, written: str, vocabulary: Sequence[str] = ()
) -> tuple[str, ...]:
    """What else may have been said there, as it would be written in place of `written`.

    Most likely first; empty when nothing else comes near. Raises: as `sound_of`; what the engine
    raises.
    """
    from jobassist.ports.speech import SAMPLE_RATE

    whole = session.recordings.read(dictation_id)
    since = max(0.0, doubt.sound_from - _CONTEXT)
    around = whole[int(since * SAMPLE_RATE) : int((doubt.sound_to + _CONTEXT) * SAMPLE_RATE)]
    start, end = doubt.sound_from - since, doubt.sound_to - since
    found = session.recogniser().alternatives(
        around, start, end, count=_MOST_READINGS + 1, vocabulary=vocabulary
    )
    into = session.written()
    texts = [_like(into(text, "og").strip(), written) for text in found]
    others = dict.fromkeys(text for text in texts if text and text != written)
    return tuple(others)[:_MOST_READINGS]


def _like(text: str, written: str) -> str:
    """With the capital and the mark that what it replaces has."""
    mark = written[len(written.rstrip(".,:;?!")) :]
    text = text.rstrip(".,:;?!") + mark
    return text[:1].upper() + text[1:] if written[:1].isupper() else text


def _matters(written: str, start: int, end: int) -> bool:
    text = written[start:end]
    before = written[:start].rstrip(" \n”(")
    name = text[0].isupper() and bool(before) and before[-1] not in ".?!:"
    return name or any(_MATTERS.search(each) for each in text.split())


def _beside(written: str, words: Sequence[Word]) -> list[tuple[int, int, Sequence[Word]]]:
    """Stretches of the written text, and the spoken words of each."""
    places = [found.span() for found in _WORD.finditer(written)]
    ours = [sound(written[start:end]) for start, end in places]
    theirs = [sound(word.text) for word in words]
    matched: list[tuple[int, int, Sequence[Word]]] = []
    for kind, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and j - i == m - k):
            pairs = zip(places[i:j], words[k:m], strict=True)
            matched += [(start, end, (word,)) for (start, end), word in pairs]
        elif kind == "replace":
            matched.append((places[i][0], places[j - 1][1], words[k:m]))
    return matched
