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
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from central import epochs, keys
from central.database import Database, default_url
from central.identity import identity
from jobassist.errors import EnvironmentFault, UserError


def backup(database_url: str | None, file: Path) -> dict[str, Any]:
    """Copy everything to a new file: `file`, `bytes`.

    Raises: UserError `central.file_exists`; EnvironmentFault `central.backup_failed`.
    """
    url = sa.make_url(database_url or default_url())
    if file.exists():
        raise UserError("central.file_exists")
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if url.get_backend_name() == "sqlite":
        _copy(Path(url.database or ""), file)
    else:
        _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={file}")
    return {"file": str(file), "bytes": file.stat().st_size}


def restore(database_url: str | None, file: Path) -> dict[str, Any]:
    """Make an empty database what the file holds, and begin a new epoch: `epoch`, `erased`.

    Stop the server first. Raises: UserError `central.not_empty`, `central.no_such_file`;
    EnvironmentFault `central.backup_failed`.
    """
    url = sa.make_url(database_url or default_url())
    if not file.is_file():
        raise UserError("central.no_such_file")
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
