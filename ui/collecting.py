"""Takes away what Python no longer needs: in the UI thread, between two events, in small parts.

Left to itself Python collects cyclic garbage in whichever thread makes the next object. In a job
that reads thousands of records this stops every thread for longer than a key may take, and
deletes widgets in a thread that is not theirs.
"""

import ctypes
import gc
import sys
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_GIVE_BACK_EVERY = 5  # looks
_YOUNG = 700  # objects made and not freed again; Python's own first threshold
_TIMES = 10  # so many times the younger before the older is looked through, as Python does
_OLDEST = 2
_MOST_HEAPS = -8  # M_ARENA_MAX


class Collecting(QObject):
    """From its making until `stop`. `elsewhere` runs what may take some milliseconds."""

    def __init__(self, parent: QObject, elsewhere: Callable[[Callable[[], None]], object]) -> None:
        super().__init__(parent)
        self._elsewhere = elsewhere
        self._loaded = self._looks = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        gc.disable()
        share_one_heap()

    def look(self) -> None:
        """Collect what is due: the youngest, and now and then the older ones."""
        young, middle, old = gc.get_count()
        if len(sys.modules) != self._loaded:  # what has been loaded is there to stay: never again
            self._loaded = len(sys.modules)
            gc.freeze()
        elif middle > _TIMES:
            gc.collect(_OLDEST if old > _TIMES else 1)
        elif young > _YOUNG:
            gc.collect(0)
        self._looks += 1
        if self._looks % _GIVE_BACK_EVERY == 0:
            self._elsewhere(give_back)

    def stop(self) -> None:
        """Python collects by itself again."""
        self._timer.stop()
        gc.enable()


def share_one_heap() -> None:
    """Threads made from now on take their memory where all others do (mallopt(3), glibc).

    Only one of them runs Python at a time; with a heap for each, what a thread has freed is of no
    use to the next, and reading 3,000 cases four times takes four times the memory.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_MOST_HEAPS, 1)


def give_back() -> None:
    """Freed memory goes to the system, where the C library would keep it for its next use.

    A list of 3,000 cases leaves a hundred megabytes of it, in pieces. Other systems' libraries
    give back by themselves.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
