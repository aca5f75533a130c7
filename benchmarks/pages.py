"""The window's pages on 3,000 cases with 45,000 notes, beside the same window on thirty cases.

A real window, store and runner of jobs; each deed is timed until all it began has answered and the
window is painted (`benchmarks._pages_window`). The peer shows what the size of the store costs.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

CASES, NOTES, FEW = 3000, 15, 30
GOALS_MS = {
    "open_case": 100.0,
    "type_in_cases": 50.0,
    "type_everywhere": 50.0,
    "switch": 100.0,
    "scroll": 33.0,
}
MEMORY_GOAL_MB = 400
_ROUNDS = 20
_PASSPHRASE = "kun til denne måling"
_ROOT = Path(__file__).resolve().parents[1]
_PATIENCE_SECONDS = 900


def run(*, size: float = 1.0, report: Callable[[str], None] = lambda _line: None) -> dict[str, Any]:
    """95th percentiles in milliseconds for each deed; `size` 1 is the full store.

    Raises: what making a store raises.
    """
    with tempfile.TemporaryDirectory() as folder:
        told = {}
        for name, cases in (("full", max(FEW, round(CASES * size))), ("few", FEW)):
            report(f"{cases} cases")
            told[name] = _measured(Path(folder) / name, cases)
    full, few = (
        {deed: _p95(times) for deed, times in told[name]["times"].items()} for name in told
    )
    memory = told["full"]["memory_mb"]
    missed = [deed for deed, goal in GOALS_MS.items() if full[deed] > goal]
    return {
        "name": "pages",
        "cases": told["full"]["cases"],
        "notes": told["full"]["cases"] * NOTES,
        **{f"{deed}_p95_ms": value for deed, value in full.items()},
        "memory_mb": memory,
        "peer": f"the same window with {told['few']['cases']} cases",
        **{f"peer_{deed}_p95_ms": value for deed, value in few.items()},
        "ratio": {deed: round(full[deed] / few[deed], 2) for deed in GOALS_MS},
        "goal": {**GOALS_MS, "memory_mb": MEMORY_GOAL_MB},
        "missed": missed + (["memory_mb"] if memory > MEMORY_GOAL_MB else []),
        "met": not missed and memory <= MEMORY_GOAL_MB,
    }


def _measured(data_dir: Path, cases: int) -> dict[str, Any]:
    from jobassist.bootstrap import build
    from jobassist.services.phrases import import_standard_texts
    from jobassist.services.seed import seed

    house = build(data_dir)
    session, _ = house.create(_PASSPHRASE, "Måling")
    seed(session, cases=cases, notes=NOTES, seed=1)
    import_standard_texts(session)
    house.lock()
    window = [sys.executable, "-m", "benchmarks._pages_window", str(data_dir)]
    done = subprocess.run(
        [*window, str(_ROUNDS)],
        input=_PASSPHRASE,
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
    if not told:
        raise RuntimeError(done.stderr[-2000:] or "the window told nothing")
    facts: dict[str, Any] = json.loads(told[-1].removeprefix("told:"))
    return facts


def _p95(times: list[float]) -> float:
    return round(sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)], 1)
