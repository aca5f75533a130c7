"""What the system tells that means: lock. Session locked, user switched, going to sleep.

Each system has its own voice: D-Bus on Linux, session notifications on Windows. Where none
answers (macOS, a bare window manager) a clock that has jumped tells that the machine slept.
"""

import sys
import time

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from jobassist import log

_TICK_SECONDS = 20
_SLEPT_SECONDS = 60


class SystemWatch(QObject):
    """`lock_asked` by the system, for whatever reason; lives as long as the window."""

    lock_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._last = time.time()
        self._timer = QTimer(self, interval=_TICK_SECONDS * 1000)
        self._timer.timeout.connect(self._look_at_the_clock)
        self._timer.start()
        if sys.platform == "linux":
            from ui.dbus_watch import DbusWatch

            self._voice: QObject = DbusWatch(self)
            self._voice.lock_asked.connect(self._ask)
        elif sys.platform == "win32":
            from ui.windows_watch import WindowsWatch

            self._voice = WindowsWatch(int(window.winId()), self)
            self._voice.lock_asked.connect(self._ask)

    def _ask(self) -> None:
        log.event("window.lock_asked_by_system")
        self.lock_asked.emit()

    def _look_at_the_clock(self) -> None:
        last, self._last = self._last, time.time()
        if self._last - last > _TICK_SECONDS + _SLEPT_SECONDS:
            self._ask()
