"""A trial of the microphone: some seconds of speech, heard again and written down, never stored."""

import threading
from collections.abc import Callable

import numpy as np

from jobassist.ports.speech import SAMPLE_RATE, Samples
from jobassist.session import Session

LONGEST_SECONDS = 15


class Trial:
    """One recording at a time, in memory; it goes with this object."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._blocks: list[Samples] = []
        self._stop = threading.Event()

    @property
    def sound(self) -> Samples:
        """What was recorded last, mono at 16 kHz."""
        return np.concatenate(self._blocks) if self._blocks else np.zeros(0, np.float32)

    def record(self, on_level: Callable[[float], None]) -> float:
        """Record until `stop` or 15 seconds; returns the loudest peak, 0 to 1.

        `on_level` is told the peak of each block, in this thread. Raises: EnvironmentFault
        `sound.…`.
        """
        self._stop.clear()
        self._blocks = []
        source = self._session.microphone()
        left, loudest = LONGEST_SECONDS * SAMPLE_RATE, 0.0
        with source.open() as blocks:
            for block in blocks:
                self._blocks.append(block)
                left -= len(block)
                peak = float(np.abs(block).max(initial=0.0))
                loudest = max(loudest, peak)
                on_level(peak)
                if self._stop.is_set() or left <= 0:
                    source.stop()
                    break
        return loudest

    def stop(self) -> None:
        """End the recording after the block that comes now."""
        self._stop.set()

    def hear(self) -> None:
        """Let it be heard. Raises: EnvironmentFault `sound.no_loudspeaker`."""
        self._session.play(self.sound)

    def written(self) -> str:
        """What was said, in written Danish; empty when nothing was. Raises: `speech.…`."""
        spoken = self._session.recogniser().transcribe(self.sound).text
        return self._session.written()(spoken, "").strip() if spoken.strip() else ""
