"""A slow line on loopback: so many bits a second each way, and so long a way."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from urllib.parse import urlsplit

_PIECE = 16 * 1024


@dataclass
class _Way:
    """One direction, shared by all connections; what left earlier arrives earlier."""

    bits_a_second: float
    delay: float
    bytes: int = 0
    turns: int = 0  # how often it began to speak after the other side had
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def due(self, size: int) -> float:
        """When so many bytes that leave now have arrived."""
        with self.lock:
            self.bytes += size
            begins = max(time.monotonic(), self.free_at)
            self.free_at = begins + size * 8 / self.bits_a_second
            return self.free_at + self.delay


@dataclass
class Line:
    """The line and what went over it."""

    url: str
    up: _Way
    down: _Way

    def reset(self) -> None:
        """Count from 0."""
        for way in (self.up, self.down):
            way.bytes = way.turns = 0


@contextmanager
def shaped(url: str, *, mbit: float, rtt_ms: float) -> Iterator[Line]:
    """A line to the server at a URL, for the length of the `with`."""
    to = urlsplit(url)
    listening = socket.create_server(("127.0.0.1", 0))
    up, down = (_Way(mbit * 1e6, rtt_ms / 2000) for _ in range(2))

    def accept() -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection((to.hostname or "", to.port or 80))
                for end in (near, far):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                speaking: list[_Way] = []
                _pump(near, far, up, speaking)
                _pump(far, near, down, speaking)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield Line(f"http://127.0.0.1:{listening.getsockname()[1]}", up, down)
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _pump(source: socket.socket, sink: socket.socket, way: _Way, speaking: list[_Way]) -> None:
    """Carry everything from one end to the other, as late as the line makes it."""
    waiting: SimpleQueue[tuple[float, bytes]] = SimpleQueue()

    def read() -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                if speaking != [way]:
                    speaking[:] = [way]
                    way.turns += 1
                waiting.put((way.due(len(piece)), piece))
        waiting.put((0.0, b""))

    def write() -> None:
        with suppress(OSError):
            while True:
                due, piece = waiting.get()
                if not piece:
                    sink.shutdown(socket.SHUT_WR)
                    return
                # A line's delay, not a wait for something to happen.
                time.sleep(max(0.0, due - time.monotonic()))
                sink.sendall(piece)

    for work in (read, write):
        threading.Thread(target=work, daemon=True).start()
