"""A new laptop's first sync over a slow line, and an idle one; the peer only downloads the same.

The central is a process of its own; the laptop has the product's client and an encrypted store.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from benchmarks.sync._parts import fill
from benchmarks.sync._shaped import Line, shaped
from benchmarks.sync.simulation.laptops import WrongClock, not_here
from benchmarks.vault._stores import QUICK
from jobassist.services import sync
from jobassist.session import Session
from jobassist.settings import Settings
from jobassist.sync.client import HttpCentral
from jobassist.sync.wire import PROTOCOL, PROTOCOL_HEADER
from storage import opening
from storage.opened import OpenedStore

GOAL_SECONDS, GOAL_IDLE_BYTES, GOAL_IDLE_TURNS = 10.0, 1024, 1
_MBIT, _RTT_MS = 10.0, 50.0


def run(*, cases: int = 200, rows: int = 10_000) -> dict[str, Any]:
    """Seconds of the first sync, and the bytes and round trips of an idle one."""
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as name:
        folder = Path(name)
        filled = fill(folder / "central", cases, rows)
        with _central(filled.url) as url, shaped(url, mbit=_MBIT, rtt_ms=_RTT_MS) as line:
            opened, _ = opening.create(folder / "laptop", "en lang adgangssætning", "M", kdf=QUICK)
            try:
                return _measured(line, _session(opened), filled.code, filled.rows)
            finally:
                opened.close()


def _measured(line: Line, session: Session, code: str, rows: int) -> dict[str, Any]:
    central = HttpCentral(line.url)
    sync.enrol(session, central, code)
    central.close()
    line.reset()
    began = time.perf_counter()
    counts = _synced(session)
    ours = time.perf_counter() - began
    carried = line.down.bytes
    sync_again = _synced(session)
    assert sync_again == sync.Counts()
    line.reset()
    _synced(session)
    idle = {"bytes": line.up.bytes + line.down.bytes, "round_trips": line.up.turns}
    began = time.perf_counter()
    _download(session, line)
    bare = time.perf_counter() - began
    return {
        "rows": rows,
        "pulled": counts.pulled,
        "line": {"mbit": _MBIT, "rtt_ms": _RTT_MS},
        "seconds": round(ours, 2),
        "megabytes": round(carried / 1e6, 2),
        "bare_download_seconds": round(bare, 2),
        "ratio": round(ours / bare, 2),
        "idle": idle,
        "goal": {"seconds": GOAL_SECONDS, "bytes": GOAL_IDLE_BYTES, "round_trips": GOAL_IDLE_TURNS},
        "met": counts.pulled >= rows
        and ours <= GOAL_SECONDS
        and idle["bytes"] <= GOAL_IDLE_BYTES
        and idle["round_trips"] <= GOAL_IDLE_TURNS,
    }


def _synced(session: Session) -> sync.Counts:
    login = sync.login(session)
    assert login
    central = HttpCentral(login.url, login.token)
    try:
        return sync.sync_once(session, central)
    finally:
        central.close()


def _download(session: Session, line: Line) -> None:
    """The peer: the same pages, one after the other, thrown away."""
    login = sync.login(session)
    assert login
    headers = {"Authorization": f"Bearer {login.token}", PROTOCOL_HEADER: str(PROTOCOL)}
    with httpx.Client(base_url=line.url, headers=headers, timeout=60, trust_env=False) as client:
        for scope in client.get("/manifest").json()["scopes"]:
            after, more = 0, True
            while more:
                page = client.get(f"/feed/{quote(scope['name'], safe=':')}?after={after}").json()
                after, more = page["next"], page["more"]


def _session(opened: OpenedStore) -> Session:
    return Session(
        store=opened.store,
        user=opened.owner(),
        device=opened.device,
        clock=WrongClock(),
        settings=Settings(),
        recordings=opened.recordings,
        attachments=opened.attachments,
        written=not_here,
        recogniser=not_here,
        microphone=not_here,
    )


@contextmanager
def _central(database_url: str) -> Iterator[str]:
    """The central's URL, in a process of its own."""
    serve = "from central.serve import serve; import sys; serve(sys.argv[1])"
    with subprocess.Popen(
        [sys.executable, "-c", serve, database_url],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        try:
            yield process.stdout.readline().rsplit(" ", 1)[-1].strip()
        finally:
            process.terminate()
