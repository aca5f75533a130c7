"""Sync put to the test: `jobassist bench sync`.

`simulation` plays seeds (`--seeds`, `--devices`, `--steps`), `soak` kills processes (`--devices`,
`--writes`); the others measure real parts beside a peer in the same run. Each answers with its
figures, its goal and whether it was met.
"""

from collections.abc import Callable
from typing import Any

from benchmarks.sync import apply_rows, feed_race, first_sync, listeners, push_rate, soak, visible
from benchmarks.sync import simulation as simulated
from jobassist.errors import UsageError

Report = Callable[[str], None]
Part = Callable[[float, Report], dict[str, Any]]

PARTS: dict[str, Part] = {
    "apply": lambda size, _report: apply_rows.run(rows=max(500, round(10_000 * size))),
    "listening": lambda size, _report: listeners.run(listening=max(20, round(1000 * size))),
    "visible": lambda size, _report: visible.run(count=max(10, round(100 * size))),
    "push": lambda size, _report: push_rate.run(operations=max(200, round(3000 * size))),
    "first": lambda size, _report: first_sync.run(
        cases=max(4, round(200 * size)), rows=max(200, round(10_000 * size))
    ),
    "race": lambda size, _report: feed_race.run(each=max(10, round(200 * size))),
}


def run(
    *,
    size: float = 1.0,
    part: str = "",
    seeds: int = 8,
    devices: int = 0,
    steps: int = 60,
    writes: int = 0,
    minutes: float = 0.0,
    report: Report = print,
) -> dict[str, Any]:
    """Every part, or one. `size` 1 is what is promised; the simulation is sized by its own.

    The soak is 30 devices with 1,000 writes each, unless `devices` and `writes` say otherwise.
    """
    every = (*PARTS, "simulation", "soak")
    if part and part not in every:
        raise UsageError("cli.unknown_benchmark", names=", ".join(every))
    found = {name: run(size, report) for name, run in PARTS.items() if part in ("", name)}
    if part in ("", "simulation"):
        found["simulation"] = simulated.run(
            seeds=seeds, devices=devices or 5, steps=steps, seconds=minutes * 60, report=report
        )
    if part in ("", "soak"):
        found["soak"] = soak.run(
            devices=devices or max(2, round(30 * size)),
            writes=writes or max(40, round(1000 * size)),
            report=report,
        )
    return {**found, "size": size, "met": all(figures["met"] for figures in found.values())}
