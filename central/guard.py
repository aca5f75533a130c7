"""What stands before the routes: sizes, admission, tries at codes, and the log of requests.

The log tells method, route and status. It never tells the query, a header or a body.
"""

import time
from collections import deque
from threading import Lock

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central.metrics import Metrics
from central.packing import unpacked
from central.refusal import RequestRefused
from jobassist import log
from jobassist.sync.wire import MAX_BODY_BYTES, PROBLEM_TYPE, Problem
from jobassist.sync.wire_live import STREAM_TYPE

MOST_AT_ONCE = 200
_RETRY_SECONDS = 2


def problem(status: int, code: str, retry_after: int | None = None) -> JSONResponse:
    """A refusal as `application/problem+json`."""
    body = Problem(title=code.replace("_", " "), status=status, code=code)
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    if status == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body.model_dump(), status, headers, media_type=PROBLEM_TYPE)


class Guard:
    """Refuses bodies that are too large, and requests beyond what is taken on at once."""

    def __init__(self, app: ASGIApp, metrics: Metrics, most_at_once: int = MOST_AT_ONCE) -> None:
        self._app = app
        self._metrics = metrics
        self._most = most_at_once
        self._now = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._now >= self._most:
            await problem(503, "busy", _RETRY_SECONDS)(scope, receive, send)
            return
        self._now += 1
        held = False

        async def letting_go(message: Message) -> None:
            """A held stream is no longer work from its first event on."""
            nonlocal held
            if not held and _begins_stream(message):
                held = True
                self._now -= 1
            await send(message)

        try:
            await self._guarded(scope, receive, letting_go)
        finally:
            if not held:
                self._now -= 1

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status, held = time.monotonic(), 500, False

        async def noting_send(message: Message) -> None:
            nonlocal status, held
            if message["type"] == "http.response.start":
                status = message["status"]
                held = _begins_stream(message)
            await send(message)

        try:
            body = await _whole_body(receive)
            if body is None:
                await problem(413, "too_large")(scope, receive, noting_send)
            else:
                body = unpacked(body, _encoding(scope))
                await self._app(scope, _replay(body, receive), noting_send)
        except RequestRefused as refused:
            await problem(refused.status, refused.code)(scope, receive, noting_send)
        finally:
            route = getattr(scope.get("route"), "name", "none")
            call = f"{scope['method'].lower()}.{route}" if route != "none" else "none.none"
            seconds = time.monotonic() - started
            log.event(
                "central.answered", call=call, status=status, milliseconds=round(seconds * 1000)
            )
            self._metrics.answered(call, status, seconds, held=held)


def _encoding(scope: Scope) -> str:
    said = [value for name, value in scope["headers"] if name == b"content-encoding"]
    return said[-1].decode("latin-1").strip().lower() if said else ""


def _begins_stream(message: Message) -> bool:
    return message["type"] == "http.response.start" and any(
        name == b"content-type" and value.startswith(STREAM_TYPE.encode())
        for name, value in message["headers"]
    )


async def _whole_body(receive: Receive) -> bytes | None:
    """The body, or None as soon as it is too large."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        more = message.get("more_body", False)
        if size > MAX_BODY_BYTES:
            return None
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


class Tries:
    """Counts failures per caller; too many within a while and the caller has to wait."""

    def __init__(self, most: int = 10, seconds: float = 600) -> None:
        self._most, self._seconds = most, seconds
        self._failed: dict[str, deque[float]] = {}
        self._lock = Lock()

    def wait(self, caller: str) -> int:
        """Seconds until the caller may try again, 0 for now."""
        with self._lock:
            failed = self._recent(caller)
            if len(failed) < self._most:
                return 0
            return max(1, round(failed[0] + self._seconds - time.monotonic()))

    def fail(self, caller: str) -> None:
        """The caller tried and failed."""
        with self._lock:
            failed = self._recent(caller)
            failed.append(time.monotonic())
            self._failed[caller] = failed

    def _recent(self, caller: str) -> deque[float]:
        failed = self._failed.get(caller, deque(maxlen=self._most))
        while failed and failed[0] < time.monotonic() - self._seconds:
            failed.popleft()
        if not failed:
            self._failed.pop(caller, None)
        return failed
