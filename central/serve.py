"""The server: one foreground process that says when it accepts connections."""

import errno
import gc
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from central import config
from central.app import make_app
from central.database import Database, default_url
from central.live.hub import Hub
from jobassist import log
from jobassist.errors import EnvironmentFault, UsageError


def serve(
    database_url: str | None = None,
    port: int = 0,
    *,
    host: str = "127.0.0.1",
    data_dir: Path | None = None,
    log_file: Path | None = None,
    config_file: Path | None = None,
) -> None:
    """Serve until interrupted (SIGINT, SIGTERM): open requests are answered first.

    Prints `jobassist central ready at URL` on standard output once it accepts connections; port
    0 takes any that is free. The log, free of personal data, goes to `log_file` or standard error.
    Raises: EnvironmentFault `central.port`, `central.database`, `central.config`,
    `central.keys_missing`; UsageError `central.database_url`.
    """
    log.start(log_file)
    database = Database(database_url or default_url(data_dir))
    try:
        listening = listen(host, port)
        Server(make_app(database, config=config.read(config_file)), _tell_ready).run(
            sockets=[listening]
        )
    finally:
        database.close()


class Server(uvicorn.Server):
    """Serves an app on given sockets, and tells its URL once it accepts connections."""

    def __init__(self, app: FastAPI, on_ready: Callable[[str], None]) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=10,
            lifespan="on",
        )
        super().__init__(config)
        self._hub: Hub = app.state.hub
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        let_stay()
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            self._on_ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send those away who listen, answer what is being asked, end."""
        self._hub.close()
        await super().shutdown(sockets)


def let_stay() -> None:
    """What there is by now stays: Python is not to look through it for garbage again."""
    gc.collect()
    gc.freeze()


def _tell_ready(url: str) -> None:
    sys.stdout.write(f"jobassist central ready at {url}\n")
    sys.stdout.flush()


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises: EnvironmentFault `central.port`, UsageError `central.host`."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except (OSError, UnicodeError):
        raise UsageError("central.host") from None
    listening = socket.socket(family)
    if sys.platform != "win32":  # there it would let two programs share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise UsageError("central.host") from None
        raise EnvironmentFault("central.port", port=port) from None
    return listening
