"""A copy of the whole database in one file, and a central from such a file.

SQLite copies itself while it is used; PostgreSQL by its own `pg_dump` and `pg_restore`. Restoring
to a point in time is PostgreSQL's business (base backup and archived WAL); `new_epoch` then does
what `restore` does at its end. The key file and the erasure list are not in the copy: keep them
apart from it.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from central import epochs, keys
from central.database import Database, default_url
from central.identity import identity
from jobassist.errors import EnvironmentFault, UsageError, UserError

_SQLITE, _POSTGRESQL = b"SQLite format 3\0", b"PGDMP"
_TABLES = ("alembic_version", "meta", "record")


def backup(database_url: str | None, file: Path) -> dict[str, Any]:
    """Copy everything to a new file: `file`, `bytes`.

    Raises: UserError `central.file_exists`; EnvironmentFault `central.backup_failed`.
    """
    url = _url(database_url)
    if file.exists():
        raise UserError("central.file_exists")
    try:
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        raise EnvironmentFault("cli.unwritable_file") from None
    try:
        if url.get_backend_name() == "sqlite":
            _copy(Path(url.database or ""), file)
        else:
            _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={file}")
    except EnvironmentFault:
        file.unlink(missing_ok=True)  # no half copy lies there to be trusted
        raise
    return {"file": str(file), "bytes": file.stat().st_size}


def restore(database_url: str | None, file: Path) -> dict[str, Any]:
    """Make an empty database what the file holds, and begin a new epoch: `epoch`, `erased`.

    Stop the server first. Raises: UserError `central.not_empty`, `central.no_such_file`,
    `central.not_a_copy`; EnvironmentFault `central.backup_failed`.
    """
    url = _url(database_url)
    if not file.is_file():
        raise UserError("central.no_such_file")
    _require_copy(file, url)
    if url.get_backend_name() == "sqlite":
        target = Path(url.database or "")
        if target.exists():
            raise UserError("central.not_empty")
        _copy(file, target)
        target.chmod(0o600)
    else:
        _require_empty(url)
        _run("pg_restore", url, "--no-owner", "--single-transaction", str(file))
    return new_epoch(url.render_as_string(hide_password=False))


def new_epoch(database_url: str | None) -> dict[str, Any]:
    """Begin a new epoch in a restored database: `epoch`, `erased`."""
    database = Database(database_url or default_url())
    try:
        identity(database)
        epoch, erased = epochs.begin_anew(database, keys.state_folder(database))
    finally:
        database.close()
    return {"epoch": epoch, "erased": erased}


def _url(database_url: str | None) -> sa.URL:
    """Raises: UsageError `central.database_url`."""
    try:
        url = sa.make_url(database_url or default_url())
    except sa.exc.ArgumentError:
        raise UsageError("central.database_url") from None
    if url.get_backend_name() not in ("sqlite", "postgresql") or not url.database:
        raise UsageError("central.database_url")
    return url


def _require_copy(file: Path, url: sa.URL) -> None:
    """Raises: UserError `central.not_a_copy` for what `backup` of this engine did not make."""
    embedded = url.get_backend_name() == "sqlite"
    try:
        with file.open("rb") as stream:
            start = stream.read(len(_SQLITE))
    except OSError:
        raise UserError("central.no_such_file") from None
    if not start.startswith(_SQLITE if embedded else _POSTGRESQL):
        raise UserError("central.not_a_copy")
    if not (_is_copy(file) if embedded else _is_dump(file)):
        raise UserError("central.not_a_copy")


def _is_copy(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as held:
            whole = held.execute("PRAGMA quick_check").fetchone() == ("ok",)
            names = {name for (name,) in held.execute("SELECT name FROM sqlite_master")}
            return whole and names.issuperset(_TABLES)
    except sqlite3.Error:
        return False


def _is_dump(file: Path) -> bool:
    path = shutil.which("pg_restore")
    if path is None:
        raise EnvironmentFault("central.backup_failed", program="pg_restore")
    told = subprocess.run([path, "--list", str(file)], capture_output=True, check=False).stdout
    return all(f" TABLE DATA public {name} ".encode() in told for name in _TABLES)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise EnvironmentFault("central.database", retryable=True)
    try:
        with sqlite3.connect(source) as held, sqlite3.connect(target) as copy:
            held.backup(copy)
        held.close()
        copy.close()
    except sqlite3.Error:
        target.unlink(missing_ok=True)
        raise EnvironmentFault("central.backup_failed", program="sqlite") from None


def _require_empty(url: sa.URL) -> None:
    engine = sa.create_engine(url.set(drivername="postgresql+psycopg"), hide_parameters=True)
    try:
        if sa.inspect(engine).get_table_names():
            raise UserError("central.not_empty")
    except sa.exc.DBAPIError:
        raise EnvironmentFault("central.database", retryable=True) from None
    finally:
        engine.dispose()


def _run(program: str, url: sa.URL, *arguments: str) -> None:
    """Run PostgreSQL's program; the password goes by the environment, never by an argument."""
    path = shutil.which(program)
    if path is None:
        raise EnvironmentFault("central.backup_failed", program=program)
    where = url.set(drivername="postgresql", password=None).render_as_string()
    given = {"PGPASSWORD": str(url.password)} if url.password else {}
    command = [path, "--dbname", where, *arguments]
    done = subprocess.run(command, env={**os.environ, **given}, capture_output=True, check=False)
    if done.returncode:
        raise EnvironmentFault("central.backup_failed", program=program)
