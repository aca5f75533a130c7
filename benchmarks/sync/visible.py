"""How soon a colleague's final note is in one's own store, when both are online.

Two laptops as the product runs them (house, encrypted store, background sync, held stream) and a
central in a process of its own on PostgreSQL. The peer is what the note would wait for without a
held stream: half of the thirty seconds between two polls.
"""

import random
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks._postgres import running_cluster
from benchmarks.sync.soak import Process, environment, places, serve_command
from benchmarks.sync.soak.device import PASSPHRASE
from benchmarks.vault._stores import QUICK
from jobassist.bootstrap import House
from jobassist.errors import EnvironmentFault
from jobassist.records import Case, Note
from jobassist.services import notes
from jobassist.settings import Settings
from storage import opening

GOAL_P95_SECONDS = 2.0
_POLL_SECONDS = 30.0
_LONGEST = 30.0
_LOOK_EVERY = 0.01


def run(*, count: int = 60) -> dict[str, Any]:
    """The seconds from "final" on one laptop until the other one has the note."""
    with ExitStack() as stack:
        cluster = stack.enter_context(running_cluster())
        at = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="jobassist-visible-")))
        url, port = cluster.new_database(), places.free_port()
        codes = places.fill(url, 2)
        central = Process(serve_command(url, port), environment(str(at)))
        stack.callback(central.kill)
        places.ready(central.start())
        central_url = f"http://127.0.0.1:{port}"
        writer, reader = (
            stack.enter_context(_at_work(at / f"laptop-{n}", central_url, code))
            for n, code in enumerate(codes)
        )
        found = sorted(_until_seen(writer, reader, count))
    p95 = found[int(len(found) * 0.95)]
    return {
        "notes": count,
        "p50_seconds": round(found[len(found) // 2], 3),
        "p95_seconds": round(p95, 3),
        "longest_seconds": round(found[-1], 3),
        "polling_p50_seconds": _POLL_SECONDS / 2,
        "goal": {"p95_seconds": GOAL_P95_SECONDS},
        "met": p95 <= GOAL_P95_SECONDS,
    }


@contextmanager
def _at_work(folder: Path, url: str, code: str) -> Iterator[House]:
    """An unlocked laptop that has enrolled, synced once, and listens."""
    opening.create(folder, PASSPHRASE, "Medarbejder", kdf=QUICK)[0].close()
    house, level = House(folder, Settings()), threading.Event()
    house.unlock(PASSPHRASE)
    try:
        house.enrol(url, code)
        house.watch_sync(lambda state: level.set() if state.state == "idle" else None)
        if not level.wait(_LONGEST):
            raise EnvironmentFault("sync.slow", retryable=True)
        yield house
    finally:
        house.lock()


def _until_seen(writer: House, reader: House, count: int) -> Iterator[float]:
    """One note after the other, at an uneven pace."""
    chance, pace = random.Random(1), threading.Event()
    with writer.session.store.read() as tx:
        case = tx.listed(Case)[0]
    for number in range(count):
        pace.wait(chance.uniform(0.2, 1.5))
        draft = notes.new_draft(writer.session, case.id, f"Samtale nummer {number}.")
        notes.finalise(writer.session, draft.id)
        began = time.perf_counter()
        while not _sees(reader, draft.id):
            if time.perf_counter() - began > _LONGEST:
                break
            pace.wait(_LOOK_EVERY)
        yield time.perf_counter() - began


def _sees(house: House, note: str) -> bool:
    with house.session.store.sync() as tx:  # looking on is not what the access log is about
        return bool(tx.count(Note, id=note))
