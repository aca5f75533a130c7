"""A device's ear: reads a held stream on a thread, so that a test waits for what it means."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from jobassist.sync.wire_live import Event, read_event

SOON = 10.0


class Ear:
    """What came by a held stream, in order."""

    def __init__(self) -> None:
        self.heard: queue.Queue[Event | str] = queue.Queue()

    def next(self, seconds: float = SOON) -> Event | str:
        """The next event; `beat` or `end` for what is none."""
        return self.heard.get(timeout=seconds)

    def until(self, kind: type) -> list[Event | str]:
        """Everything up to the first event of that kind."""
        got: list[Event | str] = []
        while not got or not isinstance(got[-1], kind):
            got.append(self.next())
            assert got[-1] != "end", got
        return got

    def listen(self, lines: Iterator[str]) -> None:
        name = ""
        try:
            for line in lines:
                if line.startswith(":"):
                    self.heard.put("beat")
                elif line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    event = read_event(name, line.removeprefix("data: "))
                    assert event is not None
                    self.heard.put(event)
        except httpx.TransportError:
            pass
        self.heard.put("end")


@contextmanager
def listening(url: str, token: str) -> Iterator[Ear]:
    """An ear at the central, for the length of the `with`."""
    headers = {"Authorization": f"Bearer {token}", "Jobassist-Protocol": "2"}
    ear = Ear()
    with (
        httpx.Client(base_url=url, trust_env=False, timeout=30) as client,
        client.stream("GET", "/changes", headers=headers) as said,
    ):
        assert said.status_code == 200, said.read()
        assert said.headers["Content-Type"].startswith("text/event-stream")
        thread = threading.Thread(target=ear.listen, args=(said.iter_lines(),), daemon=True)
        thread.start()
        yield ear
