"""Tells a hung engine from a busy one.

A process that died is seen at once; one that hangs is not. While something is wanted of it, the
engine is asked for a sign of life that only its decoding thread can give, between two jobs. A
process that owes it for too long is killed, and is then started again like one that died.
"""

import threading
from collections.abc import Callable
from time import monotonic

from jobassist import log
from speech.engine.wire import Head

HUNG_SECONDS = 45.0  # the longest job is a group of 18 seconds, on a slow machine twice
_ASKS = 6  # in that time


class Heartbeat:
    """Watches one process. `ask` sends it a frame, `end` kills it; `wanted` while it has work."""

    def __init__(
        self,
        ask: Callable[[Head], None],
        end: Callable[[], None],
        wanted: Callable[[], bool],
        patience: float = HUNG_SECONDS,
    ) -> None:
        self._ask = ask
        self._end = end
        self._wanted = wanted
        self._patience = patience
        self._stopped = threading.Event()
        self._watching = False
        self._owed_since: float | None = None

    def start(self) -> None:
        """Begin to watch: the engine has said that it is ready."""
        if not self._watching:
            self._watching = True
            threading.Thread(target=self._watch, name="speech-heartbeat", daemon=True).start()

    def beat(self) -> None:
        """The sign of life has come."""
        self._owed_since = None

    def stop(self) -> None:
        """Watch no longer."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(self._patience / _ASKS):
            owed = self._owed_since
            if owed is not None and monotonic() - owed > self._patience:
                log.event("speech.engine_hung")
                self._end()
                return
            if owed is None and self._wanted():
                self._owed_since = monotonic()
                self._ask({"kind": "beat"})
