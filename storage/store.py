"""The encrypted store: transactions on the case data (`jobassist.ports.store`)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection, Engine

from jobassist.ports.clock import Clock, SystemClock
from storage import commits
from storage.access_log import AccessLog
from storage.engine import IMMEDIATE, changes, checkpoint, clear_faults
from storage.reading import Reading
from storage.vault.head import Mark
from storage.writing import Writing


class EncryptedStore:
    """An open store. Any number of threads may read; one at a time writes, the others wait.

    Every transaction leaves its trail in the access log (`storage.trail`), except the sync
    client's: what the central hands out and takes in, the central logs.
    """

    def __init__(
        self,
        engine: Engine,
        claim: Callable[[], None],
        acknowledge: Callable[[Mark], None] | None = None,
        is_writer: Callable[[], bool] = lambda: False,
        *,
        clock: Clock | None = None,
    ) -> None:
        self._engine = engine
        self._claim = claim  # makes this program the folder's one writer, or raises
        self._acknowledge = acknowledge  # writes the head after each commit
        self._clock = clock or SystemClock()
        self._is_writer = is_writer
        self._log = AccessLog(engine, self._clock, self._numbered)
        self.on_queued: Callable[[bool], None] | None = None
        """Told after a commit that sync has something to do; True: with what others see."""

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A consistent view for the length of the `with`; then it is told in the access log."""
        try:
            with clear_faults(), self._engine.connect() as connection:
                reading = Reading(connection)
                try:
                    yield reading
                finally:
                    self._log.wait(reading.trail.touches())
        finally:
            self._log.flush()

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """A transaction: all of it on disk at the end of the `with`, or nothing.

        Raises: EnvironmentFault `store.in_use` when another program writes to the folder.
        """
        with self._log.carried() as carrier, self.sync() as writing:
            yield writing
            self._log.write(writing.connection, writing.trail.touches(), carrier)
        if writing.queued and self.on_queued:
            self.on_queued(True in writing.queued)

    @contextmanager
    def sync(self) -> Iterator[Writing]:
        """A transaction of the sync client."""
        self._claim()
        with clear_faults(), self._engine.connect() as plain:
            connection = plain.execution_options(**{IMMEDIATE: True})
            mark = None
            with connection.begin():
                before = changes(connection)
                yield Writing(connection, self._clock)
                if changes(connection) != before:
                    mark = commits.advance(connection)
            if mark and self._acknowledge:
                self._acknowledge(mark)

    def _numbered(self, connection: Connection) -> Callable[[], None]:
        """Number a commit of the access log's own, if this program is the one that writes."""
        if not (self._acknowledge and self._is_writer()):
            return lambda: None
        return partial(self._acknowledge, commits.advance(connection))

    def settle(self) -> bool:
        """Fold the write-ahead log in, so that what was erased is gone; False: a reader hinders."""
        return checkpoint(self._engine)

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log in."""
        self._log.flush()
        self._engine.dispose()
