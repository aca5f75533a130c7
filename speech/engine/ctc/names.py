"""Which of the given names was said, by a CTC model: how likely the sound is as each name.

The likelihoods are probabilities of the model's own, so that names can be weighed against each
other and against what was decoded freely. How much they may be trusted was set without a real
Danish model at hand: careful, so that less is accepted without asking.
"""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from jobassist.ports.speech import Samples
from speech.engine.ctc.acoustics import Acoustics
from speech.engine.ctc.alphabet import Alphabet
from speech.engine.ctc.likelihood import log_likelihoods
from speech.engine.ctc.paths import best_words
from speech.engine.transcription import speech_only
from speech.engine.wire import Head
from speech.names.likeness import sounds

_FEWEST = 5
_ACCEPT = 0.8
_TRIGGER_ALIKE = 75.0  # fuzz.ratio of the sounds at the beginning
_TRUST = 0.5  # of a likelihood: these models are surer than they should be
_FREE = 8.0  # natural logarithms that any other text must be more likely than a name


class CtcMatcher:
    """Matches sounds against names."""

    def __init__(self, acoustics: Acoustics, alphabet: Alphabet) -> None:
        self._acoustics = acoustics
        self._alphabet = alphabet

    def learn(self, _head: Head, _most: int) -> bool:
        """Nothing has to be worked out beforehand."""
        return False

    def match(self, samples: Samples, head: Head) -> dict[str, Any]:
        """The `matched` frame for a `match` frame (see `speech.names.matcher`)."""
        began = time.perf_counter()
        names: list[tuple[str, str]] = [(key, spoken) for key, spoken in head["names"]]
        triggers: list[str] = head["triggers"]
        count = max(_FEWEST, head["top"])
        speech = speech_only(samples)
        emissions = self._acoustics.emissions(speech) if len(speech) else None
        words = [] if emissions is None else best_words(emissions, self._alphabet)
        heard = " ".join(word.text for word in words)
        before = trigger_in(heard, triggers)
        asked = not triggers or bool(before)
        ranked: list[tuple[str, float]] = []
        if emissions is not None and heard and names and (asked or not head["only_asked"]):
            texts = [f"{before} {spoken}" for _, spoken in names]
            spelt = [self._alphabet.numbers(text) for text in [*texts, heard]]
            found = log_likelihoods(emissions, spelt, self._alphabet.blank)
            ranked = _ranked([key for key, _ in names], found[:-1], found[-1])
        elif names and not head["only_asked"]:
            ranked = [(key, 0.0) for key in dict.fromkeys(key for key, _ in names)]
        return {
            "kind": "matched",
            "heard": heard,
            "asked": asked,
            "candidates": [(key, round(chance, 4)) for key, chance in ranked[:count]],
            "accepted": ranked[0][0] if ranked and asked and ranked[0][1] >= _ACCEPT else None,
            "seconds": time.perf_counter() - began,
        }


def trigger_in(heard: str, triggers: Sequence[str]) -> str:
    """The trigger that a text begins with, whether it was heard as one word or two."""
    words = heard.split()
    for taken in (1, 2):
        head = sounds("".join(words[:taken]))
        for trigger in triggers:
            if head and fuzz.ratio(head, sounds(trigger)) >= _TRIGGER_ALIKE:
                return trigger
    return ""


def _ranked(keys: Sequence[str], likely: Sequence[float], free: float) -> list[tuple[str, float]]:
    """Each key once, with its probability beside the others and any other text; best first."""
    best: dict[str, float] = {}
    for key, each in zip(keys, likely, strict=True):
        best[key] = max(each, best.get(key, -np.inf))
    weights = _TRUST * np.array([*best.values(), free - _FREE])
    chances = np.exp(weights - weights.max())
    chances /= chances.sum()
    found = [(key, float(chance)) for key, chance in zip(best, chances, strict=False)]
    return sorted(found, key=lambda each: -each[1])
