"""A laptop: the product's own store, sync service and client, on a clock that may be wrong.

It can be killed between any two transactions of its store, and its disk can be full.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.sync.simulation.network import Line
from benchmarks.sync.simulation.turns import Killed, Running
from benchmarks.vault._stores import QUICK
from jobassist.errors import AppError, EnvironmentFault, PolicyDenied, UserError
from jobassist.ports.central import CentralPort
from jobassist.ports.store import Store
from jobassist.records import KINDS
from jobassist.services import sync
from jobassist.session import Session
from jobassist.settings import Settings
from jobassist.sync.client import HttpCentral
from storage import opening
from storage.opened import OpenedStore

PASSPHRASE = "en lang adgangssætning"
URL = "https://central.example"
_NO_LIMIT = 2**30


class WrongClock:
    """The machine's clock, off by up to two days."""

    def __init__(self) -> None:
        self.off = timedelta()

    def now(self) -> datetime:
        """What this laptop believes."""
        instant = datetime.now(UTC) + self.off
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


@dataclass(slots=True)
class Trouble:
    """What is to go wrong at the store's next transactions, once each."""

    killed_after: int = -1  # so many transactions from now; -1: not
    disk_full: bool = False
    kills: int = 0


class ShakyStore:
    """The real store, in a process that may be killed and on a disk that may be full."""

    def __init__(self, real: Store, trouble: Trouble) -> None:
        self.real, self._trouble = real, trouble
        self.issued: set[str] = set()

    def read(self) -> Any:
        """A consistent view."""
        return self.real.read()

    @contextmanager
    def write(self) -> Iterator[Any]:
        """A transaction; then, perhaps, the end."""
        with self._disk(self.real.write()) as tx:
            yield tx

    @contextmanager
    def sync(self) -> Iterator[Any]:
        """A transaction of the sync client; then, perhaps, the end."""
        with self._disk(self.real.sync()) as tx:
            yield self.writer(tx)
        self._count_down()

    def writer(self, tx: Any) -> Any:
        """What the sync client writes with."""
        return Writer(tx, self.issued)

    def settle(self) -> bool:
        """As the real one."""
        return self.real.settle()

    def close(self) -> None:
        """As the real one."""
        self.real.close()

    @contextmanager
    def _disk(self, transaction: Any) -> Iterator[Any]:
        with transaction as tx:
            full, self._trouble.disk_full = self._trouble.disk_full, False
            if full:
                pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar()
                tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            try:
                yield tx
            finally:
                if full:
                    tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {_NO_LIMIT}")

    def _count_down(self) -> None:
        if self._trouble.killed_after == 0:
            self._trouble.killed_after = -1
            self._trouble.kills += 1
            raise Killed
        self._trouble.killed_after = max(self._trouble.killed_after - 1, -1)


class Writer:
    """The store's sync writer; remembers which operations it has ever handed out."""

    def __init__(self, tx: Any, issued: set[str]) -> None:
        self.tx, self._issued = tx, issued

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tx, name)

    def pending(self, limit: int) -> Any:
        """As the real one."""
        handed_out = self.tx.pending(limit)
        self._issued.update(op.id for op in handed_out)
        return handed_out


@dataclass(slots=True)
class Faulty:
    """Where a planted bug may stand: around the store, around the client."""

    store: Callable[[Store, Trouble], ShakyStore] = ShakyStore
    central: Callable[[CentralPort], Any] = lambda central: central


@dataclass(slots=True)
class Laptop:
    """One device of one user. Everything it says of the network goes over `line`."""

    name: str
    folder: Path
    user: str
    chance: random.Random
    faulty: Faulty
    clock: WrongClock = field(default_factory=WrongClock)
    trouble: Trouble = field(default_factory=Trouble)
    line: Line | None = None
    opened: OpenedStore | None = None
    store: ShakyStore | None = None
    session: Session | None = None
    running: Running | None = None
    issued: set[str] = field(default_factory=set)
    wiped: bool = False
    needs_code: bool = False
    failures: dict[str, int] = field(default_factory=dict)
    last: str | None = None

    def begin(self) -> None:
        """Make the store, as a new laptop does."""
        opened, _ = opening.create(self.folder, PASSPHRASE, self.name, kdf=QUICK)
        self._enter(opened)

    def enrol(self, code: str) -> None:
        """Become the user's device. Raises: what enrolling raises."""
        sync.enrol(self.at_work, self._central(None), code)
        self.needs_code = False

    @property
    def at_work(self) -> Session:
        """The session."""
        assert self.session
        return self.session

    def begin_sync(self) -> None:
        """Start a sync; it goes on at its turns."""
        self.running = Running(self.sync)

    def sync(self) -> None:
        """One sync, as the loop does it; what failed is counted."""
        try:
            login = sync.login(self.at_work)
            assert login
            sync.sync_once(self.at_work, self.faulty.central(self._central(login.token)))
            self.last = None
        except PolicyDenied as denied:
            self._obey(denied.code)
        except (EnvironmentFault, UserError) as fault:
            self._note(fault)

    def kill(self) -> None:
        """The process ends where it stands; the next one unlocks the same store."""
        if self.running and not self.running.done:
            self.running.kill()
        self.running = None
        self._drop()
        self._enter(opening.unlock(self.folder, PASSPHRASE))

    def end(self) -> None:
        """Close everything."""
        if self.running and not self.running.done:
            self.running.kill()
        if self.opened:
            self._drop()

    def give_way(self) -> None:
        """Before a request: the others' turn, while a sync is under way."""
        if self.running and not self.running.done:
            self.running.give_way()

    def tables(self, *names: str) -> dict[str, list[dict[str, Any]]]:
        """Everything in these tables of the store."""
        assert self.opened
        found = {}
        with self.opened.engine.connect() as connection:
            for name in names:
                rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings()
                found[name] = [dict(row) for row in rows]
        return found

    def records(self) -> dict[str, list[dict[str, Any]]]:
        """Every record in the store, by kind."""
        return self.tables(*KINDS)

    def _obey(self, code: str) -> None:
        if code == "sync.device_wiped":
            assert self.opened
            assert self.store
            self.issued |= self.store.issued
            self.opened.destroy()
            self.opened = self.session = self.store = None
            self.wiped = True
        elif code == "sync.not_enrolled":
            self.needs_code = True
        else:
            self._note(PolicyDenied(code))

    def _note(self, fault: AppError) -> None:
        self.last = fault.code
        self.failures[fault.code] = self.failures.get(fault.code, 0) + 1

    def _central(self, token: str | None) -> HttpCentral:
        return HttpCentral(URL, token, transport=self.line)

    def _drop(self) -> None:
        assert self.opened and self.store
        self.issued |= self.store.issued
        self.opened.engine.dispose()
        self.opened.folder.writer.release()

    def _enter(self, opened: OpenedStore) -> None:
        self.opened = opened
        self.trouble.killed_after = -1
        self.store = self.faulty.store(opened.store, self.trouble)
        self.store.issued |= self.issued
        self.session = Session(
            store=self.store,
            user=opened.owner(),
            device=opened.device,
            clock=self.clock,
            settings=Settings(),
            recordings=opened.recordings,
            attachments=opened.attachments,
            written=not_here,
            recogniser=not_here,
            microphone=not_here,
        )


def not_here() -> Any:
    """What a laptop without a microphone and a window is given for them."""
    raise AssertionError("a laptop of the simulation hears nothing")


def finish(laptops: Sequence[Laptop]) -> None:
    """Let every sync that is under way come to its end."""
    for laptop in laptops:
        while laptop.running and not laptop.running.done:
            laptop.running.step()
        laptop.running = None
