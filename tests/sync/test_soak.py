"""Laptops and a central as processes, killed while they sync over a bad line: a short run."""

from benchmarks.sync import soak, visible


def test_nothing_is_lost_or_doubled_by_killing_and_all_become_level_by_themselves():
    found = soak.run(devices=2, writes=40, seconds_each=0.02, kill_every=2.5, report=lambda _: None)
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["level_after_seconds"] is not None
    assert set(found["broken"]) <= {"not level in time"}  # a machine that is busy with other tests
    assert found["operations"] >= 80
    assert found["operations_at_central"] > 10
    assert sum(found["happened"].values()) > 0


def test_a_final_note_comes_to_a_colleague_without_anyone_asking_for_a_sync():
    found = visible.run(count=2)
    assert found["longest_seconds"] < 25  # the next sync by the clock is five minutes away
