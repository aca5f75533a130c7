"""The window, driven for `bench lock`: orders on standard input. Run as a module.

First life: reads one order (JSON: passphrase, case, note, typed, engine, peer), unlocks, opens the
note, types, and locks. Second life, at the lock page: tells that it is painted, waits for the next
order, unlocks again and tells where it stands. What it tells begins with `told:`.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import _window as the
from jobassist import bootstrap

_LOCKED_AT = "LOCKED_AT"
SELECTION = (3, 11)
TYPING_MS = 1500  # from the first key to Return, as with a PIN; a passphrase takes longer


class Driver(QObject):
    """Waits for the first paint, then does what it is told, step by step."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._order: dict[str, Any] = {}
        self._began = 0.0
        self._ready = threading.Event()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and watched.inherits("QMainWindow"):
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        if locked_at := os.environ.get(_LOCKED_AT):
            tell(locked_ms=(time.time() - float(locked_at)) * 1000)
        self._order = json.loads(sys.stdin.readline())
        the.lock_page().field.insert(self._order["passphrase"])
        QTimer.singleShot(TYPING_MS, self._unlock)

    def _unlock(self) -> None:
        self._began = time.time()
        the.lock_page().open_button.click()
        self._when(lambda: the.main_window().work is not None, self._unlocked)

    def _unlocked(self) -> None:
        if self._order["engine"]:
            threading.Thread(target=self._warm, daemon=True).start()
        else:
            self._ready.set()
        if _LOCKED_AT in os.environ:
            self._when(lambda: the.open_editor() is not None and self._ready.is_set(), self._back)
        else:
            the.work().open_case(self._order["case"], self._order["note"])
            self._when(lambda: the.open_editor() is not None and self._ready.is_set(), self._lock)

    def _warm(self) -> None:
        the.session().recogniser().warm_up()
        self._ready.set()

    def _lock(self) -> None:
        the.editor().text.insert(self._order["typed"])  # not saved yet: the pause has not come
        the.editor().text.select(*SELECTION)
        os.environ[_LOCKED_AT] = str(time.time())
        if self._order["peer"]:
            the.work().save_all(self._stay)
        else:
            the.main_window().lock()

    def _stay(self) -> None:
        """What most programs do: close the store, drop the pages, show the lock page."""
        window = the.main_window()
        window._context.door.lock()
        window.work = window.session = None
        window.show_door()
        self._order.clear()
        QTimer.singleShot(0, self._stayed)

    def _stayed(self) -> None:
        tell(locked_ms=0)
        sys.stdin.readline()

    def _back(self) -> None:
        cursor = the.editor().text.textCursor()
        tell(
            ready_ms=(time.time() - self._began) * 1000,
            note=the.editor().note.id,
            selection=[cursor.anchor(), cursor.position()],
            text=the.editor().text.toPlainText(),
        )

    def _when(self, ready: Callable[[], bool], then: Callable[[], None]) -> None:
        timer = QTimer(self, interval=5)

        def look() -> None:
            if ready():
                timer.stop()
                then()

        timer.timeout.connect(look)
        timer.start()


def tell(**facts: object) -> None:
    print("told:" + json.dumps(facts), flush=True)


def main() -> None:
    the.put(bootstrap, "harden", lambda: None)  # else nobody but root could scan us
    again = [sys.executable, "-m", "benchmarks._lock_window", *sys.argv[1:]]
    the.put(bootstrap, "window_command", lambda _folder: again)
    app = QApplication(sys.argv[:1])
    driver = Driver(app)
    bootstrap.run_window(Path(sys.argv[1]))
    del driver


if __name__ == "__main__":
    main()
