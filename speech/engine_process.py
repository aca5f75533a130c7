"""The engine's child process as its parent sees it: send frames, be told frames, know its end."""

import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue

from jobassist.ports.speech import Samples
from speech.engine import wire

_GRACE_SECONDS = 2.0
_Frame = tuple[wire.Head, Samples]


class EngineProcess:
    """A running engine. `on_frame` and then, once, `on_end` are called from its reading thread."""

    def __init__(
        self,
        command: Sequence[str],
        on_frame: Callable[[wire.Head], None],
        on_end: Callable[["EngineProcess"], None],
    ) -> None:
        """Start the process. Raises: OSError when the command cannot be run."""
        self._on_frame = on_frame
        self._on_end = on_end
        self._outgoing: SimpleQueue[_Frame | None] = SimpleQueue()
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library's words may quote what was said
            creationflags=_creation_flags(),
        )
        for job in (self._send_all, self._read_all):
            threading.Thread(target=job, name="speech-engine", daemon=True).start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def send(self, head: wire.Head, samples: Samples = wire.NO_SOUND) -> None:
        """Queue a frame; never waits."""
        self._outgoing.put((head, samples))

    def hang_up(self) -> None:
        """Ask the process to end, without waiting for it."""
        self._outgoing.put(None)

    def kill(self) -> None:
        """End the process at once, whatever it does; its end is told as any other."""
        self._process.kill()

    def close(self) -> None:
        """End the process, and wait until it has."""
        self.hang_up()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _send_all(self) -> None:
        assert self._process.stdin
        # It may die at any moment; the reading thread notices as well, and tells.
        with suppress(OSError), self._process.stdin as stream:
            while frame := self._outgoing.get():
                wire.write(stream, *frame)

    def _read_all(self) -> None:
        assert self._process.stdout
        with self._process.stdout as stream:
            try:
                while frame := wire.read(stream):
                    self._on_frame(frame[0])
            except wire.BrokenWire:
                self._process.kill()
        self._outgoing.put(None)
        self._process.wait()
        self._on_end(self)


def _creation_flags() -> int:
    if sys.platform != "win32":
        return 0
    return subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
