"""One thing at a time: a sync runs in a thread of its own, and gives way at every request.

So the order in which the laptops' requests meet is the seed's choice, and nothing else's.
"""

import threading
from collections.abc import Callable


class Killed(BaseException):
    """The process was killed here. Not an Exception: nothing in the product may catch it."""


class Running:
    """Work that is under way, and waits until it is its turn."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._go, self._back = threading.Semaphore(0), threading.Semaphore(0)
        self._killed = False
        self.done = False
        self.bug: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def step(self) -> None:
        """Let it go on until it next gives way, or ends. Raises: whatever bug ended it."""
        self._go.release()
        self._back.acquire()
        if self.done:
            self._thread.join()
        if self.bug:
            raise self.bug

    def kill(self) -> None:
        """End it where it stands."""
        self._killed = True
        while not self.done:
            self.step()

    def give_way(self) -> None:
        """Called by the work: wait until it is its turn again."""
        self._back.release()
        self._go.acquire()
        if self._killed:
            raise Killed

    def _run(self) -> None:
        self._go.acquire()
        try:
            if not self._killed:
                self._work()
        except Killed:
            pass
        except BaseException as error:
            self.bug = error
        self.done = True
        self._back.release()
