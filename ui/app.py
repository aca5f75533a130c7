"""Starts the window. Nothing heavy is imported before the first paint."""

from __future__ import annotations

import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from jobassist import log
from ui.context import Context
from ui.jobs import Jobs
from ui.language import apply_language
from ui.theme.apply import STYLE, STYLED, apply_theme
from ui.window import MainWindow

if TYPE_CHECKING:
    from jobassist.door import Door
    from jobassist.session import Session
    from jobassist.settings import Settings

_PULSE_MS = 500


def run(
    door: Door,
    settings: Settings,
    *,
    session: Session | None = None,
    open_case: str | None = None,
    note: str | None = None,
) -> int:
    """Show the window until it is closed; returns the exit code.

    With `session` the door is open already. With `open_case` (and `note`) that case is opened
    as soon as the work begins.
    """
    log.quiet_crashes()
    app = application()
    translators = apply_language(app, settings["language"])
    size = settings["text_size"]  # another one holds when the window is opened again
    apply_theme(app, settings["theme"], size)
    app.styleHints().colorSchemeChanged.connect(lambda _: apply_theme(app, settings["theme"], size))
    context = Context(door, settings, Jobs())
    window = MainWindow(context, open_case=open_case, note=note)
    window.work_began.connect(partial(_when_work_begins, window, context))
    if session:
        window.start_work(session)
    window.first_painted.connect(partial(_after_first_paint, window, context))
    window.show()
    _end_when_told(app)
    code = app.exec()
    context.jobs.close()
    del translators
    return code


def _end_when_told(app: QApplication) -> None:
    """SIGTERM closes the window as its user would: the draft is saved first."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: app.quit())
    pulse = QTimer(app, interval=_PULSE_MS)  # Python sees a signal only when Python code runs
    pulse.timeout.connect(lambda: None)
    pulse.start()


def application() -> QApplication:
    """The one application object."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _application()
    app.setApplicationName("jobassist")
    app.setQuitOnLastWindowClosed(True)
    return app


def _application() -> QApplication:
    app = QApplication([*sys.argv[:1], "-style", STYLE])
    app.setProperty(STYLED, True)  # setting it later costs as much as a page
    return app


def _after_first_paint(window: MainWindow, context: Context) -> None:
    log.event("window.painted")
    from ui.crash import catch_crashes

    catch_crashes(window, context.settings["language"])
    context.jobs.run(window, _warm_up)


def _when_work_begins(window: MainWindow, context: Context, _session: Session) -> None:
    from ui.system_watch import SystemWatch

    SystemWatch(window).lock_asked.connect(window.lock)
    if context.settings["hide_from_capture"]:
        from ui.capture import hide_from_capture

        hide_from_capture(window)
    # So that dictation can begin at once; what fails is told when somebody dictates.
    context.jobs.run(window, context.door.warm_up, failed=lambda _: None)


def _warm_up() -> None:
    """Import what the unlocked window needs while the user types the passphrase."""
    import ui.work  # noqa: F401
