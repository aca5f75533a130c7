"""A caseload of 200,000 notes: unlocking, searching, writing and its size, beside plain SQLite."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import store as beside_plain

GOAL = {
    "unlock_ms": 300.0,
    "search_p95_ms_ratio": 1.5,
    "bulk_cpu_s_ratio": 1.15,
    "bytes_ratio": 1.05,
    "search_peak_mb": 150.0,
}
_SEARCHES = 200
_MB = 1024 * 1024


def run(*, notes: int = 200_000, report: Callable[[str], None]) -> dict[str, Any]:
    """Ratios are encrypted/plain under the same pragmas and schema; memory is the process's own."""
    alone: dict[str, float] = {}

    def measure_alone(file: Path, key: bytes) -> None:
        asked = json.dumps({"file": str(file), "key": key.hex()})  # a made-up key, never in argv
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.vault.scale"],
            input=asked,
            capture_output=True,
            text=True,
            check=True,
        )
        alone.update(json.loads(done.stdout))

    figures = beside_plain.run(notes=notes, report=report, also=measure_alone)
    figures |= alone
    met = all(figures[name] <= goal for name, goal in GOAL.items())
    return {**figures, "goal": GOAL, "met": met}


def _alone(file: Path, key: bytes) -> dict[str, float]:
    """In a process of its own: opening with the key at hand, and what searching takes."""
    import psutil

    from storage import notes
    from storage.engine import open_engine

    empty = psutil.Process().memory_info().rss
    start = time.perf_counter()
    engine = open_engine(file, key)
    with engine.connect() as connection:
        notes.search(connection, "praktik", 1)
    unlock = (time.perf_counter() - start) * 1000
    peak = empty
    for number in range(_SEARCHES):
        with engine.connect() as connection:
            notes.search(
                connection, f"{'borger' if number % 2 else 'sam'} {'vj' * (number % 3)}", 50
            )
        peak = max(peak, psutil.Process().memory_info().rss)
    engine.dispose()
    return {"unlock_ms": round(unlock, 1), "search_peak_mb": round(peak / _MB, 1)}


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    print(json.dumps(_alone(Path(given["file"]), bytes.fromhex(given["key"]))))
