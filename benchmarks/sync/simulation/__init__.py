"""Many laptops and one central in one process, on a network and a clock that cannot be trusted.

The client, the store, the merging and the central are the product's; only the network, the clock
and the people are made up, from a seed. `play` plays one seed and tells what was not kept.
"""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from benchmarks.sync.simulation.world import Outcome, Plan, play

__all__ = ["Outcome", "Plan", "play", "run"]


def run(
    *,
    seeds: int,
    devices: int,
    steps: int,
    first: int = 1,
    seconds: float = 0.0,
    report: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Play seeds; stop early after `seconds`, if given, and tell how many were played."""
    began, happened = time.monotonic(), Counter[str]()
    failed: dict[str, list[str]] = {}
    played = written = operations = 0
    for seed in range(first, first + seeds):
        if seconds and time.monotonic() - began > seconds:
            break
        outcome = play(Plan(seed, devices, steps))
        played += 1
        written += outcome.written
        operations += outcome.operations
        happened.update(outcome.happened)
        if outcome.broken:
            failed[str(seed)] = outcome.broken[:5]
            report(f"seed {seed}: {'; '.join(outcome.broken[:5])}")
        elif played % 10 == 0:
            report(f"{played} seeds")
    return {
        "seeds": played,
        "devices": devices,
        "steps": steps,
        "written": written,
        "operations": operations,
        "happened": dict(sorted(happened.items())),
        "failed": failed,
        "seconds": round(time.monotonic() - began, 1),
        "goal": {"failed": 0},
        "met": played > 0 and not failed,
    }
