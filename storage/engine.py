"""Opens the encrypted database: the only module that touches the SQLCipher driver.

An unkeyed open silently makes a plaintext file, so everyone else comes through `open_engine`,
which keys every connection, proves the key by reading, and refuses a file that is not encrypted.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as driver

from jobassist.errors import EnvironmentFault
from storage.faults import clear_disk_faults, fault

# sqlite-utils looks for its exceptions under this name first.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", driver)

PLAINTEXT = b"SQLite format 3\x00"
IMMEDIATE = "immediate"
_BUSY_SECONDS = 10.0
_LEAST_FREE_BYTES = 1 << 17  # SQLite needs some for the index of its log, even to read
_BUSY = {driver.SQLITE_BUSY, driver.SQLITE_LOCKED}
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -32768",  # KiB of decrypted pages: what keeps search near plain SQLite
)


def open_engine(file: Path, key: bytes, *, create: bool = False) -> Engine:
    """An engine on the encrypted database `file` with the raw 256-bit `key`.

    Transactions begin deferred, with execution option `immediate` at once as a writer.
    Raises: EnvironmentFault `store.missing_database`, `store.not_encrypted`, `store.damaged`,
    `store.read_only`, `store.disk_full`.
    """
    if create == file.exists():
        raise EnvironmentFault("store.exists" if create else "store.missing_database")
    if not create and file.stat().st_size == 0:
        raise EnvironmentFault("store.damaged")  # SQLite would take it for a new database
    _refuse_plaintext(file)
    os.umask(0o077)
    if create:
        with clear_disk_faults():
            file.touch(mode=0o600)
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=_connector(file, key, PRAGMAS),
        module=driver,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        hide_parameters=True,
    )
    event.listen(engine, "begin", begin)
    try:
        with clear_faults(), engine.connect():
            pass
        _refuse_plaintext(file)
    except EnvironmentFault:
        engine.dispose()
        raise
    return engine


def integrity_problems(file: Path, key: bytes, *, pages_only: bool = False) -> list[str]:
    """What SQLCipher and SQLite find wrong: `pages`, `structure`, `references`; empty when sound.

    Folds the write-ahead log in first, because the page check does not see it.
    """
    found: list[str] = []
    try:
        connection = _connector(file, key, ())()
    except (driver.DatabaseError, OSError) as error:
        _require_damage(error)
        return ["pages"]
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            found.append("pages")
        if pages_only:
            return found
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            found.append("structure")
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            found.append("references")
    except driver.DatabaseError as error:
        _require_damage(error)
        found.append("structure")
    finally:
        connection.close()
    return list(dict.fromkeys(found))


def _require_damage(error: BaseException) -> None:
    """A full disk says nothing about the file. Raises: EnvironmentFault `store.…`."""
    told = fault(error)
    if told and told.code in ("store.disk_full", "store.busy"):
        raise told from None


def checkpoint(engine: Engine) -> bool:
    """Fold the write-ahead log into the database file; False when a reader is in the way."""
    with clear_faults():
        connection = engine.raw_connection()
        try:
            row = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
    return bool(row[0] == 0)


def export(engine: Engine, to: Path, key: bytes) -> None:
    """Write the whole database to the new file `to` under `key`, in one consistent read."""
    with clear_faults():
        connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        with clear_faults():
            cursor.execute(f"ATTACH DATABASE ? AS target KEY \"x'{key.hex()}'\"", (str(to),))
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM main.sqlite_master").fetchall()  # the view begins
            cursor.execute("SELECT sqlcipher_export('target')")
            cursor.execute("COMMIT")
    finally:
        connection.invalidate()  # closed, and what is attached with it
    _refuse_plaintext(to)


@contextmanager
def clear_faults() -> Iterator[None]:
    """Turn the driver's errors into faults with a code; others pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        raise fault(error.orig) or error from None
    except driver.Error as error:
        raise fault(error) or error from None


def begin(connection: Connection) -> None:
    """Begin as SQLAlchemy is about to: deferred, or at once as a writer."""
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def changes(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return int(connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]


def copy(file: Path, to: Path, key: bytes) -> None:
    """Copy the whole database, page by page in one consistent read, into the new file `to`.

    Writers are not kept waiting. Raises: EnvironmentFault `store.…`.
    """
    with clear_faults():
        source, target = _connector(file, key, ())(), None
        try:
            target = driver.connect(str(to), isolation_level=None)
            target.execute("PRAGMA cipher_log_level = NONE")
            target.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            source.backup(target, progress=_no_longer_than(_BUSY_SECONDS))
        finally:
            source.close()
            if target is not None:
                target.close()
    _refuse_plaintext(to)


def _no_longer_than(seconds: float) -> Callable[[int, int, int], None]:
    """Ends a copy that finds the file busy for so long; by itself it would try for ever."""
    until = time.monotonic() + seconds

    def look(status: int, _left: int, _pages: int) -> None:
        nonlocal until
        if status not in _BUSY:
            until = time.monotonic() + seconds
        elif time.monotonic() > until:
            raise EnvironmentFault("store.busy", retryable=True)

    return look


def _connector(file: Path, key: bytes, pragmas: tuple[str, ...]) -> Callable[[], Any]:
    def connect() -> Any:
        # A file that has gone is never made anew: it would be an empty store.
        connection = driver.connect(
            f"{file.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_BUSY_SECONDS,
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            for pragma in pragmas:
                connection.execute(pragma).fetchall()
        except BaseException as error:
            connection.close()
            if _is_io_fault(error) and shutil.disk_usage(file.parent).free < _LEAST_FREE_BYTES:
                raise EnvironmentFault("store.disk_full", retryable=True) from None
            raise
        return connection

    return connect


def _is_io_fault(error: BaseException) -> bool:
    told = fault(error) if isinstance(error, driver.Error) else None
    return told is not None and told.code == "store.disk_failed"


def _refuse_plaintext(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            start = stream.read(len(PLAINTEXT))
    except FileNotFoundError:
        return
    except OSError:
        raise EnvironmentFault("store.read_only") from None
    if start == PLAINTEXT:
        raise EnvironmentFault("store.not_encrypted")
