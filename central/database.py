"""The central's database: an embedded SQLite file, or PostgreSQL, behind the same two doors.

`read()` is a consistent view, `write()` a transaction that commits at the end of the `with`.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import alembic.command
import platformdirs
import sqlalchemy as sa
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from jobassist.errors import EnvironmentFault, UsageError

if TYPE_CHECKING:
    from central.connectors.port import Connector

Moved = dict[str, int]
"""Scopes that a transaction moved, with their heads; and `access:USER`, `device:ID` with 0."""

_META = sa.text("SELECT key, value FROM meta")
_EPOCH = sa.text("SELECT value FROM meta WHERE key = 'epoch'")
_MIGRATIONS = Path(__file__).with_name("migrations")
_BUSY_SECONDS = 30
_WAL_TRIES = 20
_MIGRATION_LOCK = 5_120_2611  # any number that no other program uses on the same server


def default_url(data_dir: Path | None = None) -> str:
    """The embedded file in `data_dir`, or in the user's own data folder."""
    folder = data_dir or platformdirs.user_data_path("jobassist-central", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{(folder / 'central.db').as_posix()}"


def now() -> str:
    """The instant as the central writes it: UTC, milliseconds, sortable text."""
    return stamp(datetime.now(UTC))


def stamp(instant: datetime) -> str:
    """An instant as sortable text."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Database:
    """An open database with the newest schema.

    Raises: UsageError `central.database_url`, EnvironmentFault `central.database`,
    `central.another_schema`.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.before_commit: Callable[[sa.Connection, Moved], None] | None = None
        self.after_commit: Callable[[Moved], None] | None = None
        self.connectors: tuple[Connector, ...] = ()  # who is told of what is committed
        # SQLite has one writer: waiting here is fair, waiting in its busy handler is not.
        embedded = self.engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[Any] = threading.Lock() if embedded else nullcontext()
        try:
            self._migrate()
        except sa.exc.DBAPIError as error:
            self.engine.dispose()
            raise EnvironmentFault("central.database", retryable=True) from error
        except EnvironmentFault:
            self.engine.dispose()
            raise

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A consistent view for the length of the `with`."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction: all of it committed at the end of the `with`, or nothing."""
        moved: Moved = {}
        with self._turn, self.engine.connect() as connection:
            writing = connection.execution_options(writes=True, moved=moved, of=self, epochs=[])
            with writing.begin():
                yield writing
                if moved and self.before_commit:
                    self.before_commit(writing, moved)
        if moved and self.after_commit:
            self.after_commit(moved)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", _MIGRATIONS.as_posix().replace("%", "%%"))
        with self.write() as tx:
            if tx.dialect.name == "postgresql":
                tx.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            config.attributes["connection"] = tx
            if not _is_newer(tx, config):
                alembic.command.upgrade(config, "head")


def _is_newer(tx: sa.Connection, config: Config) -> bool:
    """Whether a later version made the schema: migrations only add, so this one works on it.

    Raises: EnvironmentFault `central.another_schema` for what no version of ours made.
    """
    present = MigrationContext.configure(tx).get_current_revision()
    known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
    if present is None or present in known:
        return False
    if not present.isdigit() or present < max(known):
        raise EnvironmentFault("central.another_schema")
    return True


def epochs_of(tx: sa.Connection) -> tuple[str, ...]:
    """Every epoch, the present one last; none before the database has an identity.

    Read once in each writing transaction: another process may have begun one since the last.
    """
    kept: list[str] = tx.get_execution_options()["epochs"]
    if not kept:
        said = {str(row.key): str(row.value) for row in tx.execute(_META)}
        if "epoch" in said:
            kept.extend((*json.loads(said.get("past_epochs", "[]")), said["epoch"]))
    return tuple(kept)


def epoch_of(tx: sa.Connection) -> str:
    """The present epoch as the database says now; "" before it has an identity."""
    return str(tx.scalar(_EPOCH) or "")


def note_moved(tx: sa.Connection, moved: Moved) -> None:
    """Have the listening devices told once the transaction is committed."""
    tx.get_execution_options()["moved"].update(moved)


def _engine(text: str) -> sa.Engine:
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError:
        raise UsageError("central.database_url") from None
    backend = url.get_backend_name()
    if backend == "postgresql":
        # READ COMMITTED is what the scope counters are made for; prepared statements would not
        # survive a pooler that hands out connections by transaction.
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=20,
            max_overflow=20,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"prepare_threshold": None, "connect_timeout": 10},
        )
    if backend != "sqlite" or not url.database:
        raise UsageError("central.database_url")
    engine = sa.create_engine(
        url.set(drivername="sqlite"),
        pool_size=20,
        max_overflow=20,
        hide_parameters=True,
        connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _tune_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, and which one
    _write_ahead(connection)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cache_size=-65536",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _write_ahead(connection: Any) -> None:
    """Turn on the write-ahead log, also where several open the new file at the same moment.

    SQLite answers "locked" at once when two connections both want to turn it on: its busy handler
    waits for a transaction, so an empty one is what the loser waits with.
    """
    for _ in range(_WAL_TRIES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
