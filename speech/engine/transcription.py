"""A whole recording to text: cut at its pauses, neighbours joined as far as a window reaches."""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from speech.engine.endpointing import Endpointer, Span
from speech.engine.model import Model
from speech.engine.silero import Silero
from speech.engine.wire import Head
from speech.engine.work import Worker

LONGEST_GROUP = 18 * SAMPLE_RATE
WIDEST_PAUSE = SAMPLE_RATE
AROUND = SAMPLE_RATE // 2
_BLOCK = 30 * SAMPLE_RATE


class Transcription:
    """Decodes a recording group by group, each a job of its own, so a dictation gets in between."""

    def __init__(
        self,
        number: int,
        samples: Samples,
        *,
        padded: bool,
        model: Model,
        worker: Worker,
        tell: Callable[[Head], None],
        vocabulary: Sequence[str] = (),
    ) -> None:
        self._number = number
        self._samples = samples
        self._padded = padded
        self._model = model
        self._vocabulary = vocabulary
        self._worker = worker
        self._tell = tell
        self._groups: list[tuple[int, int]] = []
        self._segments: list[Head] = []
        self._retries = 0
        self._seconds = 0.0

    def begin(self) -> None:
        """Find the speech, then decode it."""
        began = time.perf_counter()
        self._groups = widened(groups(spans(self._samples)), len(self._samples))
        self._total = max(1, len(self._groups))
        self._seconds = time.perf_counter() - began
        self._worker.submit(self._next)

    def _next(self) -> None:
        if not self._groups:
            self._tell(
                {
                    "kind": "transcript",
                    "call": self._number,
                    "segments": self._segments,
                    "retries": self._retries,
                    "seconds": self._seconds,
                }
            )
            return
        began = time.perf_counter()
        start, end = self._groups.pop(0)
        decoded = self._model.decode(
            self._samples[start:end],
            start / SAMPLE_RATE,
            padded=self._padded,
            vocabulary=self._vocabulary,
        )
        if decoded.segment:
            self._segments.append(asdict(decoded.segment))
        self._retries += decoded.retried
        self._seconds += time.perf_counter() - began
        done = 1 - len(self._groups) / self._total
        self._tell({"kind": "progress", "call": self._number, "done": done})
        self._worker.submit(self._next)


def spans(samples: Samples) -> list[Span]:
    """The stretches of speech in a whole sound."""
    endpointer = Endpointer(Silero())
    found: list[Span] = []
    for first in range(0, len(samples), _BLOCK):
        found += endpointer.feed(samples[first : first + _BLOCK])
    last = endpointer.finish()
    return [*found, last] if last else found


def groups(found: list[Span]) -> list[tuple[int, int]]:
    """First and last sample of what is decoded together: context helps, a window is limited."""
    together: list[tuple[int, int]] = []
    for span in found:
        end = span.start + len(span.samples)
        if together:
            start, until = together[-1]
            if span.start - until <= WIDEST_PAUSE and end - start <= LONGEST_GROUP:
                together[-1] = (start, end)
                continue
        together.append((span.start, end))
    return together


def widened(found: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The groups with up to half a second more of the silence on either side."""
    wide: list[tuple[int, int]] = []
    before = 0
    for number, (start, end) in enumerate(found):
        after = found[number + 1][0] if number + 1 < len(found) else length
        until = min(end + AROUND, after)
        wide.append((max(before, start - AROUND), until))
        before = until
    return wide


def speech_only(samples: Samples) -> Samples:
    """The sound from its first to its last speech; empty without any."""
    found = spans(samples)
    if not found:
        return np.zeros(0, np.float32)
    return samples[found[0].start : found[-1].start + len(found[-1].samples)]
