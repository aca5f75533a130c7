"""What the head file costs: commits of the whole store with it, and without, turn by turn."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.vault import _stores
from storage.store import EncryptedStore


def run(*, times: int = 300, report: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds of a commit, median, and the ratio; both number it. Goal: at most twice."""
    spent: dict[str, list[float]] = {"with_head": [], "without": []}
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        folder = Path(place) / "data"
        _stores.make(folder, 60)
        opened = _stores.unlock(folder)
        opened.claim()
        headless = EncryptedStore(opened.engine, claim=lambda: None)
        for number in range(times):
            for name, store in (("with_head", opened.store), ("without", headless)):
                start = time.perf_counter()
                with store.sync() as tx:
                    tx.set_setting("bench", str(number))
                spent[name].append((time.perf_counter() - start) * 1000)
        opened.close()
    median = {name: round(statistics.median(values), 3) for name, values in spent.items()}
    ratio = round(median["with_head"] / median["without"], 3)
    report(f"commits with and without the head: {median}")
    goal = {"ratio": 2.0}
    return {"commit_p50_ms": median, "ratio": ratio, "goal": goal, "met": ratio <= goal["ratio"]}
