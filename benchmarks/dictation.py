"""How long from the end of speech to the final text, beside plain faster-whisper.

Each utterance is spoken into an open dictation at the speed of speech, and the key is let go with
the last sound. Plain faster-whisper gets the same sound at that moment, in a process of its own of
the same priority: same model, beam, threads and language, otherwise its defaults; and once more
without its temperature fallback, which is the fastest it can be.
"""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

import numpy as np
import psutil  # type: ignore[import-untyped]

from jobassist.ports.speech import SAMPLE_RATE, Committed, Finished, Heard, Samples, Tentative
from speech.engine import wire
from speech.recogniser import EngineRecogniser, open_recogniser
from speech.sound_file import read_sound_file

GOAL = 0.45
BLOCK = SAMPLE_RATE // 10
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


class Spoken(NamedTuple):
    """How the product did on an utterance. `first` is seconds from the first sound to a guess."""

    delay: float
    text: str
    retries: int
    first: float | None


def run(
    *,
    utterances: int = 60,
    model_dir: Path,
    report: Callable[[str], None],
    recordings: Path | None = None,
    threads: int | None = None,
) -> dict[str, object]:
    """Measure; `model_dir` is the model's folder, `recordings` a folder with a reference.tsv.

    Without recordings the utterances are made by espeak-ng. Times are seconds.
    """
    threads = threads or psutil.cpu_count(logical=False) or 1
    material = list(recorded(recordings)) if recordings else list(synthetic(utterances))
    command = [sys.executable, "-m", "speech.engine"]
    engine = open_recogniser(model_dir, model_dir.name, command, threads)
    plain = Plain(model_dir, threads)
    live: list[Spoken] = []
    padded: list[str] = []
    with_fallback: list[tuple[float, str]] = []
    without: list[tuple[float, str]] = []
    try:
        engine.warm_up()
        for each in material[:1]:  # both warm before anything is timed
            engine.transcribe(each.sound)
            plain.decode(each.sound, fallback=True)
        for number, each in enumerate(material, start=1):
            live.append(speak(engine, each.sound))
            padded.append(engine.transcribe(each.sound, padded=True).text)
            with_fallback.append(plain.decode(each.sound, fallback=True))
            without.append(plain.decode(each.sound, fallback=False))
            report(f"{number}/{len(material)}")
        memory = peak_memory(engine)
    finally:
        engine.close()
        plain.close()
    references = [each.text for each in material]
    ours, theirs = [s.delay for s in live], [seconds for seconds, _ in with_fallback]
    errors = word_errors(references, [s.text for s in live])
    errors_padded = word_errors(references, padded)
    ratio = mean(ours) / mean(theirs)
    low, high = interval(errors, errors_padded)
    guesses = [s.first for s in live if s.first is not None]
    return {
        "utterances": len(material),
        "audio_seconds_mean": mean(len(each.sound) / SAMPLE_RATE for each in material),
        "model": model_dir.name,
        "threads": threads,
        "peer": "faster-whisper 1.2.1, padded to 30 s, beam 5",
        "seconds_mean": mean(ours),
        "seconds_median": median(ours),
        "seconds_worst": max(ours),
        "peer_seconds_mean": mean(theirs),
        "peer_seconds_median": median(theirs),
        "ratio": ratio,
        "goal": GOAL,
        "met": ratio <= GOAL,
        "peer_without_fallback_seconds_mean": mean(seconds for seconds, _ in without),
        "ratio_without_fallback": mean(ours) / mean(seconds for seconds, _ in without),
        "retries": sum(s.retries for s in live),
        "first_guess_seconds_median": median(guesses) if guesses else None,
        "wer": rate(errors),
        "wer_padded": rate(errors_padded),
        "wer_peer": rate(word_errors(references, [text for _, text in with_fallback])),
        "wer_difference_95": [low, high],
        "wer_not_worse": low <= 0,
        "engine_peak_mb": memory,
    }


def synthetic(count: int) -> Iterator[Utterance]:
    """Danish sentences of a caseworker's by espeak-ng, 3 to 8 seconds."""
    import soundfile
    import soxr

    pairs = list(product(OPENINGS, ENDINGS))
    for number in range(count):
        opening, ending = pairs[number % len(pairs)]
        speed, pitch = 140 + 5 * (number % 5), 35 + 5 * (number % 7)
        voice = ["espeak-ng", "-v", "da", "-s", str(speed), "-p", str(pitch), "--stdout"]
        made = subprocess.run([*voice, f"{opening} {ending}"], capture_output=True, check=True)
        sound, rate = soundfile.read(BytesIO(made.stdout), dtype="float32")
        sound = soxr.resample(sound, rate, SAMPLE_RATE).astype(np.float32)
        yield Utterance(without_tail(sound), f"{opening} {ending}")


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


def speak(engine: EngineRecogniser, sound: Samples) -> Spoken:
    """Dictate the sound at the speed of speech and let go of the key at its end."""
    done, pace = threading.Event(), threading.Event()
    committed: list[Committed] = []
    guessed: list[float] = []

    def on_heard(heard: Heard) -> None:
        if isinstance(heard, Committed):
            committed.append(heard)
        elif isinstance(heard, Tentative):
            guessed.append(time.perf_counter())
        elif isinstance(heard, Finished):
            done.set()

    ear = engine.listen(on_heard)
    began = time.perf_counter()
    for first in range(0, len(sound), BLOCK):
        block = sound[first : first + BLOCK]
        pace.wait(max(0.0, began + (first + len(block)) / SAMPLE_RATE - time.perf_counter()))
        ear.feed(block)
    released = time.perf_counter()
    ear.finish()
    done.wait()
    return Spoken(
        time.perf_counter() - released,
        " ".join(each.segment.text for each in committed),
        sum(each.retried for each in committed),
        guessed[0] - began if guessed else None,
    )


class Plain:
    """Plain faster-whisper in a process of its own (this file, run as a module)."""

    def __init__(self, model_dir: Path, threads: int) -> None:
        command = [sys.executable, "-m", "benchmarks.dictation", str(model_dir), str(threads)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def decode(self, sound: Samples, *, fallback: bool) -> tuple[float, str]:
        """Seconds and text."""
        assert self._process.stdin and self._process.stdout
        wire.write(self._process.stdin, {"fallback": fallback}, sound)
        answer = wire.read(self._process.stdout)
        assert answer
        return answer[0]["seconds"], answer[0]["text"]

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def serve_plain(model_dir: str, threads: int) -> None:
    """The other side of `Plain`."""
    from speech.engine.no_av import stand_in_for_av

    stand_in_for_av()
    from faster_whisper import WhisperModel

    if hasattr(os, "nice"):
        os.nice(5)  # as the engine
    model = WhisperModel(model_dir, device="cpu", compute_type="int8", cpu_threads=threads)
    while frame := wire.read(sys.stdin.buffer):
        head, sound = frame
        began = time.perf_counter()
        how = {} if head["fallback"] else {"temperature": 0.0}
        segments, _ = model.transcribe(sound, language="da", beam_size=5, **how)
        text = " ".join(segment.text.strip() for segment in segments)
        seconds = time.perf_counter() - began
        wire.write(sys.stdout.buffer, {"seconds": seconds, "text": text})


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


def peak_memory(engine: EngineRecogniser) -> float:
    """The most memory the engine process ever held, in MB (what it holds now where unknown)."""
    process = psutil.Process(engine.engine_pid)
    if sys.platform == "win32":
        return float(process.memory_info().peak_wset) / 1e6
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        if found:
            return int(found[1]) * 1024 / 1e6
    return float(process.memory_info().rss) / 1e6


if __name__ == "__main__":
    serve_plain(sys.argv[1], int(sys.argv[2]))
