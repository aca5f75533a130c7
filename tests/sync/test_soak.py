"""Laptops and a central as processes, killed while they sync over a bad line: a short run."""

from benchmarks.sync import soak


def test_nothing_is_lost_or_doubled_by_killing_and_all_become_level_by_themselves():
    found = soak.run(devices=2, writes=40, seconds_each=0.02, kill_every=2.5, report=lambda _: None)
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["level_after_seconds"] is not None
    assert set(found["broken"]) <= {"not level in time"}  # a machine that is busy with other tests
    assert found["operations"] >= 80
    assert found["operations_at_central"] > 10
    assert sum(found["happened"].values()) > 0
