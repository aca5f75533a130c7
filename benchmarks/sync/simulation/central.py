"""The central in this process: its real application over an embedded database, no socket.

It can be put back to what it was, as a restore does: another epoch, and what came after is gone.
"""

import asyncio
import gzip
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from central import admin, keys
from central.app import make_app
from central.database import Database
from central.epochs import begin_anew

_TEMPLATE: dict[int, "Template"] = {}


@dataclass(frozen=True, slots=True)
class Template:
    """A database with users and one code each, made once and copied for every seed."""

    content: bytes
    users: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the application answered."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


@dataclass
class Office:
    """The central and the IT people around it, for one seed."""

    folder: Path
    template: Template
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    database: Database = field(init=False)
    app: Any = field(init=False)
    saved: bytes | None = None
    redo: list[Callable[[], None]] = field(default_factory=list)
    restores: int = 0
    revoked: set[tuple[str, str]] = field(default_factory=set)  # (case, user), by IT

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self._open(self.template.content)

    @property
    def url(self) -> str:
        """The database's address."""
        return f"sqlite:///{self.file.as_posix()}"

    @property
    def file(self) -> Path:
        """The database's file."""
        return self.folder / f"central-{self.restores}.db"

    def ask(self, method: str, path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> Reply:
        """One request to the application, answered whole."""
        return self.loop.run_until_complete(_call(self.app, method, path, headers, body))

    def grant(self, case: str, user: str, role: str = "caseworker") -> None:
        """IT puts a user on a case; after a restore it is done again."""
        self.revoked.discard((case, user))
        self._do(lambda: admin.grant(self.url, case, user, role))

    def revoke(self, case: str, user: str) -> None:
        """IT takes a user off a case; after a restore it is done again."""
        self.revoked.add((case, user))
        self._do(lambda: admin.revoke(self.url, case, user))

    def wipe(self, device: str) -> None:
        """IT has a device wiped."""
        self._do(lambda: admin.wipe(self.url, device))

    def new_code(self, user: str) -> str:
        """Another code for a user's device."""
        return str(admin.enrolment_code(self.url, user)["code"])

    def expire_tokens(self) -> bool:
        """Every token ends now; False where tokens have no end."""
        columns = {row[1] for row in self.query("PRAGMA table_info(token)")}
        if "expires_at" not in columns:
            return False
        self.change("UPDATE token SET expires_at = '2000-01-01T00:00:00.000Z'")
        return True

    def back_up(self) -> None:
        """Keep the database as it is now."""
        self.saved = self._content()
        self.redo.clear()

    def restore(self) -> None:
        """Put the last backup in the database's place. What IT had done since, IT does again."""
        assert self.saved
        self.database.close()
        self.restores += 1
        self._open(self.saved)
        begin_anew(self.database, keys.state_folder(self.database))
        self.app = make_app(self.database)
        for again in list(self.redo):
            again()

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        with self.database.read() as tx:
            found = tx.exec_driver_sql(statement, tuple(values))
            return [tuple(row) for row in found]

    def change(self, statement: str, *values: object) -> None:
        """Change it behind the central's back."""
        with self.database.write() as tx:
            tx.exec_driver_sql(statement, tuple(values))

    def close(self) -> None:
        """Let go of everything."""
        self.database.close()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self.redo.append(lambda: _unless_gone(act))

    def _open(self, content: bytes) -> None:
        self.file.write_bytes(content)
        self.database = Database(self.url)
        self.app = make_app(self.database)

    def _content(self) -> bytes:
        connection = sqlite3.connect(self.file)
        try:
            return connection.serialize()
        finally:
            connection.close()


def template(users: int, codes: int, folder: Path) -> Template:
    """A database with so many users, each with so many codes."""
    if users not in _TEMPLATE:
        office = folder / "template.db"
        url = f"sqlite:///{office.as_posix()}"
        made = [admin.user_add(url, f"Medarbejder {n}") for n in range(users)]
        given = tuple(
            tuple(str(admin.enrolment_code(url, user["user"])["code"]) for _ in range(codes))
            for user in made
        )
        connection = sqlite3.connect(office)
        content = connection.serialize()
        connection.close()
        office.unlink()
        _TEMPLATE[users] = Template(content, tuple(str(u["user"]) for u in made), given)
    return _TEMPLATE[users]


def _unless_gone(act: Callable[[], object]) -> None:
    """IT cannot redo what is about a case or device that the backup does not know."""
    from jobassist.errors import UserError

    try:
        act()
    except UserError:
        return


async def _call(
    app: Any, method: str, path: str, headers: list[tuple[bytes, bytes]], body: bytes
) -> Reply:
    plain, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": plain,
        "raw_path": plain.encode(),
        "query_string": query.encode(),
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("central.example", 443),
        "root_path": "",
        "state": {},
    }
    said: dict[str, Any] = {"status": 500, "headers": []}
    parts: list[bytes] = []
    told = False

    async def receive() -> dict[str, Any]:
        nonlocal told
        if told:
            await asyncio.Event().wait()  # nobody hangs up before the answer is there
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            said.update(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return Reply(said["status"], list(said["headers"]), b"".join(parts))


def said_in(reply: Reply) -> Any:
    """The JSON of an answer."""
    packed = (b"content-encoding", b"gzip") in reply.headers
    return json.loads(gzip.decompress(reply.body) if packed else reply.body)
