import gc
import sys
import threading
import weakref

import psutil
import pytest
from PySide6.QtCore import QObject
from shiboken6 import isValid

from jobassist.errors import Cancelled, UserError
from ui.collecting import give_back
from ui.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


def test_results_come_in_the_ui_thread(jobs, qtbot):
    owner, got = QObject(), []
    jobs.run(
        owner,
        lambda: threading.current_thread().name,
        lambda name: got.append((name, threading.current_thread() is threading.main_thread())),
    )
    qtbot.waitUntil(lambda: bool(got))
    assert got[0][0].startswith("job")
    assert got[0][1]


def test_three_hundred_jobs_all_answer(jobs, qtbot):
    owner, got = QObject(), []
    for number in range(300):
        jobs.run(owner, lambda n=number: n, got.append)
    qtbot.waitUntil(lambda: len(got) == 300)
    assert sorted(got) == list(range(300))


def test_an_expected_error_goes_to_failed(jobs, qtbot):
    owner, got = QObject(), []

    def work():
        raise UserError("note.empty")

    jobs.run(owner, work, failed=got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert got[0].code == "note.empty"


def test_cancelled_work_is_silent(jobs, qtbot):
    owner, got = QObject(), []

    def work():
        raise Cancelled

    jobs.run(owner, work, got.append, got.append)
    jobs.run(owner, lambda: "after", got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["after"]


def test_a_bug_reaches_the_crash_hook(jobs, qtbot):
    owner = QObject()

    def work():
        raise ZeroDivisionError

    with qtbot.captureExceptions() as exceptions:
        jobs.run(owner, work)
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_callbacks_die_with_their_owner(jobs, qtbot):
    gate, got = threading.Event(), []
    owner, other = QObject(), QObject()
    jobs.run(owner, gate.wait, lambda _: got.append("owner"))
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    gate.set()
    jobs.run(other, lambda: None, lambda _: got.append("other"))
    qtbot.waitUntil(lambda: "other" in got)
    assert got == ["other"]


def test_a_cancelled_job_is_not_heard(jobs, qtbot):
    owner, got = QObject(), []
    old = jobs.run(owner, lambda: "old", got.append)
    old.cancel()
    jobs.run(owner, lambda: "new", got.append)
    for _ in range(4):  # as many as there are threads: what came before has been delivered
        jobs.run(owner, lambda: "last", got.append)
    qtbot.waitUntil(lambda: got.count("last") == 4)
    assert "old" not in got and "new" in got


def test_a_relay_keeps_the_order(jobs, qtbot):
    owner, got = QObject(), []
    tell = jobs.relay(owner, got.append)
    thread = threading.Thread(target=lambda: [tell(n) for n in range(200)])
    thread.start()
    qtbot.waitUntil(lambda: len(got) == 200)
    thread.join()
    assert got == list(range(200))


def test_after_the_end_a_job_is_not_taken_and_nothing_breaks(qapp):
    jobs = Jobs()
    jobs.close()
    got = []
    assert jobs.run(QObject(), lambda: 1, got.append).cancelled
    assert got == []


def test_garbage_is_collected_in_the_ui_thread_and_by_no_job(jobs, qtbot):
    class Part:
        def __init__(self):
            self.whole, self.where = self, []

    def leave_behind(count=2_000):
        for _ in range(count):
            part = Part()
            weakref.finalize(part, lambda: died.append(threading.current_thread()))

    died, owner, done = [], QObject(), []
    jobs._collecting.look()  # from here on nothing is loaded
    jobs.run(owner, leave_behind, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert not died
    jobs._collecting.look()
    assert len(died) == 2_000
    assert set(died) == {threading.main_thread()}
    jobs.close()
    assert gc.isenabled()


def test_freed_memory_is_given_back(jobs):
    kept = [bytes(600) for _ in range(200_000)]
    last = kept[-1]  # it stands above what is freed
    before = psutil.Process().memory_info().rss
    kept.clear()
    give_back()
    if sys.platform == "linux":
        assert before - psutil.Process().memory_info().rss > 50_000_000
    assert last == bytes(600)


def test_what_another_thread_lets_go_of_last_dies_in_the_ui_thread(jobs, qtbot):
    died, let_go = [], threading.Event()

    def lend() -> threading.Thread:
        page = QObject()
        weakref.finalize(page, lambda: died.append(threading.current_thread()))
        held = [jobs.relay(page, lambda _: page)]
        return threading.Thread(target=lambda: (let_go.wait(), held.clear()))

    holding = lend()
    holding.start()
    gc.collect()
    assert not died
    let_go.set()
    holding.join()
    assert not died
    jobs.run(jobs, lambda: None)
    qtbot.waitUntil(lambda: bool(died))
    assert died == [threading.main_thread()]
