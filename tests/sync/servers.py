"""Real HTTP servers on loopback: the central, and one that answers whatever bytes it is given."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from central.app import make_app
from central.config import Config, LoginConfig
from central.database import Database
from central.serve import Server, listen

_LONG = 20


@contextmanager
def serving(
    database: Database,
    most_at_once: int = 50,
    most_listening: int = 100,
    login: LoginConfig | None = None,
    config: Config | None = None,
) -> Iterator[str]:
    """The central's URL, for the length of the `with`."""
    app = make_app(
        database,
        config=config or Config(login=login),
        most_at_once=most_at_once,
        most_listening=most_listening,
    )
    ready, urls = threading.Event(), []

    def on_ready(url: str) -> None:
        urls.append(url)
        ready.set()

    server, listening = Server(app, on_ready), listen("127.0.0.1", 0)
    # A daemon: a server that is slow on a busy machine fails its test, and holds up no other.
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        assert ready.wait(_LONG)
        yield urls[0]
    finally:
        server.should_exit = True
        thread.join(_LONG)
        listening.close()
    assert not thread.is_alive()


@contextmanager
def answering(raw: bytes, *, drip: bytes = b"") -> Iterator[str]:
    """A server that sends `raw` and hangs up; with `drip`, sends that for ever, a bit at a time."""
    listening, stopping = socket.create_server(("127.0.0.1", 0)), threading.Event()
    accepted: list[socket.socket] = []

    def serve() -> None:
        while not stopping.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            accepted.append(connection)
            with connection:
                try:
                    connection.recv(65536)
                    connection.sendall(raw)
                    while drip and not stopping.wait(0.02):
                        connection.sendall(drip)
                    connection.shutdown(socket.SHUT_WR)
                    connection.recv(65536)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        stopping.set()
        for waiting in (listening, *accepted):  # a client that keeps its line open holds nobody up
            with suppress(OSError):
                waiting.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(_LONG)
    assert not thread.is_alive()


@contextmanager
def silent() -> Iterator[str]:
    """A server that accepts and never says a word."""
    listening = socket.create_server(("127.0.0.1", 0))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    listening.close()
