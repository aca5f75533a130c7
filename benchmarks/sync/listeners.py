"""1,000 devices with a held stream: how soon each hears of a change it may see.

The central is a process of its own with PostgreSQL on the same machine; the devices are real
sockets of this process. A change is told to those who are on its case. The peer is what they would
hear by asking the manifest every 30 seconds, as a laptop does without a stream: half a period.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from benchmarks._postgres import running_cluster
from benchmarks.sync._pushed import begin, may_read, sent
from central import devices, people, schema, tokens
from central.database import Database, now
from central.keys import STATE_FOLDER
from jobassist.errors import EnvironmentFault
from jobassist.ids import new_id
from jobassist.records import Role
from jobassist.sync.wire import PROTOCOL, PROTOCOL_HEADER

GOAL_P95_SECONDS = 1.0
_POLL_SECONDS = 30.0
_ON_A_CASE = 10
_AT_ONCE = 40  # devices that come at the same time
_PUSHERS = 4
_SETTLE_SECONDS = 3.0


@dataclass(slots=True)
class Heard:
    """When each position of a scope was sent, and how long it took until it was heard of."""

    sent: dict[tuple[str, int], float] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    holding: int = 0

    def told(self, scope: str, head: int) -> None:
        """A device heard of it."""
        began = self.sent.get((scope, head))
        if began is not None:
            self.seconds.append(time.perf_counter() - began)


def run(*, listening: int = 1000, seconds: float = 15.0, a_second: int = 20) -> dict[str, Any]:
    """The delay of every delivery, and how many there should have been."""
    _allow_sockets(2 * listening + 200)
    with running_cluster() as cluster, tempfile.TemporaryDirectory() as folder:
        url = cluster.new_database()
        database = Database(url)
        try:
            known, cases, pusher = _prepare(database, url, listening)
        finally:
            database.close()
        with _serving(url, folder) as port:
            changes = round(seconds * a_second)
            heard = asyncio.run(
                _play(port, known, cases, pusher, changes=changes, pause=1 / a_second)
            )
    found = sorted(heard.seconds)
    wanted = changes * _ON_A_CASE
    p95 = found[int(len(found) * 0.95)] if found else float("inf")
    return {
        "listening": listening,
        "changes": changes,
        "changes_a_second": a_second,
        "deliveries": len(found),
        "deliveries_wanted": wanted,
        "p50_seconds": round(found[len(found) // 2], 3) if found else None,
        "p95_seconds": round(p95, 3),
        "polling_p50_seconds": _POLL_SECONDS / 2,
        "goal": {"p95_seconds": GOAL_P95_SECONDS},
        "met": p95 < GOAL_P95_SECONDS and len(found) >= wanted,
    }


def _prepare(database: Database, url: str, listening: int) -> tuple[list[str], dict[str, int], str]:
    """Tokens of the devices that listen, the cases with their heads, and the pusher's token."""
    place, known = begin(database, url, listening // _ON_A_CASE), []
    with database.write() as tx:
        pusher = _device(tx, place.who.user_id)
        for number in range(listening):
            user = people.add(tx, f"Medarbejder {number}", Role.CASEWORKER)
            may_read(tx, place.cases[number // _ON_A_CASE], user)
            known.append(_device(tx, user))
        scope = schema.scope.c
        rows = tx.execute(sa.select(scope.name, scope.head).where(scope.name.startswith("case:")))
        heads = {str(row.name).removeprefix("case:"): int(row.head) for row in rows}
    return known, heads, pusher


def _device(tx: sa.Connection, user: str) -> str:
    device: dict[str, Any] = {
        "id": new_id(),
        "user_id": user,
        "public_key": "-",
        "enrolled_at": now(),
    }
    device |= {"seen_on": devices.today().isoformat(), "wiped": False, "state": "active"}
    tx.execute(sa.insert(schema.device), device)
    return tokens.issue(tx, device["id"], PROTOCOL, certified="-")[0]


@contextmanager
def _serving(url: str, folder: str) -> Iterator[int]:
    """The port of a central in a process of its own."""
    command = [sys.executable, "-m", "jobassist", "central", "serve", "--database-url", url]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, STATE_FOLDER: folder},
    ) as server:
        try:
            ready = server.stdout.readline() if server.stdout else ""
            if "ready" not in ready:
                raise EnvironmentFault("central.port", port=0)
            yield int(ready.rsplit(":", 1)[1])
        finally:
            server.terminate()


async def _play(
    port: int, known: list[str], cases: dict[str, int], pusher: str, *, changes: int, pause: float
) -> Heard:
    heard, door = Heard(), asyncio.Semaphore(_AT_ONCE)
    ears = [asyncio.create_task(_listen(port, token, heard, door)) for token in known]
    while heard.holding < len(known):
        failed = next((ear for ear in ears if ear.done()), None)
        if failed:
            failed.result()
        await asyncio.sleep(0.1)
    names, free = list(cases), asyncio.Queue[int]()
    for n in range(changes):
        free.put_nowait(n)
    began = time.perf_counter() + 0.5

    async def push() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while not free.empty():
            n = free.get_nowait()
            await asyncio.sleep(max(0.0, began + n * pause - time.perf_counter()))
            case = names[n % len(names)]
            cases[case] += 1
            operation = sent("case", case, 10**6, {"title": f"Titel {n}"})
            body = json.dumps({"operations": [operation.model_dump()]})
            heard.sent[f"case:{case}", cases[case]] = time.perf_counter()
            writer.write(_request("POST", "/push", pusher, body).encode())
            await _answer(reader)
        writer.close()

    await asyncio.gather(*(push() for _ in range(_PUSHERS)))
    await asyncio.sleep(_SETTLE_SECONDS)
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*ears, return_exceptions=True)
    return heard


async def _listen(port: int, token: str, heard: Heard, door: asyncio.Semaphore) -> None:
    async with door:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_request("GET", "/changes", token).encode())
        while not (await reader.readline()).startswith(b"data: "):
            if reader.at_eof():
                raise EnvironmentFault("sync.unreachable")
    heard.holding += 1
    try:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                for scope in json.loads(line[6:]).get("scopes", ()):
                    heard.told(scope["name"], scope["head"])
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    if not head.startswith("http/1.1 200"):
        raise EnvironmentFault("sync.unreachable")
    length = int(head.split("content-length:")[1].split("\r\n")[0])
    await reader.readexactly(length)


def _request(method: str, path: str, token: str, body: str = "") -> str:
    return (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"{PROTOCOL_HEADER}: {PROTOCOL}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body.encode())}\r\n\r\n{body}"
    )


def _allow_sockets(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
