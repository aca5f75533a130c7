"""What else may have been said at a place of a sound: the model's other readings of it.

The text around the place is kept, the model goes on from what comes before it in several ways,
and each reading is weighed with what follows.
"""

import re
from collections.abc import Sequence

from jobassist.ports.speech import Samples
from speech.engine.decoding import BEAM_AGAIN, short_window, token_cap
from speech.engine.vocabulary import alike
from speech.engine.whisper import Aligned, Whisper

_READINGS = 12
_TO_SPARE = 3  # tokens a reading may be longer than what was heard
_FOLLOWING = 6  # tokens after the place that are weighed with a reading
_NEAR = 0.2  # seconds a word may lie outside the place when none lies in it


def alternatives(
    whisper: Whisper,
    samples: Samples,
    start: float,
    end: float,
    *,
    count: int,
    vocabulary: Sequence[str] = (),
) -> list[str]:
    """At most `count` readings of what lies from `start` to `end` seconds, most likely first."""
    encoded = whisper.encode(samples, short_window(samples))
    best = whisper.generate(encoded, beam=BEAM_AGAIN, most_tokens=token_cap(samples))
    words = whisper.aligned(encoded, best.tokens)
    place = [number for number, word in enumerate(words) if start <= _middle(word) <= end]
    if not place:
        near = [
            number
            for number, word in enumerate(words)
            if word.start < end + _NEAR and start - _NEAR < word.end
        ]
        place = near[:1]
    if not place:
        return []
    heard = words[place[0] : place[-1] + 1]
    before = [token for word in words[: place[0]] for token in word.tokens]
    after = [token for word in words[place[-1] + 1 :] for token in word.tokens][:_FOLLOWING]
    said = "".join(word.text for word in heard)
    length = sum(len(word.tokens) for word in heard) + _TO_SPARE
    readings = whisper.likely(encoded, count=_READINGS, after=before, but=None, most_tokens=length)
    texts = [said, *(_first(each.text, len(place)) for each in readings), *alike(said, vocabulary)]
    unique = list(
        {_bare(text).lower(): _bare(text) for text in reversed(texts) if _bare(text)}.values()
    )
    rows = whisper.log_probabilities(
        encoded, [[*before, *whisper.tokens(text), *after] for text in unique]
    )
    # What comes before is the same in each. Short readings are not to win by being short: what
    # follows them is weighed too.
    ranked = sorted(zip(rows, unique, strict=True), key=lambda each: -sum(each[0]))
    return [text for _, text in ranked[:count]]


def _middle(word: Aligned) -> float:
    return (word.start + word.end) / 2


def _first(text: str, count: int) -> str:
    return " ".join(text.split()[:count])


def _bare(text: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", text)
