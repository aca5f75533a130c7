"""What the system tells, on a bus of the test's own with a login manager that answers."""

import os
import subprocess
import sys
import time

import pytest
from PySide6.QtWidgets import QWidget

from tests.house.source import ROOT
from ui import system_watch
from ui.windows_watch import leaves

# On a private bus: the watch, and the login manager it listens to. Tells how often it asked.
SCRIPT = """
import os, subprocess, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
os.environ["XDG_SESSION_ID"] = "1"
from PySide6.QtCore import QCoreApplication, QTimer
from ui.dbus_watch import DbusWatch
logind = subprocess.Popen(
    [sys.executable, "tests/fakes/logind.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    text=True,
)
assert logind.stdout.readline() == "ready\\n"
app = QCoreApplication([])
watch = DbusWatch()
assert logind.stdout.readline() == "inhibited\\n"
asked = []
watch.lock_asked.connect(lambda: (asked.append(1), app.quit()))
QTimer.singleShot(int(sys.argv[2]), app.quit)
logind.stdin.write(sys.argv[1] + "\\n")
logind.stdin.flush()
app.exec()
print("asked:", len(asked), flush=True)
watch.deleteLater()
del watch
logind.kill()
"""


def _asked(order: str, patience_ms: int) -> int:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", SCRIPT, order, str(patience_ms)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith("asked:")]
    assert told, done.stderr[-2000:]
    return int(told[-1].split()[1])


@pytest.mark.parametrize("order", ["sleep", "lock", "screen", "away"])
def test_the_system_is_heard(order):
    assert _asked(order, 10_000) == 1


@pytest.mark.parametrize("order", ["wake", "back"])
def test_what_begins_again_locks_nothing(order):
    assert _asked(order, 300) == 0


def test_a_clock_that_jumped_means_the_machine_slept(qtbot, monkeypatch):

    window = QWidget()
    qtbot.addWidget(window)
    watch = system_watch.SystemWatch(window)
    with qtbot.assertNotEmitted(watch.lock_asked):
        watch._look_at_the_clock()
    slept = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: slept)
    with qtbot.waitSignal(watch.lock_asked):
        watch._look_at_the_clock()


def test_windows_messages_that_lock():
    assert leaves(0x02B1, 0x7)  # the session is locked
    assert leaves(0x02B1, 0x2)  # another user
    assert leaves(0x0218, 0x4)  # going to sleep
    assert not leaves(0x02B1, 0x8)  # unlocked again
    assert not leaves(0x0218, 0x7)  # awake again
    assert not leaves(0x0100, 0x7)
