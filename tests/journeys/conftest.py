"""A real data folder with a cheap key derivation, and the window on it; a real central."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from central.database import Database, default_url
from jobassist.bootstrap import House, build
from jobassist.session import Session
from storage.vault.keys import Kdf
from tests.fakes.central import FakeCentral
from tests.sync.servers import serving
from ui.context import Context
from ui.jobs import Jobs
from ui.language import apply_language
from ui.theme.apply import apply_theme
from ui.window import MainWindow

PASSPHRASE = "fire små ord i kæde"


@dataclass
class Central:
    """A central that is served: where, and who may do what at it."""

    url: str
    desk: FakeCentral


@dataclass
class Opened:
    """The window on a data folder. `locked`: the commands it would have begun anew with."""

    house: House
    window: MainWindow
    locked: list[list[str]]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A data folder without a store."""
    monkeypatch.setattr("storage.opening.calibrated", lambda: Kdf(1, 8, 1))
    made = build(tmp_path / "store")
    yield made
    made.lock()


@pytest.fixture
def furnished(house: House) -> Callable[..., House]:
    """Makes the store of Mette Holm, lets `furnish` put things into it, and locks it.

    What is named besides are settings.
    """

    def make(furnish: Callable[[Session], None], **settings: object) -> House:
        house.settings.chosen.update(settings)
        session, _key = house.create(PASSPHRASE, "Mette Holm")
        furnish(session)
        house.lock()
        return house

    return make


@pytest.fixture
def open_window(qapp: QApplication) -> Iterator[Callable[[House], Opened]]:
    """Opens the window at the lock page, as the program does."""
    apply_theme(qapp, "light")
    translators = apply_language(qapp, "da")
    with ExitStack() as opened:
        yield lambda house: opened.enter_context(_window(house))
    del translators


@contextmanager
def _window(house: House) -> Iterator[Opened]:
    locked: list[list[str]] = []
    house.relaunch = locked.append
    context = Context(house, house.settings, Jobs())
    window = MainWindow(context)
    window.work_began.connect(
        lambda _session: context.jobs.run(window, house.warm_up, failed=lambda _: None)
    )
    window.show()
    window.activateWindow()
    try:
        yield Opened(house, window, locked)
    finally:
        window.work = None
        QGuiApplication.clipboard().clear()  # it would be destroyed after Python has ended
        window.close()
        context.jobs.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Central]:
    """The central over real HTTP on loopback."""
    url = default_url(tmp_path / "central")
    database = Database(url)
    with serving(database) as served:
        yield Central(served, FakeCentral(database, url))
    database.close()
