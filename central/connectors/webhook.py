"""A webhook: another system is told that something has happened, and where to ask for it.

What is sent says nothing of any citizen: ids, the event and the time. The body is signed with a
secret that both sides know, together with the time of sending, so that an old request cannot be
played again: `Jobassist-Signature: t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", hex>`.
"""

import hashlib
import hmac
import json
import ssl
import time
from collections.abc import Iterator

import httpx

from central.connectors.port import Event, Parcel
from central.post.gateway import Receipt
from jobassist.errors import EnvironmentFault, UserError

SIGNATURE, DELIVERY = "Jobassist-Signature", "Jobassist-Delivery"
_SECONDS = 10.0
_LATER = {408, 425, 429}
_SERVER_ERROR = 500


class Webhook:
    """`Connector` by HTTPS. Where to is the configuration's; redirects are not followed."""

    def __init__(self, name: str, events: frozenset[Event], url: str, secret: bytes) -> None:
        self.name, self.events = name, events
        self._url, self._secret = url, secret
        self._client = httpx.Client(
            timeout=_SECONDS,
            follow_redirects=False,
            trust_env=False,
            verify=ssl.create_default_context(),
        )

    def deliver(self, parcel: Parcel) -> None:
        """Post it. The answer's body is not read."""
        body = told(parcel)
        headers = {
            "Content-Type": "application/json",
            DELIVERY: parcel.id,
            SIGNATURE: sign(self._secret, body, int(time.time())),
        }
        try:
            with self._client.stream("POST", self._url, content=body, headers=headers) as answer:
                status = answer.status_code
        except httpx.HTTPError:
            raise EnvironmentFault("connector.unreachable", retryable=True) from None
        if httpx.codes.is_success(status):
            return
        if status >= _SERVER_ERROR or status in _LATER:
            raise EnvironmentFault("connector.not_now", retryable=True)
        raise UserError("connector.refused")

    def receipts(self) -> Iterator[Receipt]:
        """None: the answer is the receipt."""
        return iter(())

    def noted(self, delivery_id: str) -> None:
        """Nothing to remove."""


def told(parcel: Parcel) -> bytes:
    """What is sent."""
    said = {
        "id": parcel.id,
        "event": str(parcel.event),
        "record": parcel.record_id,
        "case": parcel.record["case_id"],
        "queued_at": parcel.queued_at,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def sign(secret: bytes, body: bytes, at: int) -> str:
    """The header's value; the receiver makes the same and compares, and looks at the clock."""
    mac = hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"
