"""A clock that is put right by what the central said."""

from datetime import UTC, datetime, timedelta

from jobassist.ports import clock
from jobassist.ports.clock import CorrectedClock


def test_a_wrong_clock_is_put_right():
    ahead = CorrectedClock(timedelta(days=2)).now() - datetime.now(UTC)
    assert abs(ahead - timedelta(days=2)) < timedelta(seconds=5)


def test_once_the_machines_clock_is_set_its_own_time_holds(monkeypatch):
    corrected = CorrectedClock(timedelta(days=2))
    started = clock._started()
    monkeypatch.setattr(clock, "_started", lambda: started + 172_800)
    assert abs(corrected.now() - datetime.now(UTC)) < timedelta(seconds=5)
