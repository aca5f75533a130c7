"""Works the outbox while the central serves: a round every few seconds, in a thread of its own."""

import threading

import sqlalchemy as sa

from central.connectors import round
from central.database import Database
from jobassist import log

_EVERY_SECONDS = 5.0
_STOP_SECONDS = 15.0  # a delivery ends by itself before that


class Carrier:
    """Several processes may each have one: a delivery is claimed by one of them."""

    def __init__(self, database: Database, every: float = _EVERY_SECONDS) -> None:
        self._database = database
        self._every = every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)

    def start(self) -> None:
        """Begin, if there is anybody to deliver to."""
        if self._database.connectors:
            self._thread.start()

    def stop(self) -> None:
        """End after what is being delivered."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            try:
                counts = round.go(self._database, self._database.connectors)
            except sa.exc.DBAPIError as error:
                log.failure("connector.database", error)
                continue
            if counts.delivered or counts.again or counts.dead:
                log.event("connector.round", delivered=counts.delivered, dead=counts.dead)
