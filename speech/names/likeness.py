"""How alike a name is to what was heard, as text: for a shortlist, and as a part of the score.

A weak model writes Danish as it sounds to it, so letters that it confuses are made one
(d and t, g and k, b and p, v and f, the rounded vowels), and double letters single.
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

Numbers = npt.NDArray[np.float64]
_ONE_SOUND = str.maketrans(
    {
        **dict.fromkeys("dt", "t"),
        **dict.fromkeys("gkqc", "k"),
        **dict.fromkeys("bp", "p"),
        **dict.fromkeys("vfw", "f"),
        **dict.fromkeys("æäe", "e"),
        **dict.fromkeys("åoøöyu", "o"),
        **dict.fromkeys("ij", "i"),
        "z": "s",
        "h": "",
    }
)


def letters(text: str) -> str:
    """Without case, spaces and punctuation: a weak model parts compounds and joins words."""
    return re.sub(r"[\W_]", "", text.lower())


def sounds(text: str) -> str:
    """The letters with those made one that a weak model confuses."""
    return re.sub(r"(.)\1+", r"\1", letters(text).translate(_ONE_SOUND))


class Spellings:
    """Many names, ready to be compared with what was heard. `before` is said before each."""

    def __init__(self, names: Sequence[str], before: str = "") -> None:
        whole = [f"{before} {name}" for name in names]
        self._letters = [letters(text) for text in whole]
        self._sounds = [sounds(text) for text in whole]

    def likeness(self, heard: Sequence[str]) -> Numbers:
        """For each name 0 to 100: the mean over all that may have been heard."""
        by_letters = cdist([letters(text) for text in heard], self._letters, scorer=fuzz.ratio)
        by_sounds = cdist([sounds(text) for text in heard], self._sounds, scorer=fuzz.ratio)
        mean: Numbers = (by_letters.mean(axis=0) + by_sounds.mean(axis=0)) / 2.0
        return mean
