"""The central over HTTP. Whatever comes back instead of an answer becomes one clear fault."""

import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn, TypeVar
from urllib.parse import quote, urlsplit

from pydantic import ValidationError

from jobassist import __version__
from jobassist.errors import AppError, EnvironmentFault, PolicyDenied, UserError
from jobassist.ports.central import StoreKeeper
from jobassist.sync.wire import (
    MEDIA_TYPE,
    PROBLEM_TYPE,
    PROTOCOL,
    PROTOCOL_HEADER,
    STORE_HEADER,
    Answer,
    Answers,
    Batch,
    Enrolled,
    Enrolment,
    Held,
    Manifest,
    Message,
    Page,
    Problem,
)
from jobassist.sync.wire_device import (
    Challenge,
    ChallengeRequest,
    Standing,
    Token,
    TokenRequest,
)
from jobassist.sync.wire_live import BEAT_SECONDS, STREAM_TYPE, Event, read_event

if TYPE_CHECKING:
    import httpx

DIRECT = "direct"
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 30.0
_ANSWER_SECONDS = 120.0
_LARGEST_ANSWER = 64 * 1024 * 1024
_OK, _NOT_MODIFIED = 200, 304

M = TypeVar("M", bound=Message)


class HttpCentral:
    """The central at a URL (`jobassist.ports.central.CentralPort`).

    TLS trusts what the operating system trusts, a municipality's own CA included. `patience`
    scales the time-outs. `proxy` is an address, DIRECT for none, "" for the system's.
    Raises: UserError `sync.bad_url`, `sync.insecure`.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        keeper: StoreKeeper | None = None,
        *,
        patience: float = 1.0,
        proxy: str = "",
        transport: "httpx.BaseTransport | None" = None,
    ) -> None:
        self._url = checked_url(url)
        self._token = token
        self._keeper = keeper
        self._patience = patience
        self._proxy = proxy
        self._transport = transport
        self._client = self._connect()

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end."""
        return self._url

    def enrol(self, request: Enrolment) -> Enrolled:
        """Enrol a device (see the port)."""
        enrolled = _parsed(Enrolled, self._ask("POST", "/enrol", request)[0])
        if enrolled.device != request.device.id:
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        return enrolled

    def manifest(self, etag: str | None) -> tuple[Manifest, str] | None:
        """What the user may read (see the port)."""
        headers = {"If-None-Match": etag} if etag else {}
        if self._keeper:
            headers[STORE_HEADER] = self._keeper.state()
        content, said = self._ask("GET", "/manifest", headers=headers)
        if self._keeper and (known := said.headers.get(STORE_HEADER)):
            self._keeper.compare(known)
        if said.status_code == _NOT_MODIFIED and etag:
            return None
        manifest = _parsed(Manifest, content)
        if manifest.protocol != PROTOCOL:
            raise UserError("sync.protocol")
        return manifest, said.headers.get("ETag", "")

    def page(self, scope: str, after: int) -> Page:
        """A scope's next rows (see the port)."""
        content, _ = self._ask("GET", f"/feed/{quote(scope, safe=':')}?after={after}")
        page = _parsed(Page, content)
        places = [after, *(row.seq for row in page.rows)]
        in_order = all(a < b for a, b in pairwise(places))
        if page.scope != scope or not in_order or page.next != places[-1]:
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        if page.more and not page.rows:
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        return page

    def push(self, batch: Batch) -> tuple[Answer, ...]:
        """One answer for each operation (see the port)."""
        answers = _parsed(Answers, self._ask("POST", "/push", batch)[0]).answers
        if [answer.id for answer in answers] != [sent.id for sent in batch.operations]:
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        return answers

    def changes(self) -> Iterator[Event]:
        """The held stream's events, until it ends; silence ends it, too.

        Raises: what the port's calls raise.
        """
        import httpx

        silence = httpx.Timeout(2 * BEAT_SECONDS, connect=_CONNECT_SECONDS * self._patience)
        try:
            with self._client.stream(
                "GET", "/changes", headers={"Accept": STREAM_TYPE}, timeout=silence
            ) as said:
                if said.status_code != _OK:
                    _refuse(said, said.read())
                if _media_type(said) != STREAM_TYPE:
                    raise EnvironmentFault("sync.not_a_central", retryable=True)
                yield from _events(said.iter_lines())
        except (httpx.TransportError, httpx.StreamError, ValueError, RuntimeError) as error:
            raise _unreachable(error) from None

    def challenge(self, request: ChallengeRequest) -> Challenge:
        """Something for the device's key to sign (see the port)."""
        return _parsed(Challenge, self._ask("POST", "/challenge", request)[0])

    def token(self, request: TokenRequest) -> Token:
        """A new token (see the port)."""
        return _parsed(Token, self._ask("POST", "/token", request)[0])

    def held(self, kind: str) -> Held:
        """How many records of a kind the user may read there."""
        return _parsed(Held, self._ask("GET", f"/held/{quote(kind)}")[0])

    def standing(self, device_id: str) -> Standing:
        """Whether a device is to be wiped; needs no token. The order's signature is not checked."""
        standing = _parsed(Standing, self._ask("GET", f"/standing/{quote(device_id)}")[0])
        if standing.device != device_id:
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        return standing

    def clock_drift(self) -> float:
        """By how many seconds the central's clock is ahead of this machine's."""
        _, said = self._ask("GET", "/health")
        try:
            theirs = parsedate_to_datetime(said.headers["Date"])
        except (KeyError, ValueError):
            raise EnvironmentFault("sync.not_a_central", retryable=True) from None
        return (theirs - datetime.now(UTC)).total_seconds()

    def with_token(self, token: str) -> "HttpCentral":
        """The same central, spoken to as the device that owns the token."""
        return HttpCentral(
            self._url,
            token,
            self._keeper,
            patience=self._patience,
            proxy=self._proxy,
            transport=self._transport,
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _connect(self) -> "httpx.Client":
        import httpx
        import truststore

        secure = self._url.startswith("https:") and self._transport is None
        return httpx.Client(
            base_url=self._url,
            headers={
                PROTOCOL_HEADER: str(PROTOCOL),
                "User-Agent": f"jobassist/{__version__}",
                **({"Authorization": f"Bearer {self._token}"} if self._token else {}),
            },
            timeout=httpx.Timeout(
                _SILENCE_SECONDS * self._patience, connect=_CONNECT_SECONDS * self._patience
            ),
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if secure else True,
            # A proxy of the environment must not see what goes to a central on this machine.
            trust_env=secure and not self._proxy,
            proxy=self._proxy if secure and self._proxy not in ("", DIRECT) else None,
            follow_redirects=False,
            transport=self._transport,
        )

    def _ask(
        self,
        method: str,
        path: str,
        body: Message | None = None,
        headers: dict[str, str] | None = None,
    ) -> tuple[bytes, "httpx.Response"]:
        import httpx

        sent = body.model_dump_json().encode() if body else None
        typed = {"Content-Type": MEDIA_TYPE} if body else {}
        try:
            with self._client.stream(
                method, path, content=sent, headers={**typed, **(headers or {})}
            ) as said:
                content = self._read(said)
        except httpx.TimeoutException:
            raise EnvironmentFault("sync.slow", retryable=True) from None
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            raise EnvironmentFault("sync.answer_broken", retryable=True) from None
        except httpx.TransportError as error:
            raise _unreachable(error) from None
        if said.status_code not in (_OK, _NOT_MODIFIED):
            _refuse(said, content)
        if said.status_code == _OK and _media_type(said) != MEDIA_TYPE:
            raise EnvironmentFault("sync.not_a_central", retryable=True)
        return content, said

    def _read(self, said: "httpx.Response") -> bytes:
        """The whole answer, unless it is endless or dripping."""
        content, until = bytearray(), time.monotonic() + _ANSWER_SECONDS * self._patience
        for part in said.iter_bytes():
            content += part
            if len(content) > _LARGEST_ANSWER:
                raise EnvironmentFault("sync.answer_broken", retryable=True)
            if time.monotonic() > until:
                raise EnvironmentFault("sync.slow", retryable=True)
        return bytes(content)


def _events(lines: Iterator[str]) -> Iterator[Event]:
    """The events of a stream of lines (`text/event-stream`); unknown ones are left out."""
    name = data = ""
    for line in lines:
        head, _, rest = line.partition(":")
        if head == "event":
            name = rest.strip()
        elif head == "data":
            data += rest.strip()
        elif not line:
            event = read_event(name, data) if name and data else None
            name = data = ""
            if event is not None:
                yield event


def checked_url(url: str) -> str:
    """The address if it may be used. Raises: UserError `sync.bad_url`, `sync.insecure`."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise UserError("sync.bad_url") from None
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.username:
        raise UserError("sync.bad_url")
    if parts.scheme == "http" and not _is_loopback(host):
        raise UserError("sync.insecure")
    return url.strip().rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _parsed(kind: type[M], content: bytes) -> M:
    try:
        return kind.model_validate_json(content)
    except ValidationError:
        raise EnvironmentFault("sync.answer_broken", retryable=True) from None


def _media_type(said: "httpx.Response") -> str:
    return str(said.headers.get("Content-Type", "")).split(";")[0].strip().lower()


def _unreachable(error: Exception) -> EnvironmentFault:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return EnvironmentFault("sync.untrusted")
        cause = cause.__cause__ or cause.__context__
    return EnvironmentFault("sync.unreachable", retryable=True)


def _refuse(said: "httpx.Response", content: bytes) -> NoReturn:
    """Raise what a problem means; a refusal without one is somebody else's, or a fault."""
    try:
        is_problem = _media_type(said) == PROBLEM_TYPE
        code = Problem.model_validate_json(content).code if is_problem else ""
    except ValidationError:
        code = ""
    status, wait = said.status_code, _seconds(said.headers.get("Retry-After", ""))
    if code in _MEANINGS:
        raise _MEANINGS[code]()
    if code == "too_many_tries":
        raise UserError("sync.too_many_tries", seconds=wait)
    if status in (429, 503) and code:
        raise EnvironmentFault("sync.busy", retryable=True, seconds=wait)
    if status >= 500:  # noqa: PLR2004
        raise EnvironmentFault("sync.central_failed", retryable=True, status=status)
    if code:
        raise EnvironmentFault("sync.refused", reason=code)
    raise EnvironmentFault("sync.not_a_central", retryable=True)


_MEANINGS: dict[str, Callable[[], AppError]] = {
    "not_enrolled": lambda: PolicyDenied("sync.not_enrolled"),
    "device_wiped": lambda: PolicyDenied("sync.device_wiped"),
    "token_expired": lambda: PolicyDenied("sync.token_expired"),
    "login_needed": lambda: PolicyDenied("sync.login_needed"),
    "not_entitled": lambda: PolicyDenied("sync.not_entitled"),
    "scope_lost": lambda: PolicyDenied("sync.scope_lost"),
    "bad_code": lambda: UserError("sync.bad_code"),
    "device_known": lambda: UserError("sync.device_known"),
    "protocol": lambda: UserError("sync.protocol"),
    "epoch": lambda: EnvironmentFault("sync.other_epoch", retryable=True),
}


def _seconds(text: str) -> int:
    return min(int(text), 3600) if text.isascii() and text.isdigit() else 5
