"""Colleagues who talk while one dictates: what of it is taken for speech, and what is lost for it.

A speaker says sentences with pauses of three to twelve seconds; others talk all the while, 15 to 20
dB fainter, some as they are and some with a room around them. What the endpointing lets through
outside the speaker's own sentences would become words; what it no longer covers of the sentences
would be lost. The peer is the same endpointing without its ear for who is near.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from benchmarks._utterances import ENDINGS, OPENINGS, spoken
from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.endpointing import Endpointer
from speech.engine.silero import Silero
from speech.engine.voice import Voice

LEVELS = (-15.0, -17.5, -20.0)  # dB, of theirs to the speaker's
_EDGE = SAMPLE_RATE  # around a sentence: the segment's own silence
_SENTENCES = 5
_COVERED_GOAL = 0.98


class Mix(NamedTuple):
    """A sound, and where in it the speaker speaks (first and last sample of each sentence)."""

    sound: Samples
    own: list[tuple[int, int]]


def run(*, size: float = 1.0, report: Callable[[str], None] = lambda _: None) -> dict[str, object]:
    """Measure `size` x 40 mixes at each level; minutes and shares."""
    count = max(2, round(40 * size))
    by_level = {}
    for level in LEVELS:
        passed = passed_peer = minutes = 0.0
        touched, covered = 0, []
        for mix in mixes(count, level):
            ours, theirs = spans(mix.sound, Voice()), spans(mix.sound, None)
            over, over_peer = outside(ours, mix.own), outside(theirs, mix.own)
            passed, passed_peer, touched = (
                passed + over,
                passed_peer + over_peer,
                touched + (over > 0),
            )
            covered.append(coverage(ours, mix.own))
            minutes += len(mix.sound) / SAMPLE_RATE / 60
        by_level[f"{level:g} dB"] = {
            "mixes": count,
            "minutes": minutes,
            "mixes_with_any": touched,
            "seconds_let_through": passed,
            "seconds_let_through_by_the_peer": passed_peer,
            "own_speech_covered": float(np.mean(covered)),
            "own_speech_covered_least": float(np.min(covered)),
        }
        report(f"{level:g} dB: {touched} of {count}")
    figures = list(by_level.values())
    through = sum(float(each["seconds_let_through"]) for each in figures)
    peer = sum(float(each["seconds_let_through_by_the_peer"]) for each in figures)
    kept = min(float(each["own_speech_covered"]) for each in figures)
    return {
        "peer": "the same endpointing without a level of the speaker's own",
        "levels": by_level,
        "ratio": through / peer if peer else 0.0,
        "goal": 0.01,
        "met": through <= 0.01 * peer and kept >= _COVERED_GOAL,
    }


def mixes(count: int, level: float) -> Iterator[Mix]:
    """So many mixes with the others `level` dB from the speaker."""
    for number in range(count):
        chance = np.random.default_rng(number)
        parts: list[Samples] = [_silence(float(chance.uniform(0.3, 1.0)))]
        own: list[tuple[int, int]] = []
        for _ in range(_SENTENCES):
            said = f"{chance.choice(OPENINGS)} {chance.choice(ENDINGS)}"
            sentence = spoken(said, number) * float(10 ** (chance.uniform(-3, 3) / 20))
            start = sum(len(part) for part in parts)
            own.append((start, start + len(sentence)))
            parts += [sentence, _silence(float(chance.uniform(3, 12)))]
        mine = np.concatenate(parts)
        theirs = _others(len(mine), number, chance)
        if number % 2:
            theirs = _in_a_room(theirs, chance)
        theirs[: own[0][0] + SAMPLE_RATE] = 0.0  # the speaker begins
        gain = _loudness(np.concatenate([mine[a:b] for a, b in own])) / _loudness(theirs)
        room = chance.normal(0, 0.0004, len(mine))
        sound = mine + theirs * gain * 10 ** (level / 20) + room
        yield Mix(np.clip(sound, -1, 1).astype(np.float32), own)


def spans(sound: Samples, voice: Voice | None) -> list[tuple[int, int]]:
    """First and last sample of each segment that would be decoded."""
    endpointer = Endpointer(Silero(), 0, voice)
    found = []
    for first in range(0, len(sound), SAMPLE_RATE // 10):
        found += endpointer.feed(sound[first : first + SAMPLE_RATE // 10])
    last = endpointer.finish()
    return [(s.start, s.start + len(s.samples)) for s in [*found, *([last] if last else [])]]


def outside(found: list[tuple[int, int]], own: list[tuple[int, int]]) -> float:
    """Seconds of segments that have nothing to do with the speaker's sentences."""
    seconds = 0.0
    for start, end in found:
        if not any(start < b + _EDGE and a - _EDGE < end for a, b in own):
            seconds += (end - start) / SAMPLE_RATE
        else:
            tail = max(0, end - max(b for a, b in own if a - _EDGE < end) - 2 * _EDGE)
            seconds += tail / SAMPLE_RATE
    return seconds


def coverage(found: list[tuple[int, int]], own: list[tuple[int, int]]) -> float:
    """The share of the speaker's speech that lies in segments."""
    inside = sum(max(0, min(end, b) - max(start, a)) for start, end in found for a, b in own)
    return inside / sum(b - a for a, b in own)


def _others(length: int, number: int, chance: np.random.Generator) -> np.ndarray:
    said: list[Samples] = []
    while sum(len(each) for each in said) < length:
        text = f"{chance.choice(OPENINGS)} {chance.choice(ENDINGS)}"
        said += [spoken(text, number + int(chance.integers(1, 7))), _silence(0.4)]
    return np.concatenate(said)[:length].astype(np.float64)


def _in_a_room(sound: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    time = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    tail = 0.05 * chance.standard_normal(len(time)) * np.exp(-time * 14)
    tail[0] = 0.4
    size = len(sound) + len(tail)
    wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
    found: np.ndarray = wet[: len(sound)]
    return found


def _loudness(sound: np.ndarray) -> float:
    """The root mean square of what is not silence."""
    frames = sound[: len(sound) // 512 * 512].reshape(-1, 512)
    power = np.mean(np.square(frames), axis=1)
    return float(np.sqrt(np.mean(power[power > 0.01 * power.max()])))


def _silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * SAMPLE_RATE), np.float32)
