"""The demo's central: a process of its own with a data folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from jobassist.errors import EnvironmentFault

_READY = "ready at "
_READY_WITHIN = 60.0
_ENDS_WITHIN = 15.0
_ADMIN_WITHIN = 60.0


def this_program() -> list[str]:
    """The command that starts this jobassist again."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "jobassist"]


def outside() -> dict[str, str]:
    """The environment for a program that is not ours: without the bundle's own libraries."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if before:
            environment["LD_LIBRARY_PATH"] = before
    return environment


class DemoCentral:
    """A running central. `url` is where it listens, on loopback."""

    def __init__(self, program: Sequence[str], url: str, database_url: str) -> None:
        self.url = url
        self._program = program
        self._database_url = database_url

    def admin(self, *words: str) -> dict[str, Any]:
        """What IT support does beside the running server, as the command line tells it.

        Raises: EnvironmentFault `cli.central_not_ready`.
        """
        where = ["--database-url", self._database_url]
        done = subprocess.run(
            [*self._program, "--json", "central", *words, *where],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_ADMIN_WITHIN,
            env=outside(),
            check=False,
        )
        if done.returncode:
            raise EnvironmentFault("cli.central_not_ready")
        told: dict[str, Any] = json.loads(done.stdout)
        return told


@contextmanager
def running_central(program: Sequence[str], folder: Path) -> Iterator[DemoCentral]:
    """A central on a free port for the length of the `with`, and no longer.

    Raises: EnvironmentFault `cli.central_not_ready`.
    """
    folder.mkdir(parents=True)
    database_url = f"sqlite:///{(folder / 'central.sqlite').as_posix()}"
    words = ["central", "serve", "--port", "0", "--database-url", database_url]
    try:
        process = subprocess.Popen(
            [*program, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=outside(),
        )
    except OSError:
        raise EnvironmentFault("cli.central_not_ready") from None
    try:
        yield DemoCentral(program, _ready_url(process), database_url)
    finally:
        _end(process)


def _ready_url(process: "subprocess.Popen[str]") -> str:
    """Wait for the line that says where it listens; a central that is stuck is ended."""
    assert process.stdout
    too_late = Timer(_READY_WITHIN, process.kill)
    too_late.start()
    try:
        for line in process.stdout:
            if _READY in line:
                return line.rpartition(_READY)[2].strip()
    finally:
        too_late.cancel()
    raise EnvironmentFault("cli.central_not_ready")


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
