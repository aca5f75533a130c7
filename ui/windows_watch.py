"""Windows: session and power notifications, taken from the window's own message queue.

Written after Microsoft's documentation; it has not been run on Windows.
"""

import ctypes
import sys
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal

_POWER_BROADCAST, _SESSION_CHANGE = 0x0218, 0x02B1
_SUSPEND = 0x0004
_LEAVING = {0x2, 0x4, 0x7}  # console or remote disconnect (user switched), session lock
_THIS_SESSION = 0


class _Message(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("what", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


class WindowsWatch(QObject):
    """`lock_asked` when the session is locked or left, and before the machine sleeps."""

    lock_asked = Signal()

    def __init__(self, window: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = _Filter(self)
        application = QCoreApplication.instance()
        assert application is not None
        application.installNativeEventFilter(self._filter)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                ctypes.c_void_p(window), _THIS_SESSION
            )


class _Filter(QAbstractNativeEventFilter):
    """Not a QObject, so that both base classes need not be one."""

    def __init__(self, watch: WindowsWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: Any, address: Any) -> tuple[bool, int]:
        """Look at every message, keep none."""
        if bytes(kind) == b"windows_generic_MSG":
            told = _Message.from_address(int(address))
            if leaves(told.message, told.what):
                self._watch.lock_asked.emit()
        return False, 0


def leaves(message: int, what: int) -> bool:
    """Whether a window message says that the user leaves or the machine goes to sleep."""
    if message == _SESSION_CHANGE:
        return what in _LEAVING
    return message == _POWER_BROADCAST and what == _SUSPEND
