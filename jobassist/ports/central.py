"""The central as the sync service sees it. The messages are those of the wire."""

from typing import Protocol

from jobassist.sync.wire import Answer, Batch, Enrolled, Enrolment, Held, Manifest, Page
from jobassist.sync.wire_device import (
    CentralKeys,
    Challenge,
    ChallengeRequest,
    Condition,
    Token,
    TokenRequest,
)
from jobassist.sync.wire_live import Upload


class StoreKeeper(Protocol):
    """What the central remembers a store by: how far it has come."""

    def state(self) -> str:
        """As it is told to the central (docs/protocol.md, *The anchor*)."""
        ...

    def compare(self, known: str) -> None:
        """The central has seen it come so far; a store that is behind that is in doubt."""
        ...


class CentralPort(Protocol):
    """A central at an address.

    Every call may raise EnvironmentFault, whereupon nothing is known of its effect and it may
    be made again: `sync.unreachable`, `sync.slow`, `sync.busy` (with `seconds`),
    `sync.central_failed`, `sync.answer_broken`, `sync.not_a_central`, `sync.untrusted`; and
    UserError `sync.protocol`. Calls after enrolment may raise PolicyDenied `sync.not_enrolled`
    and `sync.device_wiped`.
    """

    @property
    def url(self) -> str:
        """Where it is."""
        ...

    @property
    def at_once(self) -> int:
        """How many pages may be asked for at the same time."""
        ...

    def enrol(self, request: Enrolment) -> Enrolled:
        """Enrol a device.

        Raises: UserError `sync.bad_code`, `sync.too_many_tries`, `sync.device_known`.
        """
        ...

    def manifest(self, etag: str | None) -> tuple[Manifest, str] | None:
        """What the user may read, and its tag; None when it is as `etag` says."""
        ...

    def page(self, scope: str, after: int) -> Page:
        """A scope's next rows. Raises: PolicyDenied `sync.scope_lost`."""
        ...

    def push(self, batch: Batch) -> tuple[Answer, ...]:
        """One answer for each operation, in order.

        Raises: EnvironmentFault `sync.other_epoch` when the batch names another epoch than the
        central's; then nothing was taken in.
        """
        ...

    def challenge(self, request: ChallengeRequest) -> Challenge:
        """Something for the device's key to sign."""
        ...

    def token(self, request: TokenRequest) -> Token:
        """A new token for the device that signed.

        Raises: PolicyDenied `sync.login_needed`, `sync.not_entitled`.
        """
        ...

    def keys(self) -> CentralKeys:
        """Every key the central certified with; needs no token. Nothing of it is checked yet."""
        ...

    def held(self, kind: str) -> Held:
        """How many records of a kind the user may read there."""
        ...

    def tell_condition(self, condition: Condition) -> None:
        """How this computer is; the last one told stands."""
        ...

    def uploaded(self, scope: str, id: str) -> int:
        """How many bytes of an attachment (SHA-256, hex) are there; 0 where nothing is."""
        ...

    def upload(self, scope: str, id: str, offset: int, size: int, part: bytes) -> Upload:
        """Send an attachment's bytes from `offset` on, at most CHUNK_BYTES; what is there then.

        Raises: EnvironmentFault `sync.refused` with `reason`: `offset` when the upload stands
        elsewhere, `hash_mismatch` when all bytes are there and are not the id's, `quota`,
        `too_large`, `forbidden`; PolicyDenied `sync.scope_lost`.
        """
        ...

    def download(self, scope: str, id: str, start: int, end: int) -> bytes:
        """The bytes from `start` up to `end` of an attachment that is whole there.

        Raises: EnvironmentFault `sync.refused` (`not_found`, `range`), PolicyDenied
        `sync.scope_lost`.
        """
        ...

    def with_token(self, token: str) -> "CentralPort":
        """The same central, spoken to as the device that owns the token."""
        ...

    def close(self) -> None:
        """Let go of the connection."""
        ...
