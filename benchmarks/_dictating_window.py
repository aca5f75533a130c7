"""The window, dictated into for `bench ui`: `python -m benchmarks._dictating_window FOLDER`.

Reads one order from standard input (JSON: passphrase, case, seconds, sound, quiet), unlocks, opens
a new draft, and dictates the sound file over and over at the pace of speech while sync runs. A
timer of the UI thread tells how late it was called. With `quiet` the window stands open and does
nothing: the peer. What it tells begins with `told:`.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import perf_counter, thread_time
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import _window as the
from jobassist import bootstrap
from jobassist.ports.speech import SAMPLE_RATE, Samples

BEAT_MS = 5
SYNC_MS = 3000
_BLOCK = SAMPLE_RATE // 50
_SETTLE_MS = 3000  # the first look at a page is no part of dictating


class Speaker:
    """A microphone that hears the same sound over and over, at the pace of speech."""

    name = "måling"

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._stopped = Event()

    @contextmanager
    def open(self) -> Iterator[Iterator[Samples]]:
        """Blocks in their own time."""
        yield self._blocks()

    def stop(self) -> None:
        """End after the block that is being given."""
        self._stopped.set()

    def _blocks(self) -> Iterator[Samples]:
        began, given = perf_counter(), 0
        while True:
            for first in range(0, len(self._samples) - _BLOCK, _BLOCK):
                yield self._samples[first : first + _BLOCK]
                given += _BLOCK
                if self._stopped.wait(max(0.0, began + given / SAMPLE_RATE - perf_counter())):
                    return


class Heart(QObject):
    """How late the UI thread calls a timer of five milliseconds: what an event would wait.

    `busy_ms` is how long it worked itself between two beats: the rest of being late is the
    machine's, or another thread's of this process.
    """

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self.busy_ms: list[float] = []
        self._last, self._worked = perf_counter(), thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        self._last, self._worked = perf_counter(), thread_time()
        self._timer.start(BEAT_MS)

    def _beat(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.late_ms.append((now - self._last) * 1000 - BEAT_MS)
        self.busy_ms.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


class Driver(QObject):
    """Waits for the first paint, then does what it is told, step by step."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._heart = Heart()
        self._order: dict[str, Any] = {}
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and watched.inherits("QMainWindow"):
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self._order = json.loads(sys.stdin.readline())
        page = the.lock_page()
        page.field.insert(self._order["passphrase"])
        page.open_button.click()
        self._when(lambda: the.main_window().work is not None, self._unlocked)

    def _unlocked(self) -> None:
        if self._order["quiet"]:
            the.work().busy_elsewhere = lambda: True  # nobody touches it, yet it is not to lock
            QTimer.singleShot(_SETTLE_MS, self._measure)
            return
        samples = np.load(self._order["sound"])
        the.session().microphone = lambda: Speaker(samples)
        the.work().open_case(self._order["case"])
        self._when(lambda: the.work().case_page is not None, self._opened)

    def _opened(self) -> None:
        QTimer.singleShot(_SETTLE_MS, the.case_page().new_note)
        self._when(lambda: the.open_editor() is not None, self._dictate)

    def _dictate(self) -> None:
        bar = the.editor().bar
        bar.troubled.connect(self._give_up)
        bar.toggle()
        self._when(lambda: bar._state == "listening", self._measure)

    def _give_up(self, error: Exception) -> None:
        tell(failed=str(getattr(error, "code", "")))
        os._exit(1)

    def _measure(self) -> None:
        if not self._order["quiet"]:
            syncing = QTimer(self, interval=SYNC_MS)
            syncing.timeout.connect(the.work().syncing.sync)
            syncing.start()
        self._heart.start()
        QTimer.singleShot(round(self._order["seconds"] * 1000), self._tell)

    def _tell(self) -> None:
        late = sorted(self._heart.late_ms)
        editor = None if self._order["quiet"] else the.editor()
        text = editor.text.toPlainText() if editor else ""
        tell(
            longest_ms=round(late[-1], 1),
            p99_ms=round(late[int(len(late) * 0.99)], 1),
            busy_longest_ms=round(max(self._heart.busy_ms), 1),
            over_50_ms=sum(each > 50 for each in late),
            beats=len(late),
            words=len(text.split()),
            saved=editor.saved.text() if editor else "",
        )
        sys.stdout.flush()
        os._exit(0)  # nothing of it is to be kept

    def _when(self, ready: Callable[[], bool], then: Callable[[], None]) -> None:
        timer = QTimer(self, interval=20)

        def look() -> None:
            if ready():
                timer.stop()
                then()

        timer.timeout.connect(look)
        timer.start()


def tell(**facts: object) -> None:
    print("told:" + json.dumps(facts, ensure_ascii=False), flush=True)


def main() -> None:
    app = QApplication(sys.argv[:1])
    driver = Driver(app)
    bootstrap.run_window(Path(sys.argv[1]))
    del driver


if __name__ == "__main__":
    main()
