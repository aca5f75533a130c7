"""How soon what one says is shown: guesses while a sound is spoken at the speed of speech."""

import threading
import time
from collections.abc import Iterable
from itertools import pairwise
from statistics import median

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Committed, Heard, Samples, Tentative
from speech.recogniser import EngineRecogniser

FIRST_GOAL = 1.0
EVERY_GOAL = 0.5
LONGEST = 10 * SAMPLE_RATE
_BLOCK = SAMPLE_RATE // 20
_FRAME = SAMPLE_RATE // 50
_ONSET = 0.1  # of the loud frames' level
_SUSTAINED = 3


def onset(sound: Samples) -> float:
    """When speech begins, in seconds, by its energy alone: the engine's own opinion is not asked.

    The first of three frames of 20 ms in a row that have a tenth of the loud frames' level.
    """
    frames = sound[: len(sound) // _FRAME * _FRAME].reshape(-1, _FRAME)
    if not len(frames):
        return 0.0
    level = np.sqrt(np.mean(np.square(frames), axis=1))
    loud = level > _ONSET * np.percentile(level, 95)
    run = 0
    for number, each in enumerate(loud):
        run = run + 1 if each else 0
        if run == _SUSTAINED:
            return (number + 1 - _SUSTAINED) * _FRAME / SAMPLE_RATE
    return 0.0


def shown(engine: EngineRecogniser, sounds: Iterable[Samples]) -> dict[str, object]:
    """First guess after the onset, and the time between two changes of what is shown; seconds."""
    firsts: list[float] = []
    gaps: list[float] = []
    unseen = 0
    for sound in sounds:
        first, between = _follow(engine, sound[:LONGEST])
        gaps += between
        if first is None:
            unseen += 1
        else:
            firsts.append(first)
    return {
        "utterances": len(firsts) + unseen,
        "without_a_guess": unseen,
        "first_guess_after_onset_median": median(firsts) if firsts else None,
        "first_guess_after_onset_p90": float(np.percentile(firsts, 90)) if firsts else None,
        "first_guess_goal": FIRST_GOAL,
        "guess_every_median": median(gaps) if gaps else None,
        "guess_every_p90": float(np.percentile(gaps, 90)) if gaps else None,
        "guess_every_goal": EVERY_GOAL,
        "met": bool(firsts and gaps)
        and median(firsts) <= FIRST_GOAL
        and median(gaps) <= EVERY_GOAL,
    }


def _follow(engine: EngineRecogniser, sound: Samples) -> tuple[float | None, list[float]]:
    news: list[float] = []
    texts: list[float] = []

    def on_heard(heard: Heard) -> None:
        if isinstance(heard, Tentative | Committed):
            news.append(time.perf_counter())
            if isinstance(heard, Committed) or heard.text:
                texts.append(news[-1])

    ear = engine.listen(on_heard)
    pace = threading.Event()
    began = time.perf_counter()
    for first in range(0, len(sound), _BLOCK):
        block = sound[first : first + _BLOCK]
        pace.wait(max(0.0, began + (first + len(block)) / SAMPLE_RATE - time.perf_counter()))
        ear.feed(block)
    ear.cancel()
    engine.transcribe(sound[:0])  # answered once nothing is under way any more
    spoken = [at for at in news if at <= began + len(sound) / SAMPLE_RATE]
    gaps = [after - before for before, after in pairwise(spoken)]
    return (texts[0] - began - onset(sound) if texts else None), gaps
