"""The bench of the UI thread: a real window hears, writes, saves and syncs, and its beats count."""

from pathlib import Path

from benchmarks.ui import GOAL_MS, run


def test_a_few_seconds_of_dictation_are_measured(base_model: Path) -> None:
    told: list[str] = []
    found = run(size=0.0, model_dir=base_model, report=told.append)
    assert told == ["6 s"] and found["goal"] == GOAL_MS
    assert found["words"] > 0  # it was really dictated into
    assert found["beats"] > 100 and found["longest_ms"] >= found["p99_ms"]
    assert found["busy_longest_ms"] > 0 and found["peer_longest_ms"] > 0
    assert found["met"] == (found["longest_ms"] < GOAL_MS)
