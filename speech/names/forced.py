"""How probable a name is given the sound, beside how probable it is given silence.

The model is made to say each name, and tells the probability of each token. Silence stands for
what it thinks of the name anyway; that depends on model and name alone and is remembered.
"""

import time
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE
from speech.engine.whisper import FRAMES_A_SECOND, Encoded, Whisper

# The end of the text is scored too, so that a name must explain all of the sound.
_LENGTH_POWER = 0.7
_SILENCE_WINDOW = 6 * FRAMES_A_SECOND
FEWEST = 5


class Forced(NamedTuple):
    """`gain`: log-probability beyond silence, over length^0.7. `fit`: the mean for each token."""

    gain: float
    fit: float


class ForcedScores:
    """Scores texts on sounds, and remembers their scores on silence."""

    def __init__(self, whisper: Whisper) -> None:
        self._whisper = whisper
        self._silent: Encoded | None = None
        self._on_silence: dict[tuple[str, str], float] = {}
        self._seconds_each = 0.0  # the last time

    def names(self, encoded: Encoded, before: str, names: Sequence[str]) -> list[Forced]:
        """Each name as all that is said after `before`."""
        self.learn(before, names)
        return [
            self._forced(row, self._on_silence[before, name])
            for row, name in zip(self._rows(encoded, before, names), names, strict=True)
        ]

    def openings(self, encoded: Encoded, words: Sequence[str]) -> list[float]:
        """The gain of each word as the beginning of what is said."""
        tokens = [self._whisper.tokens(word) for word in words]
        new = [place for place, word in enumerate(words) if (word, "") not in self._on_silence]
        if new:
            rows = self._raw(self._silence(), [tokens[place] for place in new])
            for place, row in zip(new, rows, strict=True):
                self._on_silence[words[place], ""] = sum(row)
        return [
            self._forced(row, self._on_silence[word, ""]).gain
            for row, word in zip(self._raw(encoded, tokens), words, strict=True)
        ]

    def affordable(self, seconds: float, *, at_most: int) -> int:
        """How many texts can be scored in that time, going by the last time; at least five."""
        by_time = int(seconds / self._seconds_each) if self._seconds_each else at_most
        return max(min(FEWEST, at_most), min(by_time, at_most))

    def fit(self, encoded: Encoded, tokens: list[int]) -> float:
        """The mean log-probability of the tokens of a text that was decoded freely."""
        return float(np.mean(self._raw(encoded, [[*tokens, self._whisper.end]])[0]))

    def unlearned(self, before: str, names: Sequence[str]) -> list[str]:
        """The names whose score on silence is not known yet."""
        return [name for name in names if (before, name) not in self._on_silence]

    def learn(self, before: str, names: Sequence[str]) -> None:
        """Score those names on silence that have not been."""
        new = self.unlearned(before, names)
        if not new:
            return
        for row, name in zip(self._rows(self._silence(), before, new), new, strict=True):
            self._on_silence[before, name] = sum(row)

    def _forced(self, row: list[float], on_silence: float) -> Forced:
        return Forced((sum(row) - on_silence) / len(row) ** _LENGTH_POWER, float(np.mean(row)))

    def _rows(self, encoded: Encoded, before: str, names: Sequence[str]) -> list[list[float]]:
        first = self._whisper.tokens(before) if before else []
        texts = [[*first, *self._whisper.tokens(name), self._whisper.end] for name in names]
        return [row[len(first) :] for row in self._raw(encoded, texts)]

    def _raw(self, encoded: Encoded, texts: Sequence[list[int]]) -> list[list[float]]:
        began = time.perf_counter()
        found = self._whisper.log_probabilities(encoded, texts)
        self._seconds_each = (time.perf_counter() - began) / len(texts)
        return found

    def _silence(self) -> Encoded:
        if self._silent is None:
            nothing = np.zeros(3 * SAMPLE_RATE, np.float32)
            self._silent = self._whisper.encode(nothing, _SILENCE_WINDOW)
        return self._silent
