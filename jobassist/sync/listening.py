"""Hearing of changes as they happen: a held stream asks for a sync; without one, polling goes on.

Nothing is believed because the stream said so: whatever it tells, the sync asks the manifest.
"""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

from jobassist import log
from jobassist.errors import AppError, EnvironmentFault
from jobassist.sync.wire_live import Bye, Changed, Event, Hello, LookAgain

_FIRST_WAIT, _LONGEST_WAIT = 2.0, 20.0  # with the silence before it: level within a minute
"""Seconds: the longest bounds how long after the network is back all are level again."""
_ASKS_SYNC = (Hello, Changed, LookAgain)


class Line(Protocol):
    """A line to the central that can be held."""

    def changes(self) -> Iterator[Event]:
        """Events until the central or the network ends it. Raises: AppError."""
        ...

    def close(self) -> None:
        """Hang up; a `changes` that waits ends."""
        ...


class Listener:
    """Holds a line from a thread of its own until `stop`, and calls `news` whenever it hears.

    `open_line` makes a line with today's token. `heard` tells when a line begins to be held and
    when it is lost, so that polling can be rare meanwhile. All are called from the thread.
    """

    def __init__(
        self,
        open_line: Callable[[], Line],
        news: Callable[[], None],
        heard: Callable[[bool], None],
    ) -> None:
        self._open_line = open_line
        self._news = news
        self._heard = heard
        self._stopping = threading.Event()
        self._line: Line | None = None
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Hang up; True when it has ended."""
        self._stopping.set()
        if line := self._line:
            line.close()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            failures, wait = self._hold(failures)
            self._stopping.wait(wait)

    def _hold(self, failures: int) -> tuple[int, float]:
        """Hold one line to its end; how often in a row it failed, and how long to wait then."""
        held, pause = False, 0.0
        try:
            self._line = self._open_line()
            for event in self._line.changes():
                if self._stopping.is_set():
                    break
                if isinstance(event, Hello):
                    held, failures = True, 0
                    self._heard(True)
                if isinstance(event, _ASKS_SYNC):
                    self._news()
                if isinstance(event, Bye):
                    pause = event.retry_after
                    break
        except AppError as error:
            if not self._stopping.is_set():
                log.event("sync.line_lost", code=error.code, times=failures + 1)
                if not isinstance(error, EnvironmentFault):
                    self._news()  # a token that ended is renewed by the sync
        finally:
            if held:
                self._heard(False)
            if line := self._line:
                self._line = None
                with suppress(AppError):
                    line.close()
        if pause:
            return 0, pause * random.uniform(1.0, 1.2)
        longest = min(_FIRST_WAIT * 2**failures, _LONGEST_WAIT)
        return failures + 1, longest * random.uniform(0.5, 1.0)
