"""Notices that nobody has used the window for a while. Dictating and signing count as use.

What a page does that no event shows (it listens, it writes a long text) it tells by its `is_busy`.

What people do reaches a window of the system first, and there it is seen. A filter on the whole
application would be called for each event of each widget, a thousand for a page that opens, and
each call would wait for whichever job runs Python just then.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_USE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}
_MINUTE_MS = 60_000


class IdleWatch(QObject):
    """`idled` once after `minutes` without use, unless `is_busy` says there is."""

    idled = Signal()

    def __init__(self, minutes: int, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._timer = QTimer(self, singleShot=True, interval=minutes * _MINUTE_MS)
        self._timer.timeout.connect(self._check)
        self._timer.start()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        """A window, a dialog, a second window: each is watched from when it is first used."""
        if window is not None:
            window.installEventFilter(self)  # once more is once

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every use begins the wait anew."""
        if event.type() in _USE:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _check(self) -> None:
        if self._is_busy():
            self._timer.start()
        else:
            self.idled.emit()
