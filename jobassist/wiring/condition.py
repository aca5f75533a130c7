"""Looks now and then at how this computer is, and tells the central after a sync.

`doctor` runs as a process of its own, at the lowest priority: it loads the engine's libraries and
reads every file of the program, and neither belongs into the window's process.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from jobassist.errors import EnvironmentFault
from jobassist.fresh_process import program

R = TypeVar("R")

SETTLED_SECONDS = 60.0  # whoever has just unlocked is to have the machine to themselves
_PATIENCE_SECONDS = 120.0
_LEAST = 19  # the lowest priority there is on POSIX

Codes = list[tuple[str, str]]


class Reporter:
    """Looks when it is time, and tells after a later sync; never waits for the look it has begun.

    `is_due` says when; `tell` may raise an EnvironmentFault and is then called again.
    """

    def __init__(
        self,
        data_dir: Path,
        is_due: Callable[[], bool],
        tell: Callable[[Codes], object],
        *,
        settled: float = SETTLED_SECONDS,
    ) -> None:
        self._data_dir, self._is_due, self._tell = data_dir, is_due, tell
        self._from = time.monotonic() + settled
        self._looking: threading.Thread | None = None
        self._found: Codes | None = None

    def after(self, sync: Callable[[], R]) -> Callable[[], R]:
        """`sync` with the report after it."""

        def both() -> R:
            done = sync()
            with suppress(EnvironmentFault):
                self._go_on()
            return done

        return both

    def wait(self) -> None:
        """Until the look that was begun is over."""
        if self._looking is not None:
            self._looking.join()

    def _go_on(self) -> None:
        if self._looking is not None and self._looking.is_alive():
            return
        if self._found is not None:
            self._tell(self._found)
            self._found = None
        elif time.monotonic() >= self._from and self._is_due():
            self._looking = threading.Thread(target=self._look, name="condition", daemon=True)
            self._looking.start()

    def _look(self) -> None:
        self._found = look(self._data_dir)


def look(data_dir: Path) -> Codes:
    """What `doctor` finds here: codes with their level, without those that are well."""
    command = [*_console(), "--data-dir", str(data_dir), "--json", "doctor"]
    how: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if os.name == "nt":
        how["creationflags"] = 0x08004000  # no window of its own, below the normal priority
    with subprocess.Popen(command, stdout=subprocess.PIPE, **how) as doctor:
        if os.name != "nt":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, doctor.pid, _LEAST)
        try:
            told, _ = doctor.communicate(timeout=_PATIENCE_SECONDS)
            checks = json.loads(told)["checks"]
            return [(one["code"], one["level"]) for one in checks if one["level"] != "ok"]
        except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
            doctor.kill()
            return [("doctor.silent", "error")]


def _console() -> list[str]:
    """The program for the command line: a windowed one has no output on Windows."""
    console = Path(sys.executable).with_stem("jobassist-cli")
    return [str(console)] if getattr(sys, "frozen", False) and console.exists() else program()
