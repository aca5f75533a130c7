"""The background loop: at once when asked, rarely while it fails, honest about both."""

import math
import threading
import time
from collections.abc import Callable

import pytest

from jobassist.errors import EnvironmentFault, PolicyDenied
from jobassist.services.sync import Standing
from jobassist.services.sync_counts import Progress
from jobassist.sync.loop import SyncLoop

LONG = 20


class Central:
    """Does what the test says at each sync; `gate` lets one through at a time."""

    def __init__(self) -> None:
        self.calls = 0
        self.error: Exception | None = None
        self.gate = threading.Semaphore(0)

    def sync(self) -> None:
        assert self.gate.acquire(timeout=LONG)
        self.calls += 1
        if self.error:
            raise self.error


class Told:
    """The states told, and a way to wait for one."""

    def __init__(self) -> None:
        self.states = []
        self._news = threading.Condition()

    def __call__(self, state) -> None:
        with self._news:
            self.states.append(state)
            self._news.notify_all()

    def wait_for(self, condition: Callable[[list], bool]):
        with self._news:
            assert self._news.wait_for(lambda: condition(self.states), LONG), self.states
            return self.states[-1]


@pytest.fixture
def parts():
    central, told = Central(), Told()
    loop = SyncLoop(
        central.sync, lambda: Standing(3, 1, "2026-11-21T09:00:00.000Z"), told, every=900
    )
    yield loop, central, told
    central.gate.release(100)
    assert loop.stop(LONG)


def ended(times: int) -> Callable[[list], bool]:
    return lambda states: sum(s.state != "working" for s in states) >= times


def test_syncs_at_the_start_and_whenever_asked(parts):
    loop, central, told = parts
    loop.start()
    central.gate.release()
    state = told.wait_for(ended(1))
    assert (state.state, state.unsent, state.conflicts) == ("idle", 3, 1)
    assert state.last_success == "2026-11-21T09:00:00.000Z"
    loop.request()
    central.gate.release()
    told.wait_for(ended(2))
    assert [s.state for s in told.states] == ["working", "idle"] * 2
    assert central.calls == 2


def test_a_request_during_a_sync_is_not_forgotten(parts):
    loop, central, told = parts
    loop.start()
    told.wait_for(lambda states: states != [])
    loop.request()
    central.gate.release(2)
    told.wait_for(ended(2))
    assert central.calls == 2


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (EnvironmentFault("sync.unreachable", retryable=True), "offline"),
        (EnvironmentFault("sync.central_failed", retryable=True, status=500), "failed"),
        (PolicyDenied("sync.not_enrolled"), "failed"),
    ],
)
def test_failures_are_told_by_their_code_and_a_request_cuts_the_wait_short(parts, error, state):
    loop, central, told = parts
    central.error = error
    loop.start()
    central.gate.release()
    told_state = told.wait_for(ended(1))
    assert (told_state.state, told_state.code) == (state, error.code)
    central.error = None
    loop.request()
    central.gate.release()
    assert told.wait_for(ended(2)).state == "idle"


def test_a_wiped_laptop_is_told_once_and_never_syncs_again():
    central, told = Central(), Told()
    central.error = PolicyDenied("sync.device_wiped")

    def no_store() -> Standing:
        assert central.calls == 0, "the store is gone"
        return Standing(0, 0, None)

    loop = SyncLoop(central.sync, no_store, told)
    loop.start()
    central.gate.release(9)
    state = told.wait_for(ended(1))
    assert (state.state, state.code) == ("failed", "sync.device_wiped")
    loop.request()
    assert loop.stop(LONG)
    assert central.calls == 1


def test_waits_grow_and_heed_what_the_central_asks():
    loop = SyncLoop(lambda: None, lambda: Standing(0, 0, None), lambda _state: None, every=10)
    fault = EnvironmentFault("sync.unreachable", retryable=True)
    pauses = []
    for failures in range(1, 8):
        loop._failures = failures
        pauses.append(loop._pause(fault))
    assert 2.5 <= pauses[0] <= 5 and 5 <= pauses[1] <= 10 and 160 <= pauses[-1] <= 600
    busy = EnvironmentFault("sync.busy", retryable=True, seconds=1200)
    assert loop._pause(busy) == 1200
    loop._failures = 1
    assert loop._pause(PolicyDenied("sync.not_enrolled")) >= 160


def test_a_bug_ends_in_failed_not_in_working(parts, monkeypatch):
    loop, central, told = parts
    monkeypatch.setattr(threading, "excepthook", lambda _args: None)
    central.error = RuntimeError("bug")
    loop.start()
    central.gate.release()
    state = told.wait_for(ended(1))
    assert (state.state, state.code) == ("failed", "app.unexpected")


def test_how_far_it_has_come_is_told_while_it_works_and_a_pause_is_shown():
    told = Told()

    def work() -> None:
        loop.progress(Progress("fetching", 10, 40))

    loop = SyncLoop(work, lambda: Standing(3, 0, None, 90_000.0), told, every=600)
    loop.start()
    told.wait_for(ended(1))
    loop.pause(True)
    assert told.states[-1].state == "paused"
    loop.pause(False)
    assert told.wait_for(lambda states: states[-1].state == "idle" and len(states) > 5)
    assert loop.stop(LONG)
    shown = next(state for state in told.states if state.phase)
    assert (shown.state, shown.done, shown.total, shown.unsent) == ("working", 10, 40, 3)
    assert told.states[-1].clock_off == 90_000.0


def test_what_others_see_is_sent_at_once_and_a_draft_within_seconds(parts, monkeypatch):
    monkeypatch.setattr("jobassist.sync.loop._DRAFT_SECONDS", 0.05)
    loop, central, told = parts
    central.gate.release(9)
    loop.start()
    told.wait_for(ended(1))
    loop.written(True)
    told.wait_for(ended(2))
    loop.written(False)
    told.wait_for(ended(3))
    assert loop.stop(LONG)
    assert central.calls == 3


def test_what_is_written_while_sync_fails_or_is_paused_waits_with_the_rest():
    loop = SyncLoop(lambda: None, lambda: Standing(0, 0, None), lambda _state: None)
    began = time.monotonic()
    loop.written(False)
    loop._ended = began
    assert 5 < loop._next(900) - began < 15
    loop.written(True)
    assert loop._next(900) - began < 1
    loop._failures = 1
    assert loop._next(900) - began == pytest.approx(900)
    loop.pause(True)
    assert loop._next(900) == math.inf
