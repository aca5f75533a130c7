"""This program again, in a process that remembers nothing.

After a database is closed its pages, the key and the texts of the window stay in memory until
something else happens to overwrite them (measured: 24,000 hits). Only the end of the process
takes them away, so to lock is to end (docs/decisions/009-lock-ends-the-process.md).
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

SPEECH_ENGINE = "--speech-engine"
"""The hidden first argument of the child process that holds the speech engine."""


def program() -> list[str]:
    """What starts this program: the bundle, or Python with our package."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-m", "jobassist"]


def window_command(data_dir: Path) -> list[str]:
    """What opens the window on a data folder, at the lock page."""
    return [*program(), "--data-dir", str(data_dir)]


def begin_anew(command: Sequence[str]) -> NoReturn:
    """End this process at once, and start `command` in its place.

    POSIX replaces the program and keeps the process id; Windows, which cannot, starts another
    process first. A command that cannot be started still ends this process: being locked out
    until the program is opened again is better than staying unlocked.
    """
    try:
        if os.name == "nt":
            import subprocess  # late: it is slow to load, and the lock page is to be quick

            subprocess.Popen(list(command), close_fds=True)
        else:
            os.execv(command[0], list(command))  # noqa: S606 - no shell is meant
    except OSError:
        os._exit(1)
    os._exit(0)
