"""Hands on the real window: keys go to whatever has the focus, and nothing else is touched.

A journey is a generator of what is awaited. Each key is pressed from the event loop, so that a
key that opens a dialog does not hold up the hands: the dialog's own loop goes on with them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from ui.keys import Key
from ui.work import Work

_LOOK_MS = 4
_PATIENCE_SECONDS = 30
_FARTHEST = 90  # tabs: no page has more places

Awaited = Callable[[], object]
Journey = Iterator[Awaited]


class Hands(QObject):
    """Does one step after the other; each waits until the window has come so far."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[Callable[[], object]] = deque()
        self._under_way = False
        self._loop = QEventLoop()
        self._failure: BaseException | None = None

    def do(self, journey: Journey) -> None:
        """Go through it to its end. Raises what it raises, and AssertionError when it is stuck."""
        self._journey, self._awaited = journey, lambda: True
        self._since = monotonic()
        looking = QTimer(self, interval=_LOOK_MS)
        looking.timeout.connect(self._look)
        looking.start()
        self._loop.exec()
        looking.stop()
        journey.close()
        del self._journey, self._awaited  # they hold the window's parts
        if self._failure:
            raise self._failure

    def press(self, key: str | Key) -> None:
        """A key, or several together."""
        pressed = QKeySequence(key.keys if isinstance(key, Key) else key)[0]
        self._keys.append(
            lambda: QTest.keyClick(_target(), pressed.key(), pressed.keyboardModifiers())
        )

    def write(self, text: str) -> None:
        """Letters, one by one."""

        def type_it() -> None:
            for letter in text:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(_target(), event)

        self._keys.append(type_it)

    def tab_to(self, name: str) -> Journey:
        """Walk with Tab to what a screen reader calls this."""
        been: list[str] = []
        while len(been) < _FARTHEST:
            if stands_on() == name:
                return
            been.append(stands_on())
            self.press("Tab")
            yield self.still
        raise AssertionError(f"Tab never came to {name!r}; it came to {list(dict.fromkeys(been))}")

    def push(self, name: str) -> Journey:
        """Walk to a button and press it."""
        yield from self.tab_to(name)
        self.press("Return")
        yield self.still

    def still(self) -> bool:
        """Whether every key has been pressed."""
        return not self._keys and not self._under_way

    def _look(self) -> None:
        if self._failure or self._under_way:
            return
        try:
            if monotonic() - self._since > _PATIENCE_SECONDS:
                line = self._awaited.__code__.co_firstlineno  # type: ignore[attr-defined]
                above = QApplication.activePopupWidget() or QApplication.activeWindow()
                raise AssertionError(f"stuck at line {line}, on {stands_on()!r} of {above}")
            if not self._keys:
                if self._awaited():
                    self._awaited, self._since = next(self._journey), monotonic()
            elif QApplication.activeWindow() is None:
                _activate()  # a dialog was closed, and there is no window manager to do it
            else:
                self._under_way = True
                QTimer.singleShot(0, self, self._press_next)
        except StopIteration:
            self._loop.quit()
        except BaseException as failure:
            self._failure = failure
            _leave_dialogs()
            self._loop.quit()

    def _press_next(self) -> None:
        key = self._keys.popleft()
        self._under_way = False  # from here on a dialog may run its own loop
        key()


def enrol(hands: Hands, work: Work, central: Any, code: str) -> Journey:
    """From the foot of the window: address and code, until all that waited has been sent."""
    yield from hands.push("Tilmeld computeren")
    yield lambda: stands_on() == "Centralens adresse"
    hands.write(central.url)
    yield from hands.tab_to("Engangskode")
    hands.write(code)
    hands.press("Return")
    yield lambda: work.status.state.last_success and not work.status.state.unsent


def stands_on() -> str:
    """What a screen reader calls the place that has the focus."""
    widget = QApplication.focusWidget()
    if widget is None or widget.accessibleName():  # of a list to choose from Qt tells its value
        return widget.accessibleName() if widget else ""
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def _target() -> QWidget:
    found = (
        QApplication.activePopupWidget()
        or QApplication.focusWidget()
        or QApplication.activeModalWidget()
        or QApplication.activeWindow()
    )
    assert found is not None, "no window has the focus"
    return found


def _activate() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMainWindow) and widget.isVisible():
            widget.activateWindow()


def _leave_dialogs() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
