"""Sync in the background: now and then, at once when asked, and ever more rarely while it fails.

What it says of sync comes from acknowledgements only: `last_success` is the instant at which the
central had answered for everything.
"""

import math
import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from jobassist import log
from jobassist.door import SyncState
from jobassist.errors import AppError, EnvironmentFault
from jobassist.services.sync import Standing
from jobassist.services.sync_counts import Progress

_EVERY_SECONDS = 30.0
_EVERY_WHILE_LISTENING = 300.0
_LONGEST_SECONDS = 600.0
_DRAFT_SECONDS, _BETWEEN_SECONDS = 10.0, 0.3
_FIRST_PAUSE_SECONDS = 5.0
_DOUBLINGS = 7
_TOLD_EVERY_SECONDS = 0.2
_WIPED = "sync.device_wiped"
_OFFLINE = {"sync.unreachable", "sync.slow", "sync.not_a_central", "sync.busy"}


class SyncLoop:
    """Calls `sync` from a thread of its own until `stop`, and tells every change of state.

    `sync` does one sync or raises; `standing` says what waits. Both are called from the thread,
    and so is `on_change`.
    """

    def __init__(
        self,
        sync: Callable[[], object],
        standing: Callable[[], Standing],
        on_change: Callable[[SyncState], None],
        *,
        every: float = _EVERY_SECONDS,
    ) -> None:
        self._sync = sync
        self._standing = standing
        self._on_change = on_change
        self._every = every
        self._turn = threading.Condition()
        self._asked = True  # the first one at once
        self._due = self._ended = math.inf  # what was written is to be sent then
        self._stopping = False
        self._failures = 0
        self._listening = self._paused = False
        self._last = SyncState("working")
        self._told_at = 0.0
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def request(self) -> None:
        """Sync as soon as the present one is done; a wait after failures is cut short."""
        with self._turn:
            self._asked = True
            self._turn.notify()

    def written(self, shared: bool) -> None:
        """Something was written here: what others see is sent at once, work in progress soon.

        While sync fails or is paused it waits with the rest.
        """
        with self._turn:
            due = time.monotonic() + (0.0 if shared else _DRAFT_SECONDS)
            self._due = min(self._due, due)
            self._turn.notify()

    def listen(self, listening: bool) -> None:
        """Whether changes are heard of as they happen: then asking by the clock can be rare."""
        self._listening = listening

    def pause(self, paused: bool) -> None:
        """Hold still until told otherwise; only a request of the user's own syncs meanwhile."""
        with self._turn:
            self._paused = paused
            self._asked = self._asked or not paused
            self._turn.notify()
        if self._last.state != "working":
            self._tell("paused" if paused else "idle")

    def progress(self, said: Progress) -> None:
        """How far the present sync has come; told a few times a second at most."""
        now = time.monotonic()
        if now - self._told_at > _TOLD_EVERY_SECONDS:
            self._told_at = now
            self._show(replace(self._last, phase=said.phase, done=said.done, total=said.total))

    def news(self) -> None:
        """Somebody else changed something: sync, unless this is paused."""
        if not self._paused:
            self.request()

    def stop(self, timeout: float = 10.0) -> bool:
        """Begin no new sync and wait for the present one; True when it has ended."""
        with self._turn:
            self._stopping = True
            self._turn.notify()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        ended = False
        try:
            wait = 0.0
            while self._wait(wait):
                self._tell("working")
                wait = self._once()
            ended = True
        finally:
            if not ended:  # a bug: the window must not go on saying "working"
                self._on_change(SyncState("failed", code="app.unexpected"))

    def _wait(self, seconds: float) -> bool:
        """Wait for the time, a request, or what was written; False when stopping."""
        with self._turn:
            self._ended = time.monotonic()
            while not (self._asked or self._stopping):
                left = self._next(seconds) - time.monotonic()
                if left <= 0:
                    break
                self._turn.wait(None if math.isinf(left) else left)
            self._asked, self._due = False, math.inf
            return not self._stopping

    def _next(self, seconds: float) -> float:
        """When the next one is, if nobody asks for it."""
        if self._paused:
            return math.inf
        by_clock = self._ended + seconds
        if self._failures:
            return by_clock
        return min(by_clock, max(self._due, self._ended + _BETWEEN_SECONDS))

    def _once(self) -> float:
        """One sync; the seconds to wait after it."""
        try:
            self._sync()
        except AppError as error:
            if error.code == _WIPED:
                return self._end()
            self._failures += 1
            log.event("sync.failed", code=error.code, times=self._failures)
            self._tell("offline" if error.code in _OFFLINE else "failed", error.code)
            return self._pause(error)
        self._failures = 0
        self._tell("paused" if self._paused else "idle")
        every = max(self._every, _EVERY_WHILE_LISTENING) if self._listening else self._every
        return every * random.uniform(0.8, 1.2)

    def _end(self) -> float:
        """The store is gone: nothing can be asked about it, and there is nothing to sync."""
        with self._turn:
            self._stopping = True
        self._on_change(SyncState("failed", code=_WIPED))
        return 0.0

    def _pause(self, error: AppError) -> float:
        """Soon after the first failure, then twice as long each time.

        With jitter: 300 laptops must not return at once.
        """
        retryable = isinstance(error, EnvironmentFault) and error.retryable
        doublings = min(self._failures - 1, _DOUBLINGS) if retryable else _DOUBLINGS
        longest: float = min(_FIRST_PAUSE_SECONDS * 2**doublings, _LONGEST_SECONDS)
        asked = error.params.get("seconds", 0)
        return max(longest * random.uniform(0.5, 1.0), float(asked))

    def _tell(self, state: str, code: str | None = None) -> None:
        standing = self._standing()
        self._show(
            SyncState(
                state,
                standing.unsent,
                standing.conflicts,
                standing.last_success,
                code,
                clock_off=standing.clock_off,
            )
        )

    def _show(self, state: SyncState) -> None:
        self._last = state
        self._on_change(state)
