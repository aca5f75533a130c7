"""Laptops and a central as processes, killed while they sync over a bad line: a short run."""

from benchmarks.sync import soak, visible
from benchmarks.sync.soak.toxic import FATES

# A dead line is noticed by its silence, and that takes as long as it takes: for the long run.
WITHOUT_DEAD = {fate: share for fate, share in FATES.items() if fate != "dead"}


def test_nothing_is_lost_or_doubled_by_killing_and_all_become_level_by_themselves():
    found = soak.run(
        devices=2,
        writes=40,
        seed=15,  # kills a laptop, the central, the laptop again
        seconds_each=0.1,
        kill_every=0.5,
        writes_between=12,
        fates=WITHOUT_DEAD,
        report=lambda _: None,
    )
    assert (found["lost"], found["doubled"]) == (0, 0)
    assert found["level_after_seconds"] is not None
    assert set(found["broken"]) <= {"not level in time"}  # a machine that is busy with other tests
    assert found["operations"] >= 80
    assert found["operations_at_central"] > 10
    assert found["happened"]["laptop"] > 0
    assert found["happened"]["central"] > 0
    assert found["happened"].keys() & WITHOUT_DEAD.keys()


def test_a_final_note_comes_to_a_colleague_without_anyone_asking_for_a_sync():
    found = visible.run(count=2)
    assert found["longest_seconds"] < 25  # the next sync by the clock is five minutes away
