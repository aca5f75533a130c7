"""How long from the end of speech to the final text, beside plain faster-whisper; and no words.

Each utterance is dictated and the key let go with its last sound: its last seconds at the speed of
speech, what comes before as fast as the engine takes it. Plain faster-whisper gets the same sound
at that moment: same model, beam, threads and language, without its temperature fallback, which is
the fastest it can be; every fourth time as it comes, too. Then noise, commands, the written form,
and the encoder alone for the shapes of larger models.
"""

import re
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import psutil

from benchmarks import _commands, _whisper_cpp, written
from benchmarks._live import shown
from benchmarks._noises import KINDS
from benchmarks._plain import Plain
from benchmarks._shapes import encoders
from benchmarks._utterances import Utterance, interval, rate, recorded, synthetic, word_errors
from jobassist.ports.speech import SAMPLE_RATE, Committed, Finished, Heard, Samples
from speech.recogniser import EngineRecogniser, open_recogniser

GOAL = 0.40
WHISPER_CPP_GOAL = 0.60
BLOCK = SAMPLE_RATE // 10
LAST_SECONDS = 4  # of an utterance, spoken at the speed of speech
FALLBACK_EVERY = 4
LIVE_EVERY = 8  # each takes as long as it is spoken


class Spoken(NamedTuple):
    """How the product did on an utterance; `delay` is seconds from the release to the end."""

    delay: float
    text: str
    retries: int


def run(
    *,
    utterances: int = 200,
    noise_minutes: float = 30,
    size: float = 1.0,
    shapes: bool = True,
    model_dir: Path,
    report: Callable[[str], None],
    recordings: Path | None = None,
    threads: int | None = None,
) -> dict[str, object]:
    """Measure; `model_dir` is the model's folder, `recordings` a folder with a reference.tsv.

    Without recordings the utterances are made by espeak-ng; `size` is a share of them and of the
    minutes. Times are seconds.
    """
    utterances, noise_minutes = max(1, round(utterances * size)), noise_minutes * size
    threads = threads or psutil.cpu_count(logical=False) or 1
    command = [sys.executable, "-m", "speech.engine"]
    engine = open_recogniser(model_dir, model_dir.name, command, threads)
    try:
        engine.warm_up()
        material = list(recorded(recordings)) if recordings else list(synthetic(utterances))
        figures: dict[str, object] = {"model": model_dir.name, "threads": threads}
        with closing(Plain(model_dir, threads)) as plain:
            figures |= delays(engine, plain, material, report)
        figures["live"] = shown(engine, [each.sound for each in material[::LIVE_EVERY]])
        figures["whisper_cpp"] = beside_whisper_cpp(engine, model_dir, threads, material)
        figures["noise"] = words_in_noise(engine, noise_minutes, report)
        figures["engine_peak_mb"] = peak_memory(engine)
    finally:
        engine.close()
    figures["commands"] = _commands.figures()
    figures["written"] = written.run(seconds=0.5)
    if shapes:
        figures["encoder_seconds"] = encoders(threads, report)
    return figures | {"unmet": unmet(figures)}


def unmet(figures: dict[str, object]) -> list[str]:
    """What did not reach its goal; `release` is the delay itself."""
    own = {
        "release": figures["met"],
        "release_without_fallback": figures["met_without_fallback"],
        "word_errors": figures["wer_not_worse"],
    }
    parts = {name: _dict(part)["met"] for name, part in figures.items() if "met" in _dict(part)}
    return [name for name, met in {**own, **parts}.items() if not met]


def _dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def delays(
    engine: EngineRecogniser,
    plain: Plain,
    material: Sequence[Utterance],
    report: Callable[[str], None],
) -> dict[str, object]:
    """From the release of the key to the final text, beside the peer."""
    live: list[Spoken] = []
    fastest: list[tuple[float, str]] = []
    as_it_comes: list[float] = []
    engine.transcribe(material[0].sound)  # both warm before anything is timed
    plain.decode(material[0].sound, fallback=True)
    for number, each in enumerate(material):
        live.append(speak(engine, each.sound))
        fastest.append(plain.decode(each.sound, fallback=False))
        if number % FALLBACK_EVERY == 0:
            as_it_comes.append(plain.decode(each.sound, fallback=True)[0])
        report(f"{number + 1}/{len(material)}")
    references = [each.text for each in material]
    ours, theirs = [s.delay for s in live], [seconds for seconds, _ in fastest]
    errors = word_errors(references, [s.text for s in live])
    errors_padded = word_errors(references, [text for _, text in fastest])
    low, high = interval(errors, errors_padded)
    ratio = mean(ours) / mean(theirs)
    with_fallback = mean(ours[::FALLBACK_EVERY]) / mean(as_it_comes)
    report(f"release {with_fallback:.2f}x, without the peer's fallback {ratio:.2f}x")
    report(f"word errors {rate(errors):.3f} against {rate(errors_padded):.3f}")
    return {
        "utterances": len(material),
        "audio_seconds_mean": mean(len(each.sound) / SAMPLE_RATE for each in material),
        "peer": "faster-whisper 1.2.1, padded to 30 s, beam 5",
        "seconds_mean": mean(ours),
        "seconds_median": median(ours),
        "seconds_worst": max(ours),
        "peer_seconds_mean": mean(theirs),
        "peer_seconds_median": median(theirs),
        "peer_with_fallback_seconds_mean": mean(as_it_comes),
        "ratio": with_fallback,
        "ratio_without_fallback": ratio,
        "goal": GOAL,
        "met": with_fallback <= GOAL,
        "met_without_fallback": ratio <= GOAL,
        "retries": sum(s.retries for s in live),
        "wer": rate(errors),
        "wer_padded": rate(errors_padded),
        "wer_difference_95": [low, high],
        "wer_not_worse": low <= 0,
    }


def beside_whisper_cpp(
    engine: EngineRecogniser, model_dir: Path, threads: int, material: Sequence[Utterance]
) -> dict[str, object] | str:
    """The same beside whisper.cpp with the same weights, on every fourth utterance."""
    if not _whisper_cpp.available():
        return "pywhispercpp is not installed"
    with TemporaryDirectory() as folder:
        peer = _whisper_cpp.WhisperCpp(model_dir, threads, Path(folder))
        with closing(peer):
            some = material[::FALLBACK_EVERY]
            peer.decode(some[0].sound)
            pairs = [(speak(engine, each.sound), *peer.decode(each.sound)) for each in some]
    references = [each.text for each in some]
    ratio = mean(ours.delay for ours, _, _ in pairs) / mean(seconds for _, seconds, _ in pairs)
    return {
        "peer": "whisper.cpp (pywhispercpp), Q8_0 of the same weights, beam 5, no fallback",
        "utterances": len(some),
        "seconds_mean": mean(ours.delay for ours, _, _ in pairs),
        "peer_seconds_mean": mean(seconds for _, seconds, _ in pairs),
        "ratio": ratio,
        "wer": rate(word_errors(references, [ours.text for ours, _, _ in pairs])),
        "wer_peer": rate(word_errors(references, [text for _, _, text in pairs])),
        "goal": WHISPER_CPP_GOAL,
        "met": ratio <= WHISPER_CPP_GOAL,
    }


def words_in_noise(
    engine: EngineRecogniser, minutes: float, report: Callable[[str], None]
) -> dict[str, object]:
    """Words heard in noise of each kind, dictated a minute at a time and as a file."""
    words: dict[str, int] = {}
    each = max(10, round(minutes * 60 / len(KINDS)))
    for kind, make in KINDS.items():
        chance = np.random.default_rng(9)
        words[kind] = 0
        for begun in range(0, each, 60):
            sound = make(min(60, each - begun), chance)
            words[kind] += len(speak(engine, sound, last_seconds=0).text.split())
            words[kind] += len(engine.transcribe(sound).text.split())
        report(f"{kind}: {words[kind]}")
    total = sum(words.values())
    return {"minutes": each * len(KINDS) / 60, "words": words, "goal": 0, "met": total == 0}


def speak(engine: EngineRecogniser, sound: Samples, last_seconds: float = LAST_SECONDS) -> Spoken:
    """Dictate the sound and let go of the key at its end."""
    done, pace = threading.Event(), threading.Event()
    committed: list[Committed] = []

    def on_heard(heard: Heard) -> None:
        if isinstance(heard, Committed):
            committed.append(heard)
        elif isinstance(heard, Finished):
            done.set()

    ear = engine.listen(on_heard)
    early = max(0, len(sound) - int(last_seconds * SAMPLE_RATE))
    if early:
        ear.feed(sound[:early])
        engine.transcribe(sound[:0])  # answered once what was said before has become text
    began = time.perf_counter()
    for first in range(early, len(sound), BLOCK):
        block = sound[first : first + BLOCK]
        if last_seconds:
            spoken_by = began + (first - early + len(block)) / SAMPLE_RATE
            pace.wait(max(0.0, spoken_by - time.perf_counter()))
        ear.feed(block)
    released = time.perf_counter()
    ear.finish()
    done.wait()
    return Spoken(
        time.perf_counter() - released,
        " ".join(each.segment.text for each in committed),
        sum(each.retried for each in committed),
    )


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
