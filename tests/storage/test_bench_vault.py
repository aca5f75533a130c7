"""The short seed of `bench vault`: every part in small, with its promise."""

import sys

import pytest

from benchmarks.vault import faults, flips, head_cost, kills, scale, wrong_keys
from benchmarks.vault._stores import QUICK


def quiet(_line: str) -> None:
    """Nobody watches."""


def test_nothing_acknowledged_is_lost_to_a_kill():
    found = kills.run(times=8, report=quiet)
    assert found["met"], found
    assert found["acknowledged"] > 0


def test_no_damage_and_no_way_back_is_silent():
    found = flips.run(times=100, report=quiet)
    assert found["met"], found
    assert found["by_file"]["put back: folder"]["noticed"] > 0


def test_wrong_keys_change_nothing():
    found = wrong_keys.run(times=40, full_cost=0, floor=QUICK, report=quiet)
    assert found["met"], found
    assert found["days_of_waiting_for_every_pin"] > 365


@pytest.mark.parametrize("fault", ["two_programs", "vanished"])
def test_each_fault_of_the_folder_is_told(fault: str):
    found = faults.run(report=quiet)
    assert found[fault] == faults.GOAL[fault]
    if sys.platform == "linux" and found["full"] != "not run":  # where mounting is allowed
        assert found["met"], found


def test_the_cost_of_the_head_is_measured():
    assert head_cost.run(times=20, report=quiet)["commit_p50_ms"]["with_head"] > 0


def test_the_scale_is_measured():
    found = scale.run(notes=500, report=quiet)
    assert set(scale.GOAL) <= set(found)
    assert found["unlock_ms"] < scale.GOAL["unlock_ms"]
    assert found["search_peak_mb"] < scale.GOAL["search_peak_mb"]
