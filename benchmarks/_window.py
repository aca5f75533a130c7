"""The real window's parts as benchmarks find them, each by its true type.

Who drives the window names its pages and controls. With their types known, what is renamed in the
window is an error of `make check`, and not a benchmark that waits for something gone.
"""

from types import ModuleType
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from jobassist.session import Session
from ui.cases.case_page import CasePage
from ui.door.unlock import UnlockPage
from ui.notes.editor import DraftEditor
from ui.window import MainWindow
from ui.work import Work

T = TypeVar("T")


def as_a(kind: type[T], found: object) -> T:
    """What was found, which is of that type. Raises: TypeError when the window shows another."""
    if not isinstance(found, kind):
        raise TypeError(f"{kind.__name__} awaited, {type(found).__name__} found")
    return found


def open_window() -> MainWindow | None:
    """The main window, once it is made."""
    shown = QApplication.topLevelWidgets()
    return next((each for each in shown if isinstance(each, MainWindow)), None)


def main_window() -> MainWindow:
    """The same, which is there."""
    return as_a(MainWindow, open_window())


def lock_page() -> UnlockPage:
    """The lock page, which is shown."""
    return as_a(UnlockPage, main_window().pages.currentWidget())


def session() -> Session:
    """The session, which has begun."""
    return as_a(Session, main_window().session)


def work() -> Work:
    """The work, which has begun."""
    return as_a(Work, main_window().work)


def case_page() -> CasePage:
    """The case that is shown."""
    return as_a(CasePage, work().case_page)


def open_editor() -> DraftEditor | None:
    """The draft that is being written, if one is."""
    begun = main_window().work
    page = begun.case_page if begun else None
    return page.editor if page else None


def editor() -> DraftEditor:
    """The same, which is there."""
    return as_a(DraftEditor, open_editor())


def put(house: ModuleType, name: str, part: object) -> None:
    """Another part in the place of one. Raises: AttributeError when there is none of that name."""
    getattr(house, name)
    setattr(house, name, part)
