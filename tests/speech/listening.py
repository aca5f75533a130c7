"""Collect what a dictation tells."""

import threading

import numpy as np

from jobassist.ports.speech import Committed, EngineLost, Finished, Heard, Recogniser, Samples


class Listener:
    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self._news = threading.Condition()

    def __call__(self, heard: Heard) -> None:
        with self._news:
            self.heard.append(heard)
            self._news.notify_all()

    def wait_for(self, kind: type, seconds: float = 30) -> None:
        with self._news:
            came = self._news.wait_for(
                lambda: any(isinstance(h, kind) for h in self.heard), seconds
            )
            assert came, f"no {kind.__name__}: {self.heard}"

    @property
    def text(self) -> str:
        return " ".join(h.segment.text for h in self.heard if isinstance(h, Committed))

    @property
    def lost(self) -> list[str]:
        return [h.code for h in self.heard if isinstance(h, EngineLost)]


def dictate(recogniser: Recogniser, samples: Samples) -> Listener:
    """Speak into the recogniser in tenths of a second, and wait for the end."""
    listener = Listener()
    ear = recogniser.listen(listener)
    for block in blocks(samples):
        ear.feed(block)
    ear.finish()
    listener.wait_for(Finished)
    return listener


def blocks(samples: Samples) -> list[Samples]:
    return [samples[i : i + 1600] for i in range(0, len(samples), 1600)]


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * 16_000), np.float32)
