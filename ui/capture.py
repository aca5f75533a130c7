"""Keeps the window out of screenshots and screen sharing, where the system can.

Only Windows lets a program ask for it (SetWindowDisplayAffinity); written after its
documentation, not run there. `doctor` tells where the setting has no effect.
"""

import sys

from PySide6.QtWidgets import QWidget

_EXCLUDE_FROM_CAPTURE = 0x11


def hide_from_capture(window: QWidget) -> bool:
    """Ask for it; returns whether the system did it."""
    if sys.platform != "win32":
        return False
    import ctypes

    handle = ctypes.c_void_p(int(window.winId()))
    return bool(ctypes.windll.user32.SetWindowDisplayAffinity(handle, _EXCLUDE_FROM_CAPTURE))
