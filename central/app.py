"""The central as an application. Everything it answers is in its OpenAPI document."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from central import documents
from central.config import Config
from central.connectors.carrier import Carrier
from central.contacts import Contacts
from central.database import Database
from central.desk import app as desk
from central.diary import Seen
from central.guard import MOST_AT_ONCE, Guard, problem
from central.housekeeping import Housekeeper
from central.identity import identity
from central.live.hub import Hub
from central.live.teller import Teller
from central.metrics import Metrics
from central.openid import LoginServer
from central.refusal import RequestRefused
from central.routes import (
    attachments,
    changes,
    devices,
    enrolment,
    glass,
    health,
    pushing,
    reading,
    tokens,
)
from central.routes.house import House
from jobassist import log
from jobassist.sync.wire import PROTOCOL

MOST_LISTENING = 5000
_RETRY_SECONDS = 5
_WORTH_PACKING = 1000
_PACKED_HARD = 4  # docs/decisions/025-answers-are-gzip.md
_RESOURCES = (health, enrolment, tokens, devices, reading, changes, pushing, attachments, glass)


def make_app(
    database: Database,
    *,
    config: Config | None = None,
    most_at_once: int = MOST_AT_ONCE,
    most_listening: int = MOST_LISTENING,
) -> FastAPI:
    """The central on a database. `app.state.hub` is closed before the server stops."""
    hub, seen, contacts = Hub(most_listening), Seen(database), Contacts()
    database.connectors = documents.connectors(config, database)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        teller = Teller(database, hub, contacts)
        teller.start()
        await run_in_threadpool(documents.enter_waiting, database)
        months = config.log_months if config else 0
        carrier, housekeeper = Carrier(database), Housekeeper(database, house.central, months)
        carrier.start()
        housekeeper.start()
        yield
        await run_in_threadpool(housekeeper.stop)
        await run_in_threadpool(carrier.stop)
        await run_in_threadpool(teller.stop)

    app = FastAPI(
        title="jobassist central",
        version=str(PROTOCOL),
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.hub = hub
    metrics = Metrics(hub)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_PACKING, compresslevel=_PACKED_HARD)
    app.add_middleware(Guard, metrics=metrics, most_at_once=most_at_once)
    _refusals(app)
    login = LoginServer(config.login) if config and config.login else None
    lease_days = config.lease_days if config else 0
    house = House(database, identity(database), hub, seen, metrics, login, contacts, lease_days)
    for resource in _RESOURCES:
        resource.add(app, house)
    app.mount("/admin", desk.make(house, config.desk_url if config else None))
    return app


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
