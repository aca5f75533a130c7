"""Carries what this process commits to its own listeners and to other processes, and theirs here.

One thread beside the event loop. It writes what was committed since the last time in one go, so
that a busy central does not become busier by telling, and asks for the news of others a few times
a second. Why not LISTEN: docs/decisions, "changes are told by a counter".
"""

import asyncio
import contextlib
import threading
import time

import sqlalchemy as sa
import uuid_utils

from central import diary
from central.contacts import Contacts
from central.database import Database, Moved
from central.live import news
from central.live.hub import Hub
from jobassist import log

_EVERY_SECONDS = 0.25
_CHAIN_SECONDS = 60.0
_CONTACTS_SECONDS = 20.0


class Teller:
    """Between a database's commits and a hub. `start` in the event loop, `stop` anywhere."""

    def __init__(self, database: Database, hub: Hub, contacts: Contacts) -> None:
        self._database = database
        self._hub = hub
        self._contacts = contacts
        self._contacts_at = time.monotonic() + _CONTACTS_SECONDS
        self._chain_at = time.monotonic() + _CHAIN_SECONDS
        self._me = str(uuid_utils.uuid4())
        self._moved: Moved = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._known = 0
        self._failing = False
        self._thread = threading.Thread(target=self._run, name="teller", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        self._loop = asyncio.get_running_loop()
        self._known = news.latest(self._database)
        self._database.after_commit = self.committed
        self._thread.start()

    def stop(self) -> None:
        """Tell what is left and end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def committed(self, moved: Moved) -> None:
        """What a transaction of this process moved. Called from any thread."""
        with self._lock:
            self._moved |= moved
        self._say(moved)

    def _run(self) -> None:
        while not self._stopping.wait(_EVERY_SECONDS):
            self._once()
        self._once()

    def _once(self) -> None:
        with self._lock:
            own, self._moved = self._moved, {}
        try:
            if own:
                with self._database.write() as tx:
                    news.write_down(tx, own, self._me)
            if time.monotonic() >= self._contacts_at or self._stopping.is_set():
                self._contacts_at = time.monotonic() + _CONTACTS_SECONDS
                self._contacts.write_down(self._database)
            if time.monotonic() >= self._chain_at:
                self._chain_at = time.monotonic() + _CHAIN_SECONDS
                diary.chain(self._database)
            self._hear()
        except sa.exc.DBAPIError as error:
            with self._lock:
                self._moved = own | self._moved
            if not self._failing:
                log.failure("central.news", error)
            self._failing = True
        else:
            self._failing = False

    def _hear(self) -> None:
        heard = news.since(self._database, self._known, self._me)
        if heard is None:
            self._known = news.latest(self._database)
            self._call(self._hub.tell_all_to_look)
            return
        self._known, moved = heard
        if moved:
            self._say(moved)

    def _say(self, moved: Moved) -> None:
        self._call(self._hub.tell, dict(moved))

    def _call(self, function: object, *args: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens any more
            if self._loop is not None:
                self._loop.call_soon_threadsafe(function, *args)  # type: ignore[arg-type]
