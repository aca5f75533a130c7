"""What travels between a device and the central (docs/protocol.md).

Every message is JSON. An operation travels as text inside the batch: its hash is over exactly
those bytes, so neither side ever has to build them again.
"""

import hashlib
import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from jobassist.records import KINDS, Kind
from jobassist.records.declare import Value

PROTOCOL = 2
OLDEST_PROTOCOL = max(1, PROTOCOL - 2)
"""A central speaks with devices of the two versions before its own, too."""
PROTOCOL_HEADER = "Jobassist-Protocol"
"""Carries the version a device speaks; without it the device speaks version 1."""
STORE_HEADER = "Jobassist-Store"
"""Carries how far the device's store has come, and back how far the central has seen it come."""
STORE_ACCEPTED = "; accepted"
"""Ends the header of a store that somebody restored, or accepted as it is, knowingly."""
STORE_PATTERN = r"^\d{1,15}(\.\d{1,15}){2}(; accepted)?$"
MEDIA_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"

MAX_BODY_BYTES = 4 * 1024 * 1024
MAX_OPERATION_BYTES = 1024 * 1024
MAX_BATCH = 200
MAX_PAGE = 1000
KEEP_DAYS = 30
"""A device keeps answered operations so long, and repeats them when the epoch changes."""

ID_PATTERN = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text = Annotated[str, Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=2**53)]
Long = Annotated[str, Field(max_length=4096)]
Outcome = Literal["applied", "merged", "conflict", "quarantined"]


class Message(BaseModel):
    """Any message. Names that a newer protocol added are ignored, never an error."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class DeviceKey(Message):
    """A device: the id and Ed25519 public key (raw, base64) it made for itself."""

    id: Id
    public_key: Text


class Login(Message):
    """What the system browser brought back; the central redeems `code` itself.

    The authorization request carried the device's `login_nonce` as its `nonce`.
    """

    code: Long
    verifier: Annotated[str, Field(min_length=43, max_length=128)]
    redirect_uri: Annotated[str, Field(pattern=r"^http://(127\.0\.0\.1|\[::1\])(:\d{1,5})?/\w*$")]


class Enrolment(Message):
    """Asks to enrol, by a one-time code or by a `login`.

    `proof` is the device's signature, base64, of `enrolment_proof` with the code or, of a
    login, with the digest of its code.
    """

    protocol: int = PROTOCOL
    code: Text = ""
    login: Login | None = None
    device: DeviceKey
    local_user: Id | None = None  # the owner of a stand-alone store
    proof: Text


class WireUser(Message):
    """The employee the device belongs to."""

    id: Id
    name: str
    role: str


class Certificate(Message):
    """The central vouches for what it says: Ed25519 over the bytes of `statement`, base64."""

    statement: str
    signature: str
    central_key: str


class Enrolled(Message):
    """The device is enrolled. `token` is shown this once; the central keeps only its hash.

    It lasts until `expires_at`; None: until it is replaced (protocol 1).
    """

    protocol: int
    central: Id
    epoch: Id
    user: WireUser
    device: Id
    token: str
    expires_at: str | None = None
    certificate: Certificate


class ScopeHead(Message):
    """A scope the user may read, and the position of its latest change."""

    name: str
    head: Count


class Manifest(Message):
    """Everything the user may read now. Positions of another `epoch` mean nothing.

    `lease_days`: how long the device may go without contact; 0: as long as it likes.
    """

    protocol: int
    central: Id
    epoch: Id
    user: WireUser
    scopes: tuple[ScopeHead, ...]
    lease_days: Annotated[int, Field(ge=0, le=3650)] = 0


class OtherValue(Message):
    """What a colleague wrote in a field where this user's value stands, by which operation.

    `by` is the colleague's user id, `at` when the central took it in. Of an object: the keys that
    clashed. With `lost` it is this user's value that gave way to what `by` wrote.
    """

    operation: Id
    field: str
    value: JsonValue
    by: Id
    at: str
    lost: bool = False


class Row(Message):
    """A record as it is now, at its place in the scope's feed; `fields` None: gone from here.

    `joined`: it is gone because it turned out to be this other record, which is here. `vouched`:
    the same, signed by the central (`jobassist.sync.vouched`), for kinds that are declared so.
    `others`: what colleagues wrote where this user's value stands, while nobody has decided.
    """

    seq: Count
    kind: str
    id: Id
    rev: Count
    fields: dict[str, JsonValue] | None
    joined: Id | None = None
    vouched: Certificate | None = None
    others: tuple[OtherValue, ...] = ()


class Page(Message):
    """Rows after a position, in order. `next` is the position to ask from; `more`: at once.

    `epoch` is the one they were read in; None: the central does not say.
    """

    scope: str
    epoch: Id | None = None
    rows: tuple[Row, ...]
    next: Count
    more: bool


class Change(Message):
    """An operation's content: these fields (by wire name) of this record, against a revision.

    `epoch` is the one that `base_rev` was read in; None: the central's present one.
    """

    id: Id
    seq: Count
    kind: str
    record: Id
    base_rev: Count
    epoch: Id | None = None
    fields: dict[str, JsonValue]


class Sent(Message):
    """An operation as sent: the text of a `Change`, and SHA-256 of its UTF-8 bytes in hex."""

    id: Id
    hash: Hash
    payload: str


class Batch(Message):
    """Operations to take in, in the device's order.

    `epoch` is the one the device believes in: in another one nothing of the batch is taken in,
    because what went before it may have to be sent again first.
    """

    protocol: int = PROTOCOL
    epoch: Id | None = None
    operations: Annotated[tuple[Sent, ...], Field(max_length=MAX_BATCH)]


class Clash(Message):
    """A field that others changed meanwhile: what stands, and what was sent and is kept.

    `by` is the user who had changed it and `at` when, where the central knows. With `own` it is
    the other way round: what was sent stands, and what the other had written is kept.
    """

    field: str
    stands: JsonValue
    kept: JsonValue
    by: Id | None = None
    at: str | None = None
    own: bool = False


class Answer(Message):
    """What became of an operation. `code` says why it was quarantined."""

    id: Id
    outcome: Outcome
    rev: Count = 0
    code: str | None = None
    clashes: tuple[Clash, ...] = ()


class Answers(Message):
    """One answer for each operation of the batch, in its order."""

    answers: tuple[Answer, ...]


class Held(Message):
    """How many records of a kind the user may read at the central."""

    kind: str
    count: Count


class Problem(Message):
    """Why a request was refused (RFC 9457). `code` is stable; no field is personal."""

    type: str = "about:blank"
    title: str
    status: int
    code: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]


class Health(Message):
    """The central is there; `ready` also says that it reached its database."""

    status: str
    protocol: int = PROTOCOL
    oldest_protocol: int = OLDEST_PROTOCOL


def canonical(content: object) -> str:
    """Canonical JSON: sorted keys, no spaces, no escapes beyond what JSON demands."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def enrolment_proof(code: str, device_id: str) -> bytes:
    """What a device signs to show that it holds the key it enrols."""
    return f"jobassist-enrolment:{device_id}:{code}".encode()


def to_wire(kind: Kind, fields: dict[str, Value]) -> dict[str, Any]:
    """Plain fields by their wire names."""
    return {kind.field(name).wire: value for name, value in fields.items()}


def from_wire(kind: Kind, fields: dict[str, Any]) -> dict[str, Any]:
    """Plain fields by their own names; wire names unknown here are left out."""
    return {f.name: fields[f.wire] for f in kind.fields if f.wire in fields}


def dialect() -> str:
    """A short hash of every declared kind and wire name: another one means pulling anew."""
    return digest(canonical({k.name: [f.wire for f in k.fields] for k in KINDS.values()}))[:16]
