"""The line to a central: requests over HTTP; whatever comes instead of answers is a clear fault.

What is sent is packed (gzip) where that saves anything; attachments travel as they are.
"""

import gzip
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING, NoReturn, Self
from urllib.parse import urlsplit

from pydantic import ValidationError

from jobassist import __version__
from jobassist.errors import AppError, EnvironmentFault, PolicyDenied, UserError
from jobassist.ports.central import StoreKeeper
from jobassist.sync.wire import (
    MEDIA_TYPE,
    PROBLEM_TYPE,
    PROTOCOL,
    PROTOCOL_HEADER,
    Message,
    Problem,
)

if TYPE_CHECKING:
    import httpx

DIRECT = "direct"
BYTES = "application/octet-stream"
OK, NOT_MODIFIED, NOT_FOUND = 200, 304, 404
CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 30.0
_ANSWER_SECONDS = 120.0
_LARGEST_ANSWER = 64 * 1024 * 1024
_WORTH_PACKING = 1000  # bytes; below that a packet is a packet
_PARTIAL = 206
_AT_ONCE = 4


class HttpLine:
    """A connection to the central at a URL; what speaks over it is `HttpCentral`.

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
        self._drift = 0.0
        self._client = self._connect()

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end."""
        return self._url

    @property
    def at_once(self) -> int:
        """How many requests may be under way: one, where somebody else carries them."""
        return _AT_ONCE if self._transport is None else 1

    @property
    def drift(self) -> float:
        """By how many seconds the central's clock was ahead at its last answer; 0 before one."""
        return self._drift

    def with_token(self, token: str) -> Self:
        """The same central, spoken to as the device that owns the token."""
        return type(self)(
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
                _SILENCE_SECONDS * self._patience, connect=CONNECT_SECONDS * self._patience
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
        body: Message | bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        wanted: str = MEDIA_TYPE,
        also: int = OK,
    ) -> tuple[bytes, "httpx.Response"]:
        """Ask, and return the answer's content, if it is of the wanted media type.

        A message travels as JSON, bytes as they are; `also` is a status that is an answer, too.
        Raises: what `CentralPort` tells.
        """
        import httpx

        sent, described = _as_sent(body)
        try:
            with self._client.stream(
                method, path, content=sent, headers={**described, **(headers or {})}
            ) as said:
                content = self._read(said)
        except httpx.TimeoutException:
            raise EnvironmentFault("sync.slow", retryable=True) from None
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            raise EnvironmentFault("sync.answer_broken", retryable=True) from None
        except httpx.TransportError as error:
            raise unreachable(error) from None
        if said.status_code not in (OK, _PARTIAL, NOT_MODIFIED, also):
            refuse(said, content)
        typed = said.status_code != NOT_MODIFIED and method != "HEAD"
        if typed and media_type(said) != wanted:
            raise EnvironmentFault("sync.not_a_central", retryable=True)
        self._look_at_clock(said)
        return content, said

    def _look_at_clock(self, said: "httpx.Response") -> None:
        try:
            theirs = parsedate_to_datetime(said.headers["Date"])
        except (KeyError, ValueError):
            return
        self._drift = (theirs - datetime.now(UTC)).total_seconds()

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


def _as_sent(body: Message | bytes | None) -> tuple[bytes | None, dict[str, str]]:
    """What goes out, and the headers that say what it is."""
    if body is None:
        return None, {}
    if isinstance(body, bytes):
        return body, {"Content-Type": BYTES}
    plain = body.model_dump_json().encode()
    if len(plain) < _WORTH_PACKING:
        return plain, {"Content-Type": MEDIA_TYPE}
    packed = gzip.compress(plain, 6, mtime=0)
    return packed, {"Content-Type": MEDIA_TYPE, "Content-Encoding": "gzip"}


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


def media_type(said: "httpx.Response") -> str:
    """What an answer says it is, without its parameters."""
    return str(said.headers.get("Content-Type", "")).split(";")[0].strip().lower()


def unreachable(error: Exception) -> EnvironmentFault:
    """Why nothing came: no way there, or a certificate that nobody vouches for."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return EnvironmentFault("sync.untrusted")
        cause = cause.__cause__ or cause.__context__
    return EnvironmentFault("sync.unreachable", retryable=True)


def refuse(said: "httpx.Response", content: bytes) -> NoReturn:
    """Raise what a problem means; a refusal without one is somebody else's, or a fault."""
    try:
        is_problem = media_type(said) == PROBLEM_TYPE
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
    "bad_login": lambda: UserError("sync.login_refused"),
    "bad_code": lambda: UserError("sync.bad_code"),
    "device_known": lambda: UserError("sync.device_known"),
    "protocol": lambda: UserError("sync.protocol"),
    "epoch": lambda: EnvironmentFault("sync.other_epoch", retryable=True),
}


def _seconds(text: str) -> int:
    return min(int(text), 3600) if text.isascii() and text.isdigit() else 5
