"""The simulation of sync: the product keeps every promise, and each planted bug is found."""

import pytest

from benchmarks.sync.simulation import Plan, play
from benchmarks.sync.simulation.bugs import BUGS

_FOUND_BY = {
    "no_dedupe": range(2, 5),
    "last_writer_wins": range(1, 4),
    "naive_cursor": range(1, 4),
    "cursor_before_rows": range(29, 41),
    "revoke_leak": range(2, 5),
    "outbox_dropped": range(2, 5),
    "ack_before_commit": range(1, 4),
    "lost_merge_base": range(2, 5),
    "new_id_on_retry": range(1, 4),
    "epoch_ignored": range(1, 4),
}
"""Seeds that are known to find it (without files), the first at once."""


@pytest.mark.parametrize("seed", range(1, 9))
def test_nothing_is_lost_doubled_or_shown_that_may_not_be_seen(seed):
    outcome = play(Plan(seed, devices=5, steps=60))
    assert outcome.broken == []
    assert outcome.written > 30 and outcome.operations > 30
    assert outcome.happened["killed"] > 2


@pytest.mark.parametrize("seed", [29, 41], ids=["a telephone number", "a line of a draft"])
def test_a_seed_that_once_lost(seed):
    assert play(Plan(seed, devices=5, steps=60, files=False)).broken == []


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_found(name):
    bug = BUGS[name]
    for seed in _FOUND_BY[name]:
        plan = Plan(seed, 4, 40, bug.faulty, bug.office, bug.bad, files=False)
        if play(plan).broken:
            return
    pytest.fail("no seed found it")


def test_a_seed_plays_the_same_twice():
    first, second = (play(Plan(3, devices=3, steps=20)) for _ in range(2))
    assert (first.happened, first.operations) == (second.happened, second.operations)
