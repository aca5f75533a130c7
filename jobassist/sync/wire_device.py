"""What travels about the device itself: enrolling, logging in, tokens, being lost or wiped."""

from typing import Annotated, Literal

from pydantic import Field

from jobassist.sync.wire import (
    PROTOCOL,
    Certificate,
    Id,
    Login,
    Message,
    Text,
    digest,
    enrolment_proof,
)

TOKEN_HOURS = 12
"""How long a token lasts; the device's key gets the next."""


class BrowserLogin(Message):
    """Where the system browser is sent: OpenID Connect, authorization code with PKCE (S256)."""

    issuer: str
    authorization_endpoint: str
    client_id: str
    scope: str


class LoginOffer(Message):
    """How a device may enrol here: by one-time code always, by `browser` when it is set up."""

    protocol: int = PROTOCOL
    central: Id
    browser: BrowserLogin | None = None


class ChallengeRequest(Message):
    """Asks for something to sign."""

    device: Id


class Challenge(Message):
    """To be signed with the device's key before `expires_at`, and used once."""

    challenge: Text
    expires_at: str


class TokenRequest(Message):
    """Asks for a token. `proof` is the device's signature of `token_proof`, base64.

    `login` goes with it when the central said `login_needed`.
    """

    protocol: int = PROTOCOL
    device: Id
    challenge: Text
    proof: Text
    login: Login | None = None


class Token(Message):
    """A token, shown this once. Older ones last until they expire, so a lost answer harms nobody.

    `certificate` is new when the central's key is.
    """

    token: str
    expires_at: str
    certificate: Certificate


class Standing(Message):
    """Whether a device is to be wiped. `order` is the central's signature of `wipe_statement`."""

    device: Id
    wipe: bool
    order: Certificate | None = None


class OwnDevice(Message):
    """One of the user's devices."""

    id: Id
    enrolled_at: str
    seen_on: str
    state: Literal["active", "lost", "revoked"]
    this: bool


class OwnDevices(Message):
    """The user's devices, the oldest first."""

    devices: tuple[OwnDevice, ...]


class Found(Message):
    """One thing that `doctor` found: its stable code, without what it was found in."""

    code: Annotated[str, Field(pattern=r"^[a-z_]{1,40}\.[a-z0-9_]{1,60}$")]
    level: Literal["warning", "error"]


class Condition(Message):
    """How a computer is, for IT support: nothing in it tells of a citizen or of a person's work."""

    version: Annotated[str, Field(pattern=r"^[\w.+-]{1,40}$")]
    system: Annotated[str, Field(pattern=r"^[\w .()-]{1,60}$")]
    model: Annotated[str, Field(pattern=r"^[\w.-]{0,80}$")]
    ring: Annotated[int, Field(ge=0, le=9)]
    found: Annotated[tuple[Found, ...], Field(max_length=100)]


class ConditionTaken(Message):
    """The central has it."""

    at: str


class CentralKey(Message):
    """A key that the central certifies or certified with.

    `vouched` is the signature of `key_statement` by the key before it; None for the first.
    """

    key: str
    since: str
    vouched: str | None = None


class CentralKeys(Message):
    """Every key of the central's, the first one first. The last one is in use."""

    central: Id
    keys: tuple[CentralKey, ...]


def login_nonce(device_id: str, public_key: str) -> str:
    """The `nonce` that binds an OpenID Connect login to the device's key."""
    return digest(f"jobassist-login:{device_id}:{public_key}")


def login_proof(login: Login, device_id: str) -> bytes:
    """What a device signs when it enrols by a login instead of a code."""
    return enrolment_proof(digest(login.code), device_id)


def token_proof(central_id: str, device_id: str, challenge: str) -> bytes:
    """What a device signs to get a token."""
    return f"jobassist-token:{central_id}:{device_id}:{challenge}".encode()


def wipe_statement(central_id: str, device_id: str) -> str:
    """What the central signs when it has a device wiped."""
    return f"jobassist-wipe:{central_id}:{device_id}"


def key_statement(central_id: str, key: str) -> bytes:
    """What an old key of the central's signs when a new one takes over."""
    return f"jobassist-key:{central_id}:{key}".encode()
