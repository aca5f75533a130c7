"""The central's routes (docs/protocol.md). Everything they answer is in the OpenAPI document."""

from collections.abc import Callable
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Header, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from central import access, devices, feed
from central.access import Actor
from central.database import Database
from central.guard import MOST_AT_ONCE, Guard, Tries, problem
from central.identity import Identity, identity
from central.push import take_in
from central.refusal import RequestRefused
from jobassist import log
from jobassist.records import KINDS
from jobassist.sync.wire import (
    MAX_PAGE,
    PROTOCOL,
    Answers,
    Batch,
    Enrolled,
    Enrolment,
    Health,
    Held,
    Manifest,
    Page,
    Problem,
    ScopeHead,
)

_RETRY_SECONDS = 5
_bearer = HTTPBearer(auto_error=False, description="The token given at enrolment")


def make_app(database: Database, *, most_at_once: int = MOST_AT_ONCE) -> FastAPI:
    """The central on a database."""
    app = FastAPI(title="jobassist central", version=str(PROTOCOL), docs_url=None, redoc_url=None)
    app.add_middleware(Guard, most_at_once=most_at_once)
    _refusals(app)
    central = identity(database)
    actor = _actor_of(database)
    _health(app, database)
    _enrolment(app, database, central)
    _reading(app, database, central, actor)
    _pushing(app, database, actor)
    return app


def _health(app: FastAPI, database: Database) -> None:
    @app.get("/health")
    def health() -> Health:
        """The process answers."""
        return Health(status="ok")

    @app.get("/ready", responses=_problems(503))
    def ready() -> Health:
        """The database answers, too."""
        with database.read() as tx:
            tx.execute(sa.select(1))
        return Health(status="ready")


def _enrolment(app: FastAPI, database: Database, central: Identity) -> None:
    tries = Tries()

    @app.post("/enrol", responses=_problems(400, 403, 409, 413, 422, 429, 503))
    def enrol(request: Request, asked: Enrolment) -> Enrolled:
        """Enrol a device by a one-time code."""
        caller = request.client.host if request.client else "unknown"
        if seconds := tries.wait(caller):
            raise RequestRefused(429, "too_many_tries", retry_after=seconds)
        try:
            return devices.enrol(database, central, asked)
        except RequestRefused as refused:
            if refused.code == "bad_code":
                tries.fail(caller)
            raise


def _reading(
    app: FastAPI, database: Database, central: Identity, actor_of: Callable[..., Actor]
) -> None:
    @app.get(
        "/manifest",
        response_model=Manifest,
        responses=_problems(401, 403, 503) | {304: {"description": "As the tag says"}},
    )
    def manifest(
        actor: Annotated[Actor, Depends(actor_of)],
        if_none_match: Annotated[str | None, Header()] = None,
    ) -> Response:
        """Every scope the user may read now, with its head."""
        with database.read() as tx:
            scopes = access.readable(tx, actor)
            user = devices.user_of(tx, actor.user_id)
        body = Manifest(
            protocol=PROTOCOL,
            central=central.id,
            epoch=central.epoch,
            user=user,
            scopes=tuple(ScopeHead(name=name, head=head) for name, head in scopes),
        )
        content = body.model_dump_json().encode()
        headers = {"ETag": feed.etag(content)}
        if if_none_match == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, headers=headers, media_type="application/json")

    @app.get("/feed/{scope}", responses=_problems(401, 403, 422, 503))
    def page(
        actor: Annotated[Actor, Depends(actor_of)],
        scope: Annotated[str, Path(max_length=120)],
        after: Annotated[int, Query(ge=0, le=2**53)] = 0,
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 500,
    ) -> Page:
        """The scope's rows after a position, in order."""
        with database.read() as tx:
            if "\x00" in scope or not access.may_read(tx, actor, scope):
                raise RequestRefused(403, "scope_lost")
            return feed.page(tx, scope, after, limit)

    @app.get("/held/{kind}", responses=_problems(401, 403, 404, 422, 503))
    def held(
        actor: Annotated[Actor, Depends(actor_of)], kind: Annotated[str, Path(max_length=40)]
    ) -> Held:
        """How many records of a kind the user may read."""
        if kind not in KINDS:
            raise RequestRefused(404, "not_found")
        with database.read() as tx:
            scopes = [name for name, _ in access.readable(tx, actor)]
            return Held(kind=kind, count=feed.count(tx, scopes, kind))


def _pushing(app: FastAPI, database: Database, actor_of: Callable[..., Actor]) -> None:
    @app.post("/push", responses=_problems(400, 401, 403, 413, 422, 503))
    def push(actor: Annotated[Actor, Depends(actor_of)], batch: Batch) -> Answers:
        """Take in operations; one answer for each."""
        if batch.protocol != PROTOCOL:
            raise RequestRefused(400, "protocol")
        return Answers(answers=tuple(take_in(database, actor, batch)))


def _actor_of(database: Database) -> Callable[..., Actor]:
    def actor(
        given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Actor:
        if given is None:
            raise RequestRefused(401, "not_enrolled")
        return devices.actor_for(database, given.credentials)

    return actor


def _refusals(app: FastAPI) -> None:
    @app.exception_handler(RequestRefused)
    def refused(_request: Request, error: RequestRefused) -> Response:
        return problem(error.status, error.code, error.retry_after)

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, _error: RequestValidationError) -> Response:
        return problem(422, "malformed")

    @app.exception_handler(HTTPException)
    def unrouted(_request: Request, error: HTTPException) -> Response:
        codes = {404: "not_found", 405: "method_not_allowed"}
        return problem(error.status_code, codes.get(error.status_code, "malformed"))

    @app.exception_handler(sa.exc.OperationalError)
    def no_database(_request: Request, error: sa.exc.OperationalError) -> Response:
        log.failure("central.database", error)
        return problem(503, "database", _RETRY_SECONDS)

    @app.exception_handler(Exception)
    def failed(_request: Request, error: Exception) -> Response:
        log.failure("central.failed", error)
        return problem(500, "failed")


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        status: {"model": Problem, "description": "A problem; its code says which"}
        for status in statuses
    }
