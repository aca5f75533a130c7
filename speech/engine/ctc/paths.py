"""Words out of the letters' probabilities: the most likely one, or several for a stretch.

Without a language model the best path is as good as a search for the best text; the search is for
other readings of a place.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from speech.engine.ctc.acoustics import FRAME_SECONDS, Emissions
from speech.engine.ctc.alphabet import Alphabet

_CUT = -7.0  # letters less likely than a thousandth are not followed
_NEVER = -1e30


class Spelt(NamedTuple):
    """A word, where it lies in seconds, and the mean probability of its letters (geometric)."""

    text: str
    start: float
    end: float
    probability: float


def best_words(emissions: Emissions, alphabet: Alphabet) -> list[Spelt]:
    """The most likely letter of each frame, repeats made one, read as words."""
    best = emissions.argmax(axis=1)
    words: list[Spelt] = []
    letters: list[str] = []
    chances: list[float] = []
    start = end = 0
    before = alphabet.blank
    for frame, number in enumerate([*best.tolist(), alphabet.delimiter]):
        if number == alphabet.delimiter:
            if letters:
                mean = float(np.exp(np.mean(chances)))
                place = (start * FRAME_SECONDS, end * FRAME_SECONDS)
                words.append(Spelt("".join(letters), *place, mean))
            letters, chances = [], []
        elif alphabet.is_letter(number):
            chance = float(emissions[frame, number])
            if number != before:
                start = start if letters else frame
                letters.append(alphabet.letters[number])
                chances.append(chance)
            else:  # a letter is as sure as its surest frame
                chances[-1] = max(chances[-1], chance)
            end = frame + 1
        before = number
    return words


def readings(emissions: Emissions, alphabet: Alphabet, count: int) -> list[str]:
    """The `count` most likely texts of a stretch, by prefix beam search (Graves 2012, 7.5.3)."""
    # For each text: log-probability of ending in a blank, and of ending in its last letter.
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (0.0, _NEVER)}
    for row in emissions:
        likely = [int(n) for n in np.flatnonzero(row > _CUT)]
        found: dict[tuple[int, ...], list[float]] = defaultdict(lambda: [_NEVER, _NEVER])
        for text, (in_blank, in_letter) in beams.items():
            whole = _either((in_blank, in_letter))
            for number in likely:
                chance = float(row[number])
                if number == alphabet.blank:
                    _add(found[text], 0, whole + chance)
                elif text and text[-1] == number:
                    _add(found[text], 1, in_letter + chance)
                    _add(found[(*text, number)], 1, in_blank + chance)
                else:
                    _add(found[(*text, number)], 1, whole + chance)
        kept = sorted(found.items(), key=lambda each: -_either(each[1]))[: 4 * count]
        beams = {text: (chances[0], chances[1]) for text, chances in kept}
    texts = dict.fromkeys(_spelt(text, alphabet) for text in beams)
    return [text for text in texts if text][:count]


def _add(chances: list[float], place: int, more: float) -> None:
    chances[place] = float(np.logaddexp(chances[place], more))


def _either(chances: Sequence[float]) -> float:
    return float(np.logaddexp(chances[0], chances[1]))


def _spelt(numbers: tuple[int, ...], alphabet: Alphabet) -> str:
    letters = [
        " " if number == alphabet.delimiter else alphabet.letters[number]
        for number in numbers
        if number == alphabet.delimiter or alphabet.is_letter(number)
    ]
    return " ".join("".join(letters).split())
