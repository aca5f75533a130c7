"""A segment of speech to text on a window no longer than it needs.

The rules and their figures: window max(10 s, duration + 2 s), for segments of up to 20 seconds;
decoded once more on the full window when the text repeats itself or runs into its length cap, and
on the same when it is improbable or says something twice; nothing that is likely no speech, and no
artefact of the training subtitles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from jobassist.ports.speech import SAMPLE_RATE, Samples, Segment
from speech.engine.hotwords import Hotwords
from speech.engine.model import Decoded
from speech.engine.unsure_names import settled, unsure
from speech.engine.whisper import FRAMES_A_SECOND, FULL_WINDOW, Encoded, Hypothesis, Whisper

if TYPE_CHECKING:  # names are heard with what is here
    from speech.names.alone import LoneNames

# On 30 recordings of six people `base` made as many word errors with two hypotheses as with five
# (0.55), in three quarters of the time; with one it made 0.64.
BEAM = 2
BEAM_AGAIN = 5  # what had to be decoded anew is worth the time
SHORTEST_WINDOW = 10.0
MARGIN = 2.0
MOST_COMPRESSION = 2.4
# Padded Whisper decodes again below -1.0. On 60 synthetic Danish sentences with `base` that meant
# 60 % of them and no fewer word errors; below -1.2 it is one in nine.
LEAST_LOG_PROBABILITY = -1.2
NO_SPEECH = 0.6
LEAST_CONFIDENCE = 0.12  # mean of the words; music was heard as "1,5,5,5" at 0.04, speech is at 0.4
NO_SPEECH_LOG_PROBABILITY = -1.0
_TOKENS_A_SECOND = 12  # fast Danish is six to eight
_TOKENS_TO_SPARE = 12
_MOST_TOKENS = 220
_RUN = 7  # tokens
_ARTEFACTS = (
    "danske tekster af",
    "scandinavian text service",
    "tak for at se med",
    "tak fordi du så med",
    "undertekster af",
)


def decode(
    whisper: Whisper,
    samples: Samples,
    start: float,
    *,
    padded: bool = False,
    vocabulary: Sequence[str] = (),
    names: LoneNames | None = None,
) -> Decoded:
    """Decode one segment that begins `start` seconds into its stream.

    `padded` uses the plain 30-second window at once, for comparison. `vocabulary` are words that
    are likely to be said; where the model does worse with them it decodes without. Of `names` it is
    told whether one was all that was said.
    """
    window = FULL_WINDOW if padded else short_window(samples)
    encoded = whisper.encode(samples, window)
    none = Hotwords(whisper, ())
    named = Decoded(None, False)
    if vocabulary:
        hotwords = Hotwords(whisper, vocabulary)
        named = _decode(
            whisper, samples, encoded, start=start, window=window, hotwords=hotwords, names=names
        )
    if named.segment and not unsure(named.segment.words, vocabulary):
        return named
    plain = _decode(
        whisper, samples, encoded, start=start, window=window, hotwords=none, names=names
    )
    if not (named.segment and plain.segment):
        return named if named.segment else plain
    words = settled(named.segment.words, plain.segment.words, vocabulary)
    text = " ".join(word.text for word in words)
    return replace(named, segment=replace(named.segment, text=text, words=words))


def _decode(
    whisper: Whisper,
    samples: Samples,
    encoded: Encoded,
    *,
    start: float,
    window: int,
    hotwords: Hotwords,
    names: LoneNames | None,
) -> Decoded:
    """No segment either when the model only recites the hotwords, or loses its way by them."""
    most = token_cap(samples)
    best = whisper.generate(encoded, beam=BEAM, most_tokens=most, hotwords=hotwords.tokens)
    if hotwords.tokens and (hotwords.echoed(best.text) or repeats(best) or best.at_cap):
        return Decoded(None, False)
    lost = repeats(best) or best.at_cap
    improbable = best.log_probability < LEAST_LOG_PROBABILITY or says_twice(best.tokens)
    retried = window < FULL_WINDOW and (lost or improbable)
    if retried:
        # Improbable text is no better on the full window, which takes three times as long.
        anew = whisper.encode(samples, FULL_WINDOW) if lost else encoded
        second = whisper.generate(
            anew,
            beam=BEAM_AGAIN,
            most_tokens=most,
            looping=False,
            hotwords=hotwords.tokens,
        )
        if _rank(second) > _rank(best) and not hotwords.echoed(second.text):
            encoded, best = anew, second
    if nothing_said(best):
        return Decoded(None, retried)
    words = whisper.words(encoded, best, start)
    if words and sum(word.confidence for word in words) < LEAST_CONFIDENCE * len(words):
        return Decoded(None, retried)
    end = start + len(samples) / SAMPLE_RATE
    segment = Segment(round(start, 2), round(end, 2), best.text, words)
    return Decoded(segment, retried, names.said(samples, encoded, best) if names else None)


def short_window(samples: Samples, shortest: float = SHORTEST_WINDOW) -> int:
    """The window for this much sound, in frames; `shortest` is in seconds."""
    seconds = max(shortest, len(samples) / SAMPLE_RATE + MARGIN)
    return min(FULL_WINDOW, round(seconds * FRAMES_A_SECOND))


def token_cap(samples: Samples) -> int:
    """More tokens than this nobody can say in that time."""
    spoken = int(len(samples) / SAMPLE_RATE * _TOKENS_A_SECOND)
    return min(_MOST_TOKENS, spoken + _TOKENS_TO_SPARE)


def repeats(hypothesis: Hypothesis) -> bool:
    """Whether the text goes round in circles."""
    return hypothesis.compression > MOST_COMPRESSION


def says_twice(tokens: Sequence[int]) -> bool:
    """Whether a run of three or four words comes twice: a loop that was broken off."""
    seen: dict[tuple[int, ...], int] = {}
    for place in range(len(tokens) - _RUN + 1):
        first = seen.setdefault(tuple(tokens[place : place + _RUN]), place)
        if place - first >= _RUN:
            return True
    return False


def _rank(hypothesis: Hypothesis) -> tuple[bool, float]:
    sound = not (repeats(hypothesis) or hypothesis.at_cap or says_twice(hypothesis.tokens))
    return sound, hypothesis.log_probability


def nothing_said(hypothesis: Hypothesis) -> bool:
    """Whether this is no speech, or words the model knows from subtitles alone."""
    silence = (
        hypothesis.no_speech > NO_SPEECH and hypothesis.log_probability < NO_SPEECH_LOG_PROBABILITY
    )
    letters = re.sub(r"[^\w ]", "", hypothesis.text).strip().lower()
    return silence or not letters or letters.startswith(_ARTEFACTS)
