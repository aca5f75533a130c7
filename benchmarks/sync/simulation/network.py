"""The network between a laptop and the central: it loses, doubles, delays, cuts and lies."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from benchmarks.sync.simulation.central import Office, Reply

_PROXY_PAGE = b"<!DOCTYPE html><html><body>Log ind for at bruge netv\xc3\xa6rket</body></html>"
_FAULTS = {
    "request_lost": 4,
    "answer_lost": 5,
    "doubled": 3,
    "late": 3,
    "cut": 3,
    "bad_gateway": 2,
    "busy": 2,
    "proxy_page": 2,
    "line_cut": 2,
}


@dataclass(slots=True)
class Weather:
    """How bad the network is: `share` of requests that something happens to."""

    chance: random.Random
    share: float
    late: list[Callable[[], Reply]] = field(default_factory=list)
    happened: dict[str, int] = field(default_factory=dict)

    def next_fault(self) -> str | None:
        """What happens to the next request."""
        if self.chance.random() >= self.share:
            return None
        (name,) = self.chance.choices(list(_FAULTS), list(_FAULTS.values()))
        self.happened[name] = self.happened.get(name, 0) + 1
        return name

    def deliver_late(self) -> None:
        """One of the requests that were thought lost arrives now."""
        if self.late:
            self.late.pop(self.chance.randrange(len(self.late)))()


class Line(httpx.BaseTransport):
    """One laptop's line. `wait` gives way to the others before each request goes out.

    `pushed` hears each answer to a push as the central gave it.
    """

    def __init__(
        self,
        office: Office,
        weather: Weather,
        wait: Callable[[], None],
        pushed: Callable[[Reply], None],
    ) -> None:
        self._office, self._weather, self._wait, self._pushed = office, weather, wait, pushed
        self.requests = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request, and what comes back."""
        self._wait()
        self.requests += 1
        body = b"".join(request.stream)  # type: ignore[arg-type]
        headers = [(k.lower(), v) for k, v in request.headers.raw]
        path = request.url.raw_path.decode()

        def carry() -> Reply:
            reply = self._office.ask(request.method, path, headers, body)
            if path == "/push" and reply.status == 200:
                self._pushed(reply)
            return reply

        fault = self._weather.next_fault()
        if fault == "request_lost":
            raise httpx.ConnectError("", request=request)
        if fault == "late":
            self._weather.late.append(carry)
            raise httpx.ReadTimeout("", request=request)
        if fault == "bad_gateway":
            return _response(Reply(502, [(b"content-type", b"text/html")], _PROXY_PAGE))
        if fault == "busy":
            return _response(Reply(503, [(b"retry-after", b"1")], b""))
        if fault == "proxy_page":
            return _response(Reply(200, [(b"content-type", b"text/html")], _PROXY_PAGE))
        reply = carry()
        if fault == "doubled":
            reply = carry()
        if fault == "answer_lost":
            raise httpx.ReadTimeout("", request=request)
        if fault == "line_cut":
            raise httpx.RemoteProtocolError("", request=request)
        if fault == "cut":
            cut = self._weather.chance.randrange(len(reply.body) + 1)
            reply = Reply(reply.status, reply.headers, reply.body[:cut])
        return _response(reply)


def _response(reply: Reply) -> httpx.Response:
    kept = [(k, v) for k, v in reply.headers if k.lower() != b"content-length"]
    return httpx.Response(reply.status, headers=kept, content=reply.body)
