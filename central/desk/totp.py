"""One-time codes by time (RFC 6238: HMAC-SHA1, six digits, thirty seconds), as apps have them."""

import base64
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote

_STEP_SECONDS = 30
_DIGITS = 6
_SECRET_BYTES = 20
_DRIFT = (-1, 0, 1)  # steps by which the phone's clock may be off


def new_secret() -> str:
    """A secret in base32, as apps take it."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def code(secret: str, step: int) -> str:
    """The code of a time step."""
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = mac[-1] & 0x0F
    number: int = struct.unpack(">I", mac[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**_DIGITS:0{_DIGITS}}"


def step_of(secret: str, said: str, now: float, used: int) -> int | None:
    """The time step that the code is of, later than the one last `used`; None: it is wrong."""
    present = int(now // _STEP_SECONDS)
    for step in (present + drift for drift in _DRIFT):
        if step > used and hmac.compare_digest(code(secret, step), said.strip().replace(" ", "")):
            return step
    return None


def address(secret: str, name: str) -> str:
    """What an app reads from a QR code."""
    issuer = "jobassist"
    return f"otpauth://totp/{issuer}:{quote(name)}?secret={secret}&issuer={issuer}"
