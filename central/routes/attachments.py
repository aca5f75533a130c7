"""Attachments: how much is here, a part more, the content."""

from functools import partial
from typing import Annotated

from fastapi import Depends, FastAPI, Header, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from central import attachments
from central.access import Actor
from central.refusal import RequestRefused
from central.routes.house import House, asking, problems
from jobassist.sync.wire_live import CHUNK_BYTES, UPLOAD_LENGTH, UPLOAD_OFFSET, Upload

_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_PATH = "/attachments/{id}"
_Id = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
_Scope = Annotated[str, Query(min_length=1, max_length=120)]


class Content(StreamingResponse):
    """Bytes as they are."""

    media_type = "application/octet-stream"


def add(app: FastAPI, house: House) -> None:
    """Add the routes."""
    actor_of = asking(house)

    def held(actor: Actor, scope: str, id: str) -> Upload:
        with house.database.read() as tx:
            found = attachments.state(tx, actor, scope, id)
        if found is None:
            raise RequestRefused(404, "not_found")
        return found

    @app.head(
        _PATH,
        responses=problems(400, 401, 403, 404, 422, 503)
        | {
            200: {
                "description": "How much is here",
                "headers": {
                    name: {"schema": {"type": "integer"}} for name in (UPLOAD_OFFSET, UPLOAD_LENGTH)
                },
            }
        },
    )
    def look(actor: Annotated[Actor, Depends(actor_of)], id: _Id, scope: _Scope) -> Response:
        """How much of an attachment is here."""
        found = held(actor, scope, id)
        headers = {UPLOAD_OFFSET: str(found.offset), UPLOAD_LENGTH: str(found.size)}
        return Response(headers=headers)

    @app.put(
        _PATH,
        responses=problems(400, 401, 403, 409, 413, 415, 422, 503),
        openapi_extra={"requestBody": {"required": True, "content": _BYTES}},
    )
    async def upload(
        actor: Annotated[Actor, Depends(actor_of)],
        request: Request,
        id: _Id,
        scope: _Scope,
        *,
        offset: Annotated[int, Query(ge=0, le=2**53)],
        size: Annotated[int, Query(ge=0, le=2**53)],
    ) -> Upload:
        """Take in the bytes from an offset on."""
        part = await request.body()
        if len(part) > CHUNK_BYTES:
            raise RequestRefused(413, "too_large")
        take = partial(attachments.take, offset=offset, size=size, part=part)
        return await run_in_threadpool(take, house.database, actor, scope, id)

    @app.get(
        _PATH,
        response_class=Content,
        responses=problems(400, 401, 403, 404, 416, 422, 503)
        | {200: {"content": _BYTES}, 206: {"content": _BYTES, "description": "The range"}},
    )
    def download(
        actor: Annotated[Actor, Depends(actor_of)],
        id: _Id,
        scope: _Scope,
        wanted: Annotated[str | None, Header(alias="Range")] = None,
    ) -> Response:
        """The content, or a range of it."""
        found = held(actor, scope, id)
        if not found.complete:
            raise RequestRefused(404, "not_found")
        start, end = _range(wanted, found.size) if wanted else (0, found.size)
        headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-store"}
        headers["Content-Encoding"] = "identity"  # ranges count bytes of the content itself
        headers |= {"Content-Length": str(end - start), "ETag": f'"{id}"'}
        if wanted:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
        house.seen.note(actor, scope, 1)
        content = attachments.parts(house.database, scope, id, start, end)
        return Content(content, 206 if wanted else 200, headers)


def _range(wanted: str, size: int) -> tuple[int, int]:
    """Where the one range begins and ends (after its last byte). Raises: RequestRefused `range`."""
    unit, _, span = wanted.partition("=")
    first, dash, last = span.strip().partition("-")
    known = unit.strip() == "bytes" and dash and all(n.isascii() for n in (first, last))
    if not known or not (first or last) or not all(n.isdigit() for n in (first, last) if n):
        raise RequestRefused(416, "range")
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if start >= end:
        raise RequestRefused(416, "range")
    return start, end
