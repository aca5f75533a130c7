"""The real window, used by hand for `bench canaries`: run as a module, with a folder and a number.

Keys go to whatever has the focus, on whatever display there is. A line of standard input is a
passphrase. First life: unlock, search, open the numbered canary's case, write a note, copy it,
write a letter, lock. Second life, at the lock page of the fresh process: unlock, find the words
where they were, write on, and wait to be killed. What is told on standard output (`told:` and
JSON) holds titles, counts and what the clipboard has, and is searched like everything else.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks import _window as the
from benchmarks._canary import Canary, canaries
from jobassist import bootstrap
from ui import keys
from ui.door.unlock import UnlockPage
from ui.letters.page import LettersPage

_LOOK_MS = 20
_PATIENCE_LOOKS = 120_000 // _LOOK_MS
_SECOND = "CANARY_WINDOW_LOCKED"
Step = Callable[[], object]


class Hands(QObject):
    """Does one step after the other; each waits until the window has come so far."""

    def __init__(self, app: QApplication, canary: Canary) -> None:
        super().__init__()
        self._app = app
        self._canary = canary
        self._titles: set[str] = set()
        self._steps = self._second_life() if _SECOND in os.environ else self._first_life()
        self._awaited: Step = lambda: the.open_window() is not None
        self._looks = 0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        for window in self._app.topLevelWidgets():
            self._titles |= {window.windowTitle(), window.windowIconText(), window.windowFilePath()}
        self._looks += 1
        if self._looks > _PATIENCE_LOOKS:
            self._tell(stuck=self._awaited.__code__.co_firstlineno)
            os._exit(1)
        if self._awaited():
            self._looks = 0
            self._awaited = next(self._steps, _never)

    def _first_life(self) -> Iterator[Step]:
        yield from self._unlock()
        work = the.work()
        self._press(keys.CASES.keys)
        yield lambda: work.page is work.cases and work.cases.model.rowCount()
        self._press(keys.FIND.keys)
        self._type(self._canary.name)
        yield lambda: work.cases.model.rowCount() == 1
        self._press("Return")
        yield lambda: work.case_page is not None and work.case_page.file is not None
        self._press(keys.NEW_NOTE.keys)
        yield lambda: the.open_editor() is not None
        the.editor().text.setFocus()
        self._type(self._canary.sentence)
        self._press("Ctrl+A")
        self._press("Ctrl+C")
        yield lambda: QGuiApplication.clipboard().text() == self._canary.sentence
        self._press("End")
        formats = QGuiApplication.clipboard().mimeData().formats()
        self._press(keys.LETTERS.keys)
        yield lambda: work.letters is not None
        self._press(keys.NEW_NOTE.keys)
        letters = the.as_a(LettersPage, work.letters)
        palette = letters.letter_texts.palette
        yield lambda: palette.isVisible() and palette.list.count()
        self._press("Return")
        sheet = letters.sheet
        yield lambda: sheet.letter is not None and sheet.isVisible()
        sheet.text.setFocus()
        self._type(self._canary.sentence)
        yield lambda: self._canary.sentence in (sheet.letter.text if sheet.letter else "")
        yield sheet._stack.count  # its pages are drawn
        self._press(keys.NOTES.keys)
        yield lambda: the.open_editor() is not None
        the.editor().text.setFocus()
        self._type(self._canary.health)
        self._tell(copied=len(QGuiApplication.clipboard().text()), marks=len(formats))
        os.environ[_SECOND] = "1"
        self._press(keys.LOCK.keys)
        yield _never

    def _second_life(self) -> Iterator[Step]:
        del os.environ[_SECOND]
        yield self._is_active
        self._tell(clipboard=len(QGuiApplication.clipboard().text()))
        yield from self._unlock()
        yield lambda: the.open_editor() is not None
        text = the.editor().text
        self._tell(back=self._canary.health in text.toPlainText())
        text.setFocus()
        self._type(self._canary.sentence)
        self._tell(platform=QGuiApplication.platformName())
        yield _never

    def _unlock(self) -> Iterator[Step]:
        """Type the passphrase at the lock page, as it is or after a wait for the page."""
        yield lambda: self._is_active() and isinstance(_page(), UnlockPage)
        the.lock_page().field.setFocus()
        yield lambda: QApplication.focusWidget() is the.lock_page().field
        self._type(sys.stdin.readline().rstrip("\n"))
        self._press("Return")
        yield lambda: (work := the.main_window().work) is not None and work.page is not None

    def _press(self, shortcut: str) -> None:
        pressed = QKeySequence(shortcut)[0]  # type: ignore[index]
        QTest.keyClick(self._target(), pressed.key(), pressed.keyboardModifiers())

    def _type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self._target(), event)

    def _target(self) -> QWidget:
        focus = QApplication.focusWidget()
        return focus if focus is not None else the.main_window()

    def _is_active(self) -> bool:
        window = the.main_window()
        if not window.isActiveWindow():
            window.activateWindow()  # there is no window manager to do it
        return window.isVisible() and window.isActiveWindow()

    def _tell(self, **facts: object) -> None:
        print("told:" + json.dumps({**facts, "titles": sorted(self._titles)}), flush=True)


def _page() -> QWidget | None:
    return the.main_window().pages.currentWidget()


def _never() -> bool:
    return False


def main() -> None:
    again = [sys.executable, "-m", "benchmarks._canary_window", *sys.argv[1:]]
    the.put(bootstrap, "window_command", lambda _folder: again)
    app = QApplication(sys.argv[:1])
    hands = Hands(app, canaries(3_000)[int(sys.argv[2])])
    bootstrap.run_window(Path(sys.argv[1]))
    del hands


if __name__ == "__main__":
    main()
