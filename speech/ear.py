"""The parent's side of an open dictation: keeps every sound until its text is certain."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Protocol

from jobassist.errors import AppError
from jobassist.ports.speech import (
    EngineLost,
    Finished,
    Heard,
    Samples,
)
from speech.engine.wire import NO_SOUND, Head


class Line(Protocol):
    """The way to the engine, whichever process it is at the moment."""

    def ask(self, head: Head, samples: Samples = NO_SOUND) -> None:
        """Send a frame to the running engine, if there is one."""
        ...

    def hang_up(self, number: int) -> None:
        """Forget the dictation."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a dictation expects to hear: see `Recogniser.listen`."""

    vocabulary: list[str]
    triggers: list[str]
    commands: list[tuple[str, str]]


class EngineEar:
    """An `Ear`. Its owner serialises all calls but `tell`, and calls `tell` outside its lock."""

    def __init__(
        self,
        number: int,
        line: Line,
        on_heard: Callable[[Heard], None],
        wanted: Wanted,
    ) -> None:
        self.number = number
        self._line = line
        self._on_heard = on_heard
        self._wanted = asdict(wanted)
        self._kept: deque[Samples] = deque()
        self._base = 0  # the stream's number of the first sample kept
        self._finishing = False
        self._over = False

    def feed(self, samples: Samples) -> None:
        """More sound, of any length. Never waits for the engine."""
        if self._over or self._finishing or not len(samples):
            return
        self._kept.append(samples.copy())
        self._line.ask({"kind": "sound", "ear": self.number}, samples)

    def finish(self) -> None:
        """The rest is decoded, then `Finished` is told."""
        if self._over or self._finishing:
            return
        self._finishing = True
        self._line.ask({"kind": "finish", "ear": self.number})

    def cancel(self) -> None:
        """Forget what has not been committed; nothing more is told."""
        if not self._over:
            self._over = True
            self._line.ask({"kind": "cancel", "ear": self.number})
            self._line.hang_up(self.number)

    def begin(self) -> None:
        """Tell a new engine all it has to know: where we are, and the sound without a text."""
        self._line.ask({"kind": "listen", "ear": self.number, "at": self._base, **self._wanted})
        for samples in self._kept:
            self._line.ask({"kind": "sound", "ear": self.number}, samples)
        if self._finishing:
            self._line.ask({"kind": "finish", "ear": self.number})

    def settle(self, upto: int) -> None:
        """No sound before this sample will be needed again."""
        while self._kept and self._base < upto:
            first = self._kept.popleft()
            spent = min(len(first), upto - self._base)
            self._base += spent
            if spent < len(first):
                self._kept.appendleft(first[spent:])

    def tell(self, heard: Heard) -> None:
        """Pass on what was heard, unless nobody wants to know any more."""
        if not self._over:
            self._over = isinstance(heard, Finished)
            self._on_heard(heard)

    def lost(self, code: str, given_up: AppError | None = None) -> None:
        """The engine died. Given up: what has no text gets none, and the dictation ends."""
        self.tell(EngineLost(code, given_up))
        if given_up:
            self.tell(Finished())


class LockedEar:
    """An `Ear` for any thread."""

    def __init__(self, ear: EngineEar, lock: threading.RLock) -> None:
        self._ear = ear
        self._lock = lock

    def feed(self, samples: Samples) -> None:
        """More sound, of any length. Never waits for the engine."""
        with self._lock:
            self._ear.feed(samples)

    def finish(self) -> None:
        """The speaker let go of the key: the rest is decoded, then `Finished` is told."""
        with self._lock:
            self._ear.finish()

    def cancel(self) -> None:
        """Forget what has not been committed; nothing more is told."""
        with self._lock:
            self._ear.cancel()
