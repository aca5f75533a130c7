"""What every route is given, and how a request shows who asks and in which protocol."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from central import devices
from central.access import Actor
from central.contacts import Contacts
from central.database import Database
from central.diary import Seen
from central.identity import Identity
from central.live.hub import Hub
from central.metrics import Metrics
from central.openid import LoginServer
from central.refusal import RequestRefused
from jobassist.sync.wire import OLDEST_PROTOCOL, PROBLEM_TYPE, PROTOCOL, PROTOCOL_HEADER, Problem

_bearer = HTTPBearer(auto_error=False, description="The device's token")


@dataclass(frozen=True, slots=True)
class House:
    """The parts that routes work with."""

    database: Database
    central: Identity
    hub: Hub
    seen: Seen
    metrics: Metrics
    login: LoginServer | None = None
    contacts: Contacts = field(default_factory=Contacts)
    lease_days: int = 0


def spoken(
    said: Annotated[
        str | None,
        Header(alias=PROTOCOL_HEADER, description="The protocol spoken; 1 without", max_length=20),
    ] = None,
) -> int:
    """The protocol the device speaks. Raises: RequestRefused `protocol`."""
    version = 1 if said is None else int(said) if said.isascii() and said.isdigit() else 0
    require_spoken(version)
    return version


def require_spoken(version: int) -> None:
    """Raises: RequestRefused `protocol` for a version that is not spoken here."""
    if not OLDEST_PROTOCOL <= version <= PROTOCOL:
        raise RequestRefused(400, "protocol")


Spoken = Annotated[int, Depends(spoken)]


def asking(house: House) -> Callable[..., Actor]:
    """The dependency that says who asks. Raises: what `devices.actor_for` raises."""

    def actor(
        request: Request,
        protocol: Spoken,
        given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Actor:
        if given is None:
            raise RequestRefused(401, "not_enrolled")
        who = devices.actor_for(house.database, given.credentials, protocol)
        house.contacts.note(who.device_id, protocol, request.headers.get("user-agent", ""))
        return who

    return actor


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route, for the OpenAPI document."""
    content = {PROBLEM_TYPE: {"schema": Problem.model_json_schema()}}
    return {
        status: {"content": content, "description": "A problem; its code says which"}
        for status in statuses
    }
