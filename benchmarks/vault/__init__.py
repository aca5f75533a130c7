"""What the vault promises, put to the test: `jobassist bench vault`.

Each part kills, damages or measures a real store in a folder of its own, filled with synthetic
text, and answers with its figures, its goal and whether it was met.
"""

from collections.abc import Callable
from typing import Any

from benchmarks.vault import faults, flips, head_cost, keyrings, kills, scale, wrong_keys
from jobassist.errors import UsageError

Report = Callable[[str], None]
Part = Callable[[float, Report], dict[str, Any]]


PARTS: dict[str, Part] = {
    "kills": lambda size, report: kills.run(times=round(1_000 * size), report=report),
    "faults": lambda _size, report: faults.run(report=report),
    "flips": lambda size, report: flips.run(times=round(10_000 * size), report=report),
    "wrong_keys": lambda size, report: wrong_keys.run(
        times=round(10_000 * size), full_cost=round(100 * size), report=report
    ),
    "keyrings": lambda _size, report: keyrings.run(report=report),
    "head": lambda _size, report: head_cost.run(report=report),
    "scale": lambda size, report: scale.run(notes=round(200_000 * size), report=report),
}


def run(*, size: float = 1.0, part: str = "", report: Report = print) -> dict[str, Any]:
    """Every part, or one; `size` 1 is what is promised (half an hour), .01 a quick look."""
    if part and part not in PARTS:
        raise UsageError("cli.unknown_benchmark", names=", ".join(PARTS))
    found = {name: run(size, report) for name, run in PARTS.items() if part in ("", name)}
    return {**found, "size": size, "met": all(figures["met"] for figures in found.values())}
