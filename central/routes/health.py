"""Whether the process and its database answer."""

import sqlalchemy as sa
from fastapi import FastAPI, Response
from starlette.responses import PlainTextResponse

from central.routes.house import House, problems
from jobassist.sync.wire import Health


def add(app: FastAPI, house: House) -> None:
    """Add the routes."""

    @app.get("/health")
    def health() -> Health:
        """The process answers."""
        return Health(status="ok")

    @app.get("/metrics", response_class=PlainTextResponse)
    def metrics() -> Response:
        """Figures for Prometheus. For the machines of the house: the proxy keeps others out."""
        return PlainTextResponse(house.metrics.text())

    @app.get("/ready", responses=problems(503))
    def ready() -> Health:
        """The database answers, too."""
        with house.database.read() as tx:
            tx.execute(sa.select(1))
        return Health(status="ready")
