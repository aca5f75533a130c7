"""A dictation of half an hour: does the memory grow, and does the last text come as fast?

Sentences with pauses between them are dictated as fast as the engine takes them, never more than
some seconds ahead of what has been committed, as if the speaker never lets go of the key.
"""

import itertools
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import psutil

from benchmarks._utterances import synthetic
from jobassist.ports.speech import SAMPLE_RATE, Committed, Finished, Heard, Samples
from jobassist.services.recent_sound import RecentSound
from speech.recogniser import open_recogniser

GROWTH_GOAL_MB = 30.0
SLOWER_GOAL = 1.5
_SENTENCES = 24
_PAUSE = np.zeros(SAMPLE_RATE, np.float32)
_SETTLED_MINUTES = 5  # before it, buffers and caches fill
_PATIENCE = 60.0


def run(
    *,
    minutes: float = 30,
    size: float = 1.0,
    model_dir: Path,
    report: Callable[[str], None] = lambda _: None,
) -> dict[str, object]:
    """Dictate for `size` x `minutes`.

    Memory is in MB, delays are seconds from the end of a pause to its text.
    """
    minutes *= size
    command = [sys.executable, "-m", "speech.engine"]
    engine = open_recogniser(model_dir, model_dir.name, command)
    committed, done = _Committed(), threading.Event()

    def on_heard(heard: Heard) -> None:
        if isinstance(heard, Committed):
            committed.note()
        elif isinstance(heard, Finished):
            done.set()

    sentences = [np.concatenate([each.sound, _PAUSE]) for each in synthetic(_SENTENCES)]
    recent = RecentSound()
    delays: list[float] = []
    memory: list[tuple[float, float, float]] = []
    try:
        engine.warm_up()
        ear = engine.listen(on_heard)
        spoken = 0.0
        for sentence in itertools.cycle(sentences):
            if spoken >= minutes * 60:
                break
            before = committed.count
            _feed(sentence, recent, ear.feed)
            delays.append(committed.wait_beyond(before))
            spoken += len(sentence) / SAMPLE_RATE
            if not memory or spoken - memory[-1][0] >= 60:
                parent = psutil.Process().memory_info().rss / 1e6
                memory.append((spoken, parent, _resident(engine.engine_pid)))
                report(f"{spoken / 60:.0f} min: {memory[-1][1]:.0f} + {memory[-1][2]:.0f} MB")
        ear.finish()
        done.wait(_PATIENCE)
    finally:
        engine.close()
    settled = [each for each in memory if each[0] >= _SETTLED_MINUTES * 60] or memory
    growth = (settled[-1][1] + settled[-1][2]) - (settled[0][1] + settled[0][2])
    third = max(1, len(delays) // 3)
    slower = median(delays[-third:]) / median(delays[:third])
    return {
        "minutes": spoken / 60,
        "segments": committed.count,
        "memory_mb": [round(settled[0][1] + settled[0][2]), round(settled[-1][1] + settled[-1][2])],
        "growth_mb": round(growth, 1),
        "growth_goal_mb": GROWTH_GOAL_MB,
        "delay_first_third": round(median(delays[:third]), 2),
        "delay_last_third": round(median(delays[-third:]), 2),
        "slower": round(slower, 2),
        "slower_goal": SLOWER_GOAL,
        "goal": {"growth_mb": GROWTH_GOAL_MB, "slower": SLOWER_GOAL},
        "met": growth <= GROWTH_GOAL_MB and slower <= SLOWER_GOAL,
    }


class _Committed:
    """Counts segments as they come, and waits for them."""

    def __init__(self) -> None:
        self.count = 0
        self._news = threading.Condition()

    def note(self) -> None:
        """One more."""
        with self._news:
            self.count += 1
            self._news.notify_all()

    def wait_beyond(self, count: int) -> float:
        """Seconds until there is one more than `count`."""
        began = time.perf_counter()
        with self._news:
            self._news.wait_for(lambda: self.count > count, _PATIENCE)
        return time.perf_counter() - began


def _feed(sound: Samples, recent: RecentSound, feed: Callable[[Samples], None]) -> None:
    for first in range(0, len(sound), SAMPLE_RATE // 10):
        block = sound[first : first + SAMPLE_RATE // 10]
        recent.add(block)
        feed(block)


def _resident(pid: int | None) -> float:
    return float(psutil.Process(pid).memory_info().rss) / 1e6 if pid else 0.0
