"""The only place that wires the rooms together.

`build` reads as start-up goes: hardening, umask, log, policy, settings. `House` is the door to the
store; what stands behind it is wired in `jobassist.wiring`, each when it is first needed, so that
the first window is painted before any of them.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jobassist import log, places
from jobassist.fresh_process import begin_anew, window_command
from jobassist.hardening import harden
from jobassist.policy import machine_policy
from jobassist.settings import Settings
from jobassist.wiring.central import CentralDoor

_LARGEST_LOG = 5 * 1024 * 1024


def prepare(data_dir: Path | None = None) -> None:
    """What every process does first: no way in for others, and a log that is no one's diary.

    A log that cannot be written stops nobody: the fault is told when the store is used.
    """
    harden()
    os.umask(0o077)
    file = places.log_file(data_dir)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _LARGEST_LOG:
            file.replace(file.with_suffix(".old.log"))
        log.start(file)


def build(data_dir: Path | None = None) -> House:
    """Everything up to the locked door. Raises: EnvironmentFault `policy.broken`."""
    folder = data_dir or places.default_data_dir()
    policy = machine_policy()
    file = places.settings_file(folder)
    return House(folder, Settings.load(file, policy.locked, policy.recommended))


def run_window(data_dir: Path | None = None) -> int:
    """The window, from the lock page to its end; returns the exit code."""
    gc.disable()  # what a start makes is there to stay; the window collects from then on
    prepare(data_dir)
    house = build(data_dir)
    from ui.app import run

    try:
        return run(house, house.settings)
    finally:
        gc.enable()
        house.lock()


class House(CentralDoor):
    """One data folder with its rooms: the `Door`, and what the command line asks for besides."""

    def __init__(self, data_dir: Path, settings: Settings) -> None:
        super().__init__(data_dir, settings)
        self.relaunch: Callable[[list[str]], None] = begin_anew

    def warm_up(self) -> None:
        """Load the speech model, and what commands need, before they are used (see `Door`)."""
        from jobassist.services.command_sound import listened_for

        recogniser = self.ears.recogniser()
        recogniser.warm_up()
        recogniser.listen(lambda _: None, commands=listened_for()).cancel()

    def begin_anew(self) -> None:
        """End this process and start at the lock page (see `Door`)."""
        self.relaunch(window_command(self.data_dir))
