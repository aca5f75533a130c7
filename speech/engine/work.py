"""One thread that decodes, so that listening goes on meanwhile."""

import threading
from collections import deque
from collections.abc import Callable

Job = Callable[[], None]


class Worker:
    """Runs submitted jobs in order, and between them the offers: at most one for each key.

    A newer offer takes the place of an older one that has not begun: a guess at what is being
    said is worth nothing once more has been said.
    """

    def __init__(self) -> None:
        self._jobs: deque[Job] = deque()
        self._offers: dict[int, Job] = {}
        self._ready = threading.Condition()

    def submit(self, job: Job) -> None:
        """Run the job after those that were submitted before it."""
        with self._ready:
            self._jobs.append(job)
            self._ready.notify()

    def offer(self, key: int, job: Job) -> None:
        """Run the job when there is nothing that was submitted."""
        with self._ready:
            self._offers[key] = job
            self._ready.notify()

    def withdraw(self, key: int) -> None:
        """Forget an offer that has not begun."""
        with self._ready:
            self._offers.pop(key, None)

    def run(self) -> None:
        """Work until the process ends."""
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._jobs or self._offers)
                job = (
                    self._jobs.popleft()
                    if self._jobs
                    else self._offers.pop(next(iter(self._offers)))
                )
            job()
