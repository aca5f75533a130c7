"""What the vault promises, put to the test: `jobassist bench vault`.

Each part kills, damages or measures a real store in a folder of its own, filled with synthetic
text, and answers with its figures, its goal and whether it was met.
"""

from collections.abc import Callable
from typing import Any

from benchmarks import canaries
from benchmarks.vault import faults, flips, head_cost, kills, scale, wrong_keys

Report = Callable[[str], None]


def run(
    *,
    kills_asked: int = 1_000,
    flips_asked: int = 10_000,
    keys_asked: int = 10_000,
    full_cost_keys: int = 100,
    floor_cost_keys: int = 900,
    notes: int = 200_000,
    canaries_asked: int = 1_000,
    report: Report = print,
) -> dict[str, Any]:
    """Every part in turn; with the standard sizes it takes the better part of an hour."""
    parts: dict[str, dict[str, Any]] = {
        "kills": kills.run(times=kills_asked, report=report),
        "faults": faults.run(report=report),
        "flips": flips.run(times=flips_asked, report=report),
        "wrong_keys": wrong_keys.run(
            times=keys_asked, full_cost=full_cost_keys, floor_cost=floor_cost_keys, report=report
        ),
        "head": head_cost.run(report=report),
        "scale": scale.run(notes=notes, report=report),
        "canaries": canaries.run(count=canaries_asked, report=report),
    }
    return {**parts, "met": all(part["met"] for part in parts.values())}
