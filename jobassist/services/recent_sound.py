"""What a dictation remembers of its own sound: the last of it, and whether it has begun."""

import threading
from collections import deque

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples

FIRST_SOUND_SECONDS = 1.0  # a microphone that gives nothing but zeros for so long is just quiet
KEPT_SECONDS = 120  # a segment is 20 at most, the rest is for an engine that lags behind


class RecentSound:
    """The sound since the last committed segment, addressed by seconds from the start."""

    def __init__(self) -> None:
        self._blocks: deque[Samples] = deque()
        self._first = 0  # sample number where the first block starts
        self._count = 0
        self._lock = threading.Lock()

    def add(self, block: Samples) -> None:
        """More sound; what is too old is forgotten, so that an hour of silence costs nothing."""
        with self._lock:
            self._blocks.append(block)
            self._count += len(block)
            while self._count - len(self._blocks[0]) > KEPT_SECONDS * SAMPLE_RATE:
                self._first += len(self._blocks[0])
                self._count -= len(self._blocks.popleft())

    def take(self, start: float, end: float) -> Samples:
        """The samples from `start` to `end`; what lies before `end` is forgotten."""
        with self._lock:
            have = np.concatenate([np.zeros(0, np.float32), *self._blocks])
            lo = max(0, int(start * SAMPLE_RATE) - self._first)
            hi = max(lo, int(end * SAMPLE_RATE) - self._first)
            self._blocks = deque([have[hi:]])
            self._first += min(hi, len(have))
            self._count = len(self._blocks[0])
            return have[lo:hi]


class FirstSound:
    """Tells when the microphone has begun: some give zeros until they are ready."""

    def __init__(self) -> None:
        self._begun = False
        self._zeros = 0

    def by_now(self, block: Samples) -> bool:
        """Whether it has, now that this block has come."""
        self._zeros += len(block)
        self._begun = self._begun or bool(block.any())
        return self._begun or self._zeros >= FIRST_SOUND_SECONDS * SAMPLE_RATE
