"""Laptops and a central as processes of their own, killed without warning, on a bad line.

Each laptop has its encrypted store, its house and its sync, as the product starts them; the central
serves from PostgreSQL. Everybody writes; what they wrote is in journals beside. Then the line is
healed and nobody is killed any more, and all must become level by themselves.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks._postgres import running_cluster
from benchmarks.sync.soak import checks, places
from benchmarks.sync.soak.device import Task
from benchmarks.sync.soak.toxic import FATES, Line, line_to
from central.database import Database
from central.keys import STATE_FOLDER

GOAL_SECONDS = 60.0
_LOOK_EVERY = 0.2
_GIVE_UP = 300.0  # seconds after healing
_BAD = 0.35  # the share of connections that something happens to
_DOWN = 3.0  # seconds that the line is down, now and then


@dataclass
class Process:
    """A process that is killed and started again."""

    command: list[str]
    env: dict[str, str]
    kills: int = 0
    running: "subprocess.Popen[str] | None" = None

    def start(self) -> "subprocess.Popen[str]":
        """Start it."""
        quiet = subprocess.DEVNULL
        its = subprocess.Popen(
            self.command, env=self.env, stdout=subprocess.PIPE, stderr=quiet, text=True
        )
        self.running = its
        return its

    def kill(self) -> None:
        """End it where it stands (SIGKILL)."""
        if self.running:
            self.running.kill()
            self.running.wait()
            self.kills += 1
            self.running = None


@dataclass
class Soak:
    """All of it, while it runs."""

    central: Process
    laptops: list[Process]
    tasks: list[Task]
    line: Line
    chance: random.Random
    report: Callable[[str], None]
    ended: Counter[str] = field(default_factory=Counter)

    def play(self, kill_every: float, writes_between: int) -> float:
        """Kill now this, now that, until everybody has written everything; the seconds.

        No kill before there are `writes_between` more writes than at the last: on a busy machine
        everybody would be killed before having begun, for ever.
        """
        began, told, so_far = time.monotonic(), 0.0, 0
        next_kill, next_count = began + kill_every, writes_between
        self.line.share = _BAD
        while not all(checks.written(task) >= task.writes for task in self.tasks):
            self.revive()
            _pause(_LOOK_EVERY)
            so_far = sum(map(checks.written, self.tasks))
            if time.monotonic() > next_kill and so_far >= next_count:
                next_kill = time.monotonic() + self.chance.expovariate(1 / kill_every)
                next_count = so_far + writes_between
                self._kill()
            if time.monotonic() - told > 30:
                told = time.monotonic()
                self.report(f"{so_far} written")
        return time.monotonic() - began

    def heal(self, database: Database) -> float:
        """The line is good again, and nobody is killed: the seconds until all are level."""
        self.line.share = 0.0
        self.revive()
        began = time.monotonic()
        while time.monotonic() - began < _GIVE_UP:
            if checks.is_level(database, self.tasks):
                return time.monotonic() - began
            self.revive()
            _pause(_LOOK_EVERY)
        return float("inf")

    def revive(self) -> None:
        """Start again what has ended."""
        if self.central.running is None:
            places.ready(self.central.start())
        for laptop in self.laptops:
            if laptop.running is not None and laptop.running.poll() is not None:
                self.ended["by itself"] += 1  # a bug: nobody killed it
                laptop.running = None
            if laptop.running is None:
                laptop.start()

    def stop(self) -> None:
        """End everything."""
        for process in (*self.laptops, self.central):
            process.kill()

    def _kill(self) -> None:
        chance = self.chance.random()
        if chance < 0.25:
            self.central.kill()
            self.ended["central"] += 1
        elif chance < 0.4:
            share, self.line.share = self.line.share, 1.0
            _pause(_DOWN)
            self.line.share = share
            self.ended["line down"] += 1
        else:
            self.chance.choice(self.laptops).kill()
            self.ended["laptop"] += 1


def run(
    *,
    devices: int = 30,
    writes: int = 1000,
    seed: int = 1,
    seconds_each: float = 0.3,
    kill_every: float = 4.0,
    writes_between: int = 1,
    fates: Mapping[str, int] = FATES,
    report: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Everything that was lost, doubled or not level afterwards, and how long levelling took."""
    chance = random.Random(seed)
    with ExitStack() as stack:
        cluster = stack.enter_context(running_cluster())
        at = stack.enter_context(tempfile.TemporaryDirectory(prefix="jobassist-soak-"))
        url = cluster.new_database()
        codes = places.fill(url, devices)
        database = stack.enter_context(closing(Database(url)))
        with _going(
            url,
            codes,
            at,
            chance=chance,
            writes=writes,
            seconds_each=seconds_each,
            report=report,
        ) as soak:
            soak.line.fates = fates
            seconds = soak.play(kill_every, writes_between)
            report("healed")
            level = soak.heal(database)
            report(f"level after {level:.1f} s")
            happened = dict(sorted((soak.line.happened + soak.ended).items()))
            tasks = soak.tasks
        found = checks.found(database, tasks)
    broken = found.broken + ([] if level <= GOAL_SECONDS else ["not level in time"])
    broken += [] if "by itself" not in happened else ["a laptop ended by itself"]
    for line in broken[:20]:
        report(line)
    return {
        "devices": devices,
        "operations": found.written,
        "operations_at_central": found.operations,
        "lost": found.lost,
        "doubled": found.doubled,
        "happened": happened,
        "seconds": round(seconds, 1),
        "level_after_seconds": round(level, 1) if level < _GIVE_UP else None,
        "broken": broken[:20],
        "goal": {"lost": 0, "doubled": 0, "level_after_seconds": GOAL_SECONDS},
        "met": not broken and found.written >= devices * writes,
    }


@contextmanager
def _going(
    url: str,
    codes: list[str],
    at: str,
    *,
    chance: random.Random,
    writes: int,
    seconds_each: float,
    report: Callable[[str], None],
) -> Iterator[Soak]:
    """The central, the line and every laptop, started."""
    port, env = places.free_port(), environment(at)
    central = Process(serve_command(url, port), env)
    with line_to(port, random.Random(chance.random())) as line:
        tasks = [
            Task(number, at, line.url, code, writes, seconds_each)
            for number, code in enumerate(codes)
        ]
        device = [sys.executable, "-m", "benchmarks.sync.soak.device"]
        laptops = [Process([*device, str(task.save())], env) for task in tasks]
        soak = Soak(central, laptops, tasks, line, chance, report)
        try:
            soak.revive()
            yield soak
        finally:
            soak.stop()


def serve_command(url: str, port: int) -> list[str]:
    """What starts a central."""
    command = [sys.executable, "-m", "jobassist", "central", "serve"]
    return [*command, "--database-url", url, "--port", str(port)]


def environment(folder: str) -> dict[str, str]:
    """The environment of a central that keeps its keys in a folder."""
    return {**os.environ, STATE_FOLDER: folder}


def _pause(seconds: float) -> None:
    """The soak's own pace, not a wait for something to happen."""
    time.sleep(seconds)
