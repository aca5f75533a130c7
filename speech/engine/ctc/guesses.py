"""Guesses of a CTC model at speech that is going on: only the newest sound is heard anew."""

from collections.abc import Callable

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE
from speech.engine.ctc.acoustics import STRIDE, Acoustics, Emissions
from speech.engine.ctc.alphabet import Alphabet
from speech.engine.ctc.paths import best_words
from speech.engine.endpointing import Span

_UNSETTLED = SAMPLE_RATE // STRIDE  # frames at the end that later sound may still change
_BEFORE = 2 * SAMPLE_RATE // STRIDE  # frames heard again for the sake of those after them


class CtcGuesses:
    """The guesses of one dictation."""

    def __init__(self, acoustics: Acoustics, alphabet: Alphabet) -> None:
        self._acoustics = acoustics
        self._alphabet = alphabet
        self._start = -1
        self._settled: Emissions = np.zeros((0, len(alphabet)), np.float32)

    def guess(self, span: Span, wanted: Callable[[], bool]) -> str | None:
        """What may have been said so far; empty when nothing was, None when no longer wanted."""
        if not wanted():
            return None
        if span.start != self._start:
            self._start, self._settled = span.start, self._settled[:0]
        known = len(self._settled)
        from_frame = max(0, known - _BEFORE)
        new = self._acoustics.emissions(span.samples[from_frame * STRIDE :])
        whole = np.concatenate([self._settled, new[known - from_frame :]])
        self._settled = whole[: max(known, len(whole) - _UNSETTLED)]
        return " ".join(word.text for word in best_words(whole, self._alphabet))
