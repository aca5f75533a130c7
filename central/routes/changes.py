"""The held stream."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, FastAPI
from starlette.responses import StreamingResponse

from central.access import Actor
from central.live.stream import events
from central.refusal import RequestRefused
from central.routes.house import House, asking, problems
from jobassist.sync.wire_live import STREAM_TYPE

_RETRY_SECONDS = 30
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class EventStream(StreamingResponse):
    """The stream as the OpenAPI document knows it."""

    media_type = STREAM_TYPE


def add(app: FastAPI, house: House) -> None:
    """Add the route."""
    actor_of = asking(house)

    @app.get(
        "/changes", response_class=EventStream, responses=problems(400, 401, 403, 422, 429, 503)
    )
    async def changes(actor: Annotated[Actor, Depends(actor_of)]) -> EventStream:
        """Hear of changes for as long as the line holds."""
        if not house.hub.has_room():
            raise RequestRefused(503, "busy", retry_after=_RETRY_SECONDS)
        stream: AsyncIterator[bytes] = events(
            house.database, house.central, house.hub, actor, house.lease_days
        )
        return EventStream(stream, headers=_HEADERS)
