"""Guesses of a CTC model at speech that is going on: only the newest sound is heard anew."""

from collections.abc import Callable

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE
from speech.engine.ctc.acoustics import STRIDE, Acoustics, Emissions
from speech.engine.ctc.alphabet import Alphabet
from speech.engine.ctc.paths import best_words
from speech.engine.endpointing import Span

_UNSETTLED = SAMPLE_RATE // STRIDE  # frames at the end that later sound may still change
_OPENING_WORDS = 2
_BEFORE = 2 * SAMPLE_RATE // STRIDE  # frames heard again for the sake of those after them


class CtcGuesses:
    """The guesses of one dictation."""

    def __init__(
        self,
        acoustics: Acoustics,
        alphabet: Alphabet,
        begins: Callable[[str], bool] | None = None,
    ) -> None:
        """`begins` tells whether a text begins with a trigger."""
        self._begins = begins
        self._asked: bool | None = None
        self._acoustics = acoustics
        self._alphabet = alphabet
        self._start = -1
        self._settled: Emissions = np.zeros((0, len(alphabet)), np.float32)

    def guess(self, span: Span, wanted: Callable[[], bool]) -> str | None:
        """What may have been said so far; empty when nothing was, None when no longer wanted."""
        if not wanted():
            return None
        if span.start != self._start:
            self._start, self._settled, self._asked = span.start, self._settled[:0], None
        known = len(self._settled)
        from_frame = max(0, known - _BEFORE)
        new = self._acoustics.emissions(span.samples[from_frame * STRIDE :])
        whole = np.concatenate([self._settled, new[known - from_frame :]])
        self._settled = whole[: max(known, len(whole) - _UNSETTLED)]
        words = best_words(whole, self._alphabet)
        if self._begins and len(words) > _OPENING_WORDS:  # the last may not be whole
            self._asked = self._begins(" ".join(word.text for word in words[:_OPENING_WORDS]))
        return " ".join(word.text for word in words)

    def asked(self, start: int) -> bool | None:
        """Whether the segment from that sample begins with a trigger; None when not looked at."""
        return self._asked if start == self._start else None
