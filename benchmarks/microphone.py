"""A dictation's microphone ill-treated: what is lost, and whether the stream goes on.

A virtual sound card is pulled out, changes its rate, stalls, and has its server killed, while a
process of its own records. What is lost is the time that is missing in the recording, less the
time in which there was no sound to be had.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

from benchmarks._sound_server import SoundServer
from jobassist.ports.speech import SAMPLE_RATE

GOAL = 1.0  # seconds lost
_OUTAGE = 1.0
_SETTLED = 0.5  # seconds of sound after an event before it counts as over
_PATIENCE = 15.0


def run(
    *, events: int = 50, size: float = 1.0, report: Callable[[str], None] = lambda _: None
) -> dict[str, object]:
    """Ill-treat the microphone `size` x `events` times, each way in turn. Times are seconds."""
    events = max(len(_KINDS), round(events * size))
    lost: list[tuple[str, float]] = []
    crashes = 0
    with tempfile.TemporaryDirectory() as home:
        server = SoundServer(Path(home), prompt=True)
        try:
            recording = Recording(server)
            for kind in islice(cycle(_KINDS), events):
                missing = recording.through(kind)
                if missing is None:
                    crashes += 1
                    recording.close()
                    recording = Recording(server)
                else:
                    lost.append((kind, missing))
                report(f"{kind}: {missing}")
            recording.close()
        finally:
            server.die()
    worst = max((seconds for _, seconds in lost), default=0.0)
    return {
        "events": events,
        "crashes": crashes,
        "lost_seconds_worst": round(worst, 2),
        "lost_seconds_worst_of": {
            kind: round(max((s for k, s in lost if k == kind), default=0.0), 2) for kind in _KINDS
        },
        "goal": GOAL,
        "met": crashes == 0 and worst <= GOAL,
    }


class Recording:
    """A process that records; it tells how much it has after each block."""

    def __init__(self, server: SoundServer) -> None:
        self._server = server
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.microphone"],
            env=server.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # PortAudio tells of every fault in its own words
        )
        self._news = threading.Condition()
        self._seconds = 0.0
        self._at = 0.0
        threading.Thread(target=self._follow, daemon=True).start()
        self._steady(0.0)

    def through(self, kind: str) -> float | None:
        """The seconds lost in an event; None when the recording did not survive it."""
        began, had = self._at, self._seconds
        outage_began = time.monotonic()
        with _KINDS[kind](self._server):
            pass
        back = time.monotonic()
        if not self._steady(back):
            return None
        missing = (self._at - began) - (self._seconds - had)
        return max(0.0, missing - (back - outage_began))

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def _steady(self, after: float) -> bool:
        """Wait until sound has been coming for a while."""
        until = time.monotonic() + _PATIENCE
        with self._news:
            if not self._news.wait_for(lambda: self._at > after, _PATIENCE):
                return False
            enough = self._seconds + _SETTLED
            return self._news.wait_for(
                lambda: self._seconds >= enough, max(0.0, until - time.monotonic())
            )

    def _follow(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            with self._news:
                self._seconds, self._at = float(line), time.monotonic()
                self._news.notify_all()


@contextmanager
def _stalled(server: SoundServer) -> Iterator[None]:
    server.stall()
    threading.Event().wait(_OUTAGE)
    yield
    server.go_on()


@contextmanager
def _unplugged(server: SoundServer) -> Iterator[None]:
    server.unplug()
    threading.Event().wait(_OUTAGE)
    yield
    server.plug()


@contextmanager
def _other_rate(server: SoundServer) -> Iterator[None]:
    server.unplug()
    yield
    server.plug(rate=16_000)


@contextmanager
def _killed(server: SoundServer) -> Iterator[None]:
    server.die()
    yield
    server.start()


_KINDS = {"stall": _stalled, "unplug": _unplugged, "rate": _other_rate, "kill": _killed}


def record() -> None:
    """The other side of `Recording`."""
    from speech.microphone import Microphone

    count = 0
    with Microphone("pulse").open() as stream:
        for block in stream:
            count += len(block)
            print(count / SAMPLE_RATE, flush=True)


if __name__ == "__main__":
    record()
