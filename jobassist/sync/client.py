"""The central over HTTP. Whatever comes back instead of an answer becomes one clear fault."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from jobassist.errors import EnvironmentFault, UserError
from jobassist.sync.line import (
    BYTES,
    CONNECT_SECONDS,
    DIRECT,
    NOT_FOUND,
    NOT_MODIFIED,
    OK,
    HttpLine,
    checked_url,
    media_type,
    refuse,
    unreachable,
)
from jobassist.sync.wire import (
    PROTOCOL,
    STORE_HEADER,
    Answer,
    Answers,
    Batch,
    Enrolled,
    Enrolment,
    Health,
    Held,
    Manifest,
    Message,
    Page,
)
from jobassist.sync.wire_device import (
    CentralKeys,
    Challenge,
    ChallengeRequest,
    Condition,
    ConditionTaken,
    LoginOffer,
    OwnDevices,
    Standing,
    Token,
    TokenRequest,
)
from jobassist.sync.wire_live import (
    BEAT_SECONDS,
    STREAM_TYPE,
    UPLOAD_OFFSET,
    Event,
    Upload,
    read_event,
)

__all__ = ["DIRECT", "HttpCentral", "checked_url"]

M = TypeVar("M", bound=Message)


class HttpCentral(HttpLine):
    """The central at a URL (`jobassist.ports.central.CentralPort`)."""

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
        if said.status_code == NOT_MODIFIED and etag:
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

        silence = httpx.Timeout(1.5 * BEAT_SECONDS, connect=CONNECT_SECONDS * self._patience)
        try:
            with self._client.stream(
                "GET", "/changes", headers={"Accept": STREAM_TYPE}, timeout=silence
            ) as said:
                if said.status_code != OK:
                    refuse(said, said.read())
                if media_type(said) != STREAM_TYPE:
                    raise EnvironmentFault("sync.not_a_central", retryable=True)
                yield from _events(said.iter_lines())
        except (httpx.TransportError, httpx.StreamError, ValueError, RuntimeError) as error:
            raise unreachable(error) from None

    def challenge(self, request: ChallengeRequest) -> Challenge:
        """Something for the device's key to sign (see the port)."""
        return _parsed(Challenge, self._ask("POST", "/challenge", request)[0])

    def token(self, request: TokenRequest) -> Token:
        """A new token (see the port)."""
        return _parsed(Token, self._ask("POST", "/token", request)[0])

    def keys(self) -> CentralKeys:
        """Every key the central certified with (see the port)."""
        return _parsed(CentralKeys, self._ask("GET", "/keys")[0])

    def held(self, kind: str) -> Held:
        """How many records of a kind the user may read there."""
        return _parsed(Held, self._ask("GET", f"/held/{quote(kind)}")[0])

    def standing(self, device_id: str) -> Standing:
        """Whether a device is to be wiped; needs no token. The order's signature is not checked."""
        standing = _parsed(Standing, self._ask("GET", f"/standing/{quote(device_id)}")[0])
        if standing.device != device_id:
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        return standing

    def own_devices(self) -> OwnDevices:
        """The user's devices as the central knows them."""
        return _parsed(OwnDevices, self._ask("GET", "/devices")[0])

    def report_lost(self, device_id: str) -> None:
        """One of the user's other devices is lost: it is let in no more, and wiped if it comes.

        Raises: what the port's calls raise; EnvironmentFault `sync.refused` for one's own.
        """
        path = f"/devices/{quote(device_id, safe='')}/lost"
        _parsed(Standing, self._ask("POST", path)[0])

    def clock_drift(self) -> float:
        """By how many seconds the central's clock is ahead of this machine's."""
        _, said = self._ask("GET", "/health")
        if "Date" not in said.headers:
            raise EnvironmentFault("sync.not_a_central", retryable=True)
        return self.drift

    def protocol(self) -> int:
        """The newest protocol the central speaks."""
        return _parsed(Health, self._ask("GET", "/health")[0]).protocol

    def offer(self) -> LoginOffer:
        """How a device may enrol there. Needs no token."""
        return _parsed(LoginOffer, self._ask("GET", "/login")[0])

    def tell_condition(self, condition: Condition) -> None:
        """How this computer is (see the port)."""
        _parsed(ConditionTaken, self._ask("PUT", "/condition", condition)[0])

    def uploaded(self, scope: str, id: str) -> int:
        """How many bytes of an attachment are there (see the port)."""
        _, said = self._ask("HEAD", _attachment(scope, id), also=NOT_FOUND)
        if said.status_code == NOT_FOUND:
            return 0
        offset = said.headers.get(UPLOAD_OFFSET, "")
        if not (offset.isascii() and offset.isdigit()):
            raise EnvironmentFault("sync.not_a_central", retryable=True)
        return int(offset)

    def upload(self, scope: str, id: str, offset: int, size: int, part: bytes) -> Upload:
        """Send the next bytes of an attachment (see the port)."""
        path = f"{_attachment(scope, id)}&offset={offset}&size={size}"
        taken = _parsed(Upload, self._ask("PUT", path, part)[0])
        if (taken.id, taken.scope, taken.size) != (id, scope, size):
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        return taken

    def download(self, scope: str, id: str, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end` of an attachment (see the port)."""
        wanted = {"Range": f"bytes={start}-{end - 1}", "Accept-Encoding": "identity"}
        content, _ = self._ask("GET", _attachment(scope, id), headers=wanted, wanted=BYTES)
        if len(content) != end - start:
            raise EnvironmentFault("sync.answer_broken", retryable=True)
        return content


def _attachment(scope: str, id: str) -> str:
    return f"/attachments/{quote(id)}?scope={quote(scope, safe=':')}"


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


def _parsed(kind: type[M], content: bytes) -> M:
    try:
        return kind.model_validate_json(content)
    except ValidationError:
        raise EnvironmentFault("sync.answer_broken", retryable=True) from None
