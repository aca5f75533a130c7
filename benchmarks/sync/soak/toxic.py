"""A bad line on loopback: slow, cut short, reset, or dead without a word, as the seed has it.

What happens to a connection is decided when it comes. Once the line is healed, new connections
are carried as they are; one that went dead before stays dead, as it does in the world.
"""

import asyncio
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

FATES = {"slow": 4, "reset": 3, "cut": 3, "dead": 1, "refused": 2}  # how often each, of all
_PIECE = 16 * 1024
_ANSWERS_NOT = struct.pack("ii", 1, 0)  # closing sends a reset


@dataclass
class Line:
    """The line to a port of this machine. `share` of the connections have something happen."""

    port: int
    to: int
    chance: random.Random
    share: float = 0.0
    fates: Mapping[str, int] = field(default_factory=lambda: FATES)
    happened: Counter[str] = field(default_factory=Counter)
    dead: list[object] = field(default_factory=list)  # connections that nobody else holds on to

    @property
    def url(self) -> str:
        """Where it begins."""
        return f"http://127.0.0.1:{self.port}"

    def fate(self) -> str:
        """What happens to the connection that comes now."""
        if self.chance.random() >= self.share:
            return "good"
        (fate,) = self.chance.choices(list(self.fates), list(self.fates.values()))
        self.happened[fate] += 1
        return fate

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One connection, from its first byte to its end."""
        fate = self.fate()
        after = int(self.chance.expovariate(1 / 4000))  # bytes until it happens
        try:
            if fate == "refused":
                return _reset(back)
            far, forth = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            return _reset(back)  # the central is down
        if fate == "dead":
            self.dead.append(asyncio.current_task())
        way = _Way(fate, after, self.chance.uniform(0.02, 0.3) if fate == "slow" else 0.0)
        try:
            await asyncio.gather(way.pump(near, forth), way.pump(far, back))
        except _Reset:
            _reset(back)
        except (OSError, asyncio.CancelledError):
            pass  # one side is gone, or the whole line is being taken down
        finally:
            for end in (forth, back):
                end.close()


class _Reset(Exception):
    """Both sides hear of it at once."""


@dataclass
class _Way:
    """Both directions of a connection, and how many bytes are left until its fate."""

    fate: str
    left: int
    delay: float

    async def pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Carry everything from one side to the other."""
        while piece := await source.read(_PIECE):
            if self.fate in ("reset", "cut", "dead"):
                self.left -= len(piece)
                if self.left <= 0:
                    await self._end(sink, piece)
            if self.delay:
                await asyncio.sleep(self.delay)
            sink.write(piece)
            await sink.drain()
        with suppress(OSError):
            sink.write_eof()

    async def _end(self, sink: asyncio.StreamWriter, piece: bytes) -> None:
        if self.fate == "dead":
            await asyncio.Event().wait()  # open, and nothing ever comes
        if self.fate == "cut":
            sink.write(piece[: max(0, len(piece) + self.left)])
            with suppress(OSError):
                await sink.drain()
            raise OSError
        raise _Reset


def _reset(writer: asyncio.StreamWriter) -> None:
    its: socket.socket = writer.get_extra_info("socket")
    with suppress(OSError):
        its.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ANSWERS_NOT)
    writer.transport.abort()


@contextmanager
def line_to(port: int, chance: random.Random) -> Iterator[Line]:
    """A line to a port, in a thread of its own for the length of the `with`."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=200)
    line = Line(listening.getsockname()[1], port, chance)
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        server = await asyncio.start_server(line.carry, sock=listening)
        async with server:
            await stopping.wait()

    async def stop() -> None:
        stopping.set()

    stopping = asyncio.Event()
    thread = threading.Thread(target=lambda: _run(loop, serve()), daemon=True)
    thread.start()
    try:
        yield line
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop)
        thread.join(10)


def _run(loop: asyncio.AbstractEventLoop, work: Coroutine[None, None, None]) -> None:
    try:
        loop.run_until_complete(work)
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.05))
    finally:
        loop.close()
