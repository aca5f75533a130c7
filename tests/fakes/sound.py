"""A microphone that hears a steady tone until it is stopped."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from jobassist.errors import EnvironmentFault
from jobassist.ports.speech import SAMPLE_RATE, Samples

_BLOCK_SECONDS = 0.02


class FakeMicrophone:
    """`missing`: there is none, and opening it says so."""

    name = "Prøvemikrofon"

    def __init__(self, *, missing: bool = False) -> None:
        self._missing = missing
        self._stopped = threading.Event()

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        """Blocks in their own time, until `stop`."""
        if self._missing:
            raise EnvironmentFault("sound.no_microphone")
        yield self._blocks()

    def stop(self) -> None:
        """End after the block that is being recorded."""
        self._stopped.set()

    def _blocks(self) -> Iterator[Samples]:
        block = np.full(int(SAMPLE_RATE * _BLOCK_SECONDS), 0.2, np.float32)
        while True:
            yield block
            if self._stopped.wait(_BLOCK_SECONDS):
                return
