"""What the dictation benchmark speaks: sounds with their texts, and how errors are counted."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.sound_file import read_sound_file

OPENINGS = (
    "Borgeren har deltaget i samtalen",
    "Virksomheden i Skagen har plads til en praktikant",
    "Vi har talt om mulighederne for mentorstøtte",
    "Borgeren oplyser at smerterne er blevet mindre",
    "Der er aftalt et besøg på arbejdspladsen",
    "Kontaktpersonen ringede tirsdag formiddag",
    "Borgeren ønsker et ordinært job på lageret",
    "Praktikken forløber som planlagt",
    "Lægen vurderer at timetallet kan øges",
    "Borgeren udeblev fra samtalen uden afbud",
)
ENDINGS = (
    "og vi følger op i næste uge",
    "og ønsker at komme i gang hurtigst muligt",
    "så planen bliver justeret efter aftale",
    "og det noteres i sagen i dag",
    "fordi opgaverne passer godt til de skånehensyn der er",
    "men der mangler stadig en underskrift fra arbejdsgiveren",
)


class Utterance(NamedTuple):
    """A sound and what was said in it."""

    sound: Samples
    text: str


def synthetic(count: int) -> Iterator[Utterance]:
    """Danish sentences of a caseworker's by espeak-ng, 3 to 20 seconds, one to three together."""
    pairs = list(product(OPENINGS, ENDINGS))
    for number in range(count):
        text = ". ".join(
            " ".join(pairs[(number + 7 * more) % len(pairs)]) for more in range(1 + number % 3)
        )
        yield Utterance(without_tail(spoken(text, number)), text)


def spoken(text: str, number: int) -> Samples:
    """The text by espeak-ng, in the speed and pitch of the voice of that number."""
    return in_voice(text, "da", 140 + 5 * (number % 5), 35 + 5 * (number % 7))


def in_voice(text: str, voice: str, speed: int, pitch: int = 50) -> Samples:
    """The text by espeak-ng in one of its voices; `speed` in words a minute, `pitch` to 99."""
    import soundfile
    import soxr

    how = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout"]
    made = subprocess.run([*how, text], capture_output=True, check=True)
    sound, made_at = soundfile.read(BytesIO(made.stdout), dtype="float32")
    found: Samples = soxr.resample(sound, made_at, SAMPLE_RATE).astype(np.float32)
    return found


def recorded(folder: Path) -> Iterator[Utterance]:
    """The recordings that `reference.tsv` (file, text) lists."""
    for line in (folder / "reference.tsv").read_text(encoding="utf-8").splitlines():
        name, _, text = line.partition("\t")
        if text and (folder / name).is_file():
            yield Utterance(without_tail(read_sound_file(folder / name)), text)


def without_tail(sound: Samples) -> Samples:
    """The sound up to the end of speech: that is when the clock starts."""
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    return sound[: loud[-1] + 1] if len(loud) else sound


def words(text: str) -> list[str]:
    """The words, without case and punctuation."""
    return re.sub(r"[\W_]+", " ", text.lower()).split()


def word_errors(references: list[str], texts: list[str]) -> list[tuple[int, int]]:
    """For each utterance: wrong words, and words there are."""
    from rapidfuzz.distance import Levenshtein

    return [
        (Levenshtein.distance(words(reference), words(text)), len(words(reference)))
        for reference, text in zip(references, texts, strict=True)
    ]


def rate(errors: list[tuple[int, int]]) -> float:
    """The word error rate over all utterances."""
    return sum(wrong for wrong, _ in errors) / sum(count for _, count in errors)


def interval(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> tuple[float, float]:
    """The 95 % bootstrap interval of our word error rate minus theirs, over utterances."""
    difference = np.array([a[0] - b[0] for a, b in zip(ours, theirs, strict=True)])
    counts = np.array([count for _, count in ours])
    picks = np.random.default_rng(1).integers(0, len(ours), (5000, len(ours)))
    rates = difference[picks].sum(axis=1) / counts[picks].sum(axis=1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)
