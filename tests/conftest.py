"""What a test leaves behind is taken away before the next one begins."""

import gc
import sys


def pytest_collection_finish() -> None:
    """What the imports made lives to the end: it need not be walked after each test."""
    gc.collect()
    gc.freeze()


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
    if isinstance(app, QApplication) and app.topLevelWidgets():
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
