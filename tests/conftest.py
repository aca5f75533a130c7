"""What a test leaves behind is taken away before the next one begins; the databases of all."""

import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partialmethod
from pathlib import Path

import pytest

from benchmarks._postgres import Cluster, running_cluster
from central.database import Database, default_url

_PATIENCE_MS = 60_000
_LONGEST = (
    "packaging/test_bundle.py",
    "speech/test_bench.py",
    "journeys/test_main_job.py",
    "sync/test_soak.py",
    "speech/test_bench_ui.py",
    "central/test_desk_browser.py",
    "journeys/test_canaries.py",
    "ui/test_every_page.py",
    "ui/test_screenshots.py",
)
"""The files that take longest begin: one that begins last is waited for by an idle processor."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order by file; Makefile has the files handed out as they are ordered here."""
    here = Path(__file__).parent
    places = {here / name: place for place, name in enumerate(_LONGEST)}
    assert all(file.exists() for file in places), "a file of the longest has gone"
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection_finish() -> None:
    """What the imports made lives to the end: it need not be walked after each test."""
    gc.collect()
    gc.freeze()


@dataclass(slots=True)
class _Survivors:
    """How many windows stayed when all was collected: somebody holds them on purpose."""

    count: int = 0


_survivors = _Survivors()


def pytest_runtest_logfinish() -> None:
    """Delete the windows the test closed.

    Qt deletes what was sent `deleteLater` when an event loop comes round, and a test seldom runs
    one to its end. Windows of earlier tests would stay alive, be dressed anew by every change of
    theme, hear every event of the application, and make each later test slower than the last.
    """
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if app is None:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if not isinstance(app, QApplication):
        return
    if len(app.topLevelWidgets()) > _survivors.count:
        gc.collect()  # a walk of everything: only after a test that left a window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    _survivors.count = len(app.topLevelWidgets())


@pytest.fixture
def qtbot(qapp, request: pytest.FixtureRequest):
    """Waits as long as a busy machine needs: what never comes is told a minute late, then."""
    from pytestqt.qtbot import QtBot

    class Patient(QtBot):
        waitUntil = partialmethod(QtBot.waitUntil, timeout=_PATIENCE_MS)  # noqa: N815 - theirs
        waitSignal = partialmethod(QtBot.waitSignal, timeout=_PATIENCE_MS)  # noqa: N815

    return Patient(request)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL for all tests of a process."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty database, to be copied: making its schema takes ten times as long."""
    folder = tmp_path_factory.mktemp("embedded")
    Database(default_url(folder)).close()
    (file,) = folder.iterdir()
    return file
