"""A question to the engine that somebody waits for."""

import threading
from collections.abc import Callable

from jobassist.errors import AppError
from jobassist.ports.speech import Samples
from speech.engine.wire import NO_SOUND, Head


class Call:
    """What is asked, kept so that it can be asked again, and its one answer."""

    def __init__(
        self,
        head: Head,
        samples: Samples = NO_SOUND,
        on_progress: Callable[[float], None] | None = None,
    ) -> None:
        self.head = head
        self.samples = samples
        self._on_progress = on_progress
        self._done = threading.Event()
        self._answer: Head = {}
        self._error: AppError | None = None

    def progress(self, done: float) -> None:
        """Tell how far it is, 0 to 1."""
        if self._on_progress:
            self._on_progress(done)

    def answer(self, head: Head) -> None:
        """It is done."""
        self._answer = head
        self._done.set()

    def fail(self, error: AppError) -> None:
        """It will not be done."""
        self._error = error
        self._done.set()

    def wait(self) -> Head:
        """The answer; raises the error if there is none."""
        self._done.wait()
        if self._error:
            raise self._error
        return self._answer
