"""A PostgreSQL of our own: Debian's binaries, a temporary folder, a socket nobody else sees."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from central.database import Database

_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_PORT = "5432"  # names the socket only: nothing listens on the network


class Cluster:
    """A running server that hands out empty databases with the newest schema."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = count(1)
        self._run_sql("CREATE DATABASE template")
        Database(self.url("template")).close()

    def new_database(self) -> str:
        """The URL of a database that nobody has used."""
        name = f"test_{next(self._names)}"
        self._run_sql(f"CREATE DATABASE {name} TEMPLATE template")
        return self.url(name)

    def empty_database(self) -> str:
        """The URL of a database without any schema."""
        name = f"test_{next(self._names)}"
        self._run_sql(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}&port={_PORT}"

    def _run_sql(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A server for the length of the `with`; its user is not root, because it refuses to be."""
    folder = Path(tempfile.mkdtemp(prefix="jobassist-pg-"))
    as_user = unprivileged(folder)
    data = str(folder / "data")
    options = " ".join(f"-c {key}={value}" for key, value in _SETTINGS.items())
    options += f" -c listen_addresses= -c unix_socket_directories={folder}"
    try:
        initdb = [_binary("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        _run([*as_user, *initdb, "--no-sync", "--no-instructions"], folder)
        control = [*as_user, _binary("pg_ctl"), "-D", data, "-w"]
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"], folder)
        try:
            yield Cluster(folder)
        finally:
            _run([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(found[-1]) if found else shutil.which(name)
    assert path, f"{name} is missing: apt-get install postgresql"
    return path


def unprivileged(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups"]


def _run(command: list[str], folder: Path) -> None:
    # Not captured by a pipe: the server would inherit it and keep it open.
    with (folder / "commands.log").open("a+b") as log:
        done = subprocess.run(command, cwd=folder, stdout=log, stderr=log, check=False)
        log.seek(0)
        assert done.returncode == 0, log.read().decode(errors="replace")
