"""Is a word of confidence 0.7 right seven times in ten? And the map that would make it so.

Words of recordings with known texts (each as it is, and fainter, noisier and in a larger room, so
that there are enough of them), beside the text: a word is right when it stands in the same place of
the best alignment. Reliability and expected calibration error (ten bins) of the model's own
opinion and of the catalogue's map; and a map fitted anew, each recording judged by the others. Then
what is marked as doubtful: how many words, how many of those are wrong, how many of the wrong ones.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks._utterances import Utterance, recorded, synthetic, words
from jobassist.ports.speech import SAMPLE_RATE, DoubtBelow, Samples
from jobassist.services.doubts import doubts
from speech.models.calibration import Calibration, calibration
from speech.models.catalogue import catalogue
from speech.recogniser import EngineRecogniser

_BINS = 10
_POINTS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98)
_ECE_GOAL = 0.10
_MARKED_GOAL = 0.20
_ORDINARY = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
_TELLING = (0.2, 0.3, 0.4, 0.5, 0.7)


_EVERY_TELLING_WORD = DoubtBelow(ordinary=0.0, telling=1.1)


class Judged(NamedTuple):
    """A word: the model's confidence, whether it is right, and in which recording."""

    confidence: float
    right: bool
    recording: int
    telling: bool = False  # a negation, number, name or date


def run(
    *,
    size: float = 1.0,
    model_dir: Path,
    recordings: Path | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> dict[str, object]:
    """Measure on recordings with a reference.tsv, or else `size` x 40 synthetic sentences."""
    command = [sys.executable, "-m", "speech.engine"]
    engine = EngineRecogniser(model_dir, model_dir.name, command, None)  # without the catalogue's
    material = list(recorded(recordings)) if recordings else list(synthetic(round(40 * size)))
    found: list[Judged] = []
    try:
        for number, each in enumerate(material):
            for sound in _variants(each.sound, number) if recordings else [each.sound]:
                found += judged(engine, Utterance(sound, each.text), number)
            report(f"{number + 1}/{len(material)}")
    finally:
        engine.close()
    known = catalogue().get(model_dir.name)
    kept = known.confidence if known else Calibration()
    by_others = _by_the_others(found)
    raw = expected_error([each.confidence for each in found], found)
    mapped = expected_error([kept(each.confidence) for each in found], found)
    return {
        "material": "recordings" if recordings else "synthetic voices",
        "words": len(found),
        "right": sum(each.right for each in found) / max(1, len(found)),
        "ece_own": raw,
        "ece_catalogue": mapped,
        "ece_fitted_without_the_recording": expected_error(by_others, found),
        "reliability_own": _reliability([each.confidence for each in found], found),
        "reliability_catalogue": _reliability([kept(e.confidence) for e in found], found),
        "fitted_points": [list(point) for point in fitted(found).points],
        "ratio": mapped / raw if raw else 1.0,
        "goal": _ECE_GOAL,
        "met": mapped <= _ECE_GOAL,
        "marks": marks(found, kept, known.doubt_below if known else DoubtBelow()),
    }


def marks(found: list[Judged], trust: Calibration, below: DoubtBelow) -> dict[str, object]:
    """What marking words of less confidence than `below` is worth; and of other limits."""
    limits = [DoubtBelow(one, other) for one in _ORDINARY for other in _TELLING if one <= other]
    marked = _marked(found, trust, below)
    return {
        **marked,
        "goal": _MARKED_GOAL,
        "met": marked["marked"] <= _MARKED_GOAL,
        "other_limits": [
            {"ordinary": each.ordinary, "telling": each.telling, **_marked(found, trust, each)}
            for each in limits
        ],
    }


def _marked(found: list[Judged], trust: Calibration, below: DoubtBelow) -> dict[str, float]:
    hit = [
        trust(each.confidence) < (below.telling if each.telling else below.ordinary)
        for each in found
    ]
    wrong = [not each.right for each in found]
    both = [one and other for one, other in zip(hit, wrong, strict=True)]
    telling = [each.telling and not each.right for each in found]
    caught = [one and other for one, other in zip(hit, telling, strict=True)]
    return {
        "marked": sum(hit) / max(1, len(found)),
        "precision": sum(both) / max(1, sum(hit)),
        "recall": sum(both) / max(1, sum(wrong)),
        "recall_of_telling_words": sum(caught) / max(1, sum(telling)),
    }


def judged(engine: EngineRecogniser, utterance: Utterance, number: int) -> list[Judged]:
    """The words that are heard in an utterance, each beside its text."""
    segments = engine.transcribe(utterance.sound).segments
    heard = [word for each in segments for word in each.words]
    told = [
        any(d.sound_from <= word.start < d.sound_to for d in telling)
        for each in segments
        for telling in [doubts(each.text, each.words, _EVERY_TELLING_WORD)]
        for word in each.words
    ]
    said = words(utterance.text)
    written = [words(word.text) for word in heard]
    flat = [(part, n) for n, parts in enumerate(written) for part in parts]
    right = [bool(parts) for parts in written]
    same: set[int] = set()
    for block in Levenshtein.opcodes([part for part, _ in flat], said):
        if block.tag == "equal":
            same.update(range(block.src_start, block.src_end))
    for place, (_, n) in enumerate(flat):
        right[n] = right[n] and place in same
    return [
        Judged(word.confidence, ok, number, telling)
        for word, ok, parts, telling in zip(heard, right, written, told, strict=True)
        if parts
    ]


def fitted(found: list[Judged]) -> Calibration:
    """A logistic map of the log-odds, by Newton's method, as points; it only rises.

    Two numbers only, because there are few words; a weak prior keeps them finite.
    """
    if not found:
        return Calibration()
    odds = np.array([_odds(each.confidence) for each in found])
    right = np.array([each.right for each in found], float)
    inputs = np.stack([np.ones_like(odds), odds], axis=1)
    prior, precision = np.array([0.0, 1.0]), np.diag([0.1, 1.0])
    weights = prior.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (right - chance) - precision @ (weights - prior)
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + precision
        weights = weights + np.linalg.solve(bend, slope)
    weights[1] = max(weights[1], 0.0)
    points = [
        (raw, float(1 / (1 + np.exp(-(weights[0] + weights[1] * _odds(raw)))))) for raw in _POINTS
    ]
    return calibration([(raw, round(chance, 3)) for raw, chance in points])


def expected_error(confidences: list[float], found: list[Judged]) -> float:
    """The mean distance of confidence and share of right words, over ten bins, by their size."""
    total = 0.0
    for said, right, count in _bins(confidences, found):
        total += count * abs(said - right)
    return total / max(1, len(found))


def _by_the_others(found: list[Judged]) -> list[float]:
    maps = {
        number: fitted([each for each in found if each.recording != number])
        for number in {each.recording for each in found}
    }
    return [maps[each.recording](each.confidence) for each in found]


def _reliability(confidences: list[float], found: list[Judged]) -> list[dict[str, float]]:
    return [
        {"said": round(said, 2), "right": round(right, 2), "words": count}
        for said, right, count in _bins(confidences, found)
    ]


def _bins(confidences: list[float], found: list[Judged]) -> list[tuple[float, float, int]]:
    bins = []
    places = [min(_BINS - 1, int(each * _BINS)) for each in confidences]
    for number in range(_BINS):
        here = [n for n, place in enumerate(places) if place == number]
        if here:
            said = float(np.mean([confidences[n] for n in here]))
            bins.append((said, float(np.mean([found[n].right for n in here])), len(here)))
    return bins


def _odds(confidence: float) -> float:
    sure = min(0.995, max(0.005, confidence))
    return float(np.log(sure / (1 - sure)))


def _variants(sound: Samples, seed: int) -> list[Samples]:
    chance = np.random.default_rng(seed)
    level = float(np.sqrt(np.mean(np.square(sound))))
    room = np.zeros(SAMPLE_RATE // 4)
    room[0] = 1.0
    tail = np.arange(1, len(room)) / SAMPLE_RATE
    room[1:] = 0.02 * chance.standard_normal(len(tail)) * np.exp(-tail * 25)
    return [
        sound,
        0.2 * sound,
        *(
            sound + chance.normal(0, level * 10 ** (-decibels / 20), len(sound)).astype(np.float32)
            for decibels in (25, 18)
        ),
        np.convolve(sound, room)[: len(sound)].astype(np.float32),
    ]
