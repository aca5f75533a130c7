"""Every keystroke of a form goes to the vault at once, one after the other, never on this thread.

What is waiting is replaced by what was typed in the same field since. The form is looked at only
between two saves: while one runs, nobody reads what it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from jobassist.errors import AppError
from jobassist.services import forms
from jobassist.services.forms import OpenForm
from jobassist.session import Session
from ui.context import Context

_RETRY_MS = 3000
Deed = Callable[[], Any]


class FormSaver(QObject):
    """`saved` carries the fields to show anew; `state_changed` saving, saved or failed."""

    saved = Signal(object)
    state_changed = Signal(str)
    failed = Signal(object)

    def __init__(
        self, context: Context, session: Session, opened: OpenForm, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.opened = opened
        self._waiting: dict[str, Deed] = {}
        self._running: tuple[str, Deed] | None = None
        self._then: list[Callable[[], None]] = []
        self._retry = QTimer(self, singleShot=True, interval=_RETRY_MS)
        self._retry.timeout.connect(self._go_on)

    @property
    def is_idle(self) -> bool:
        """Whether everything is in the vault."""
        return self._running is None and not self._waiting

    def holds(self, key: str) -> bool:
        """Whether something newer than the form knows was typed in the field."""
        return key in self._waiting or (self._running is not None and self._running[0] == key)

    def fill(self, key: str, raw: Any) -> None:
        """A field was typed in."""
        self.do(key, lambda: forms.fill(self._session, self.opened, key, raw))

    def override(self, rule: str, reason: str) -> None:
        """A reason was given."""
        self.do(
            f"override {rule}",
            lambda: forms.override(self._session, self.opened, rule, reason),
        )

    def do(self, name: str, deed: Deed) -> None:
        """Do it when its turn comes; a waiting one of the same name is not done any more."""
        self._waiting.pop(name, None)
        self._waiting[name] = deed
        self._go_on()

    def flush(self, then: Callable[[], None]) -> None:
        """Call `then` when everything is in the vault; not at all when that fails."""
        self._then.append(then)
        self._go_on()

    def _go_on(self) -> None:
        if self._running is not None:
            return
        if not self._waiting:
            waiting, self._then = self._then, []
            for then in waiting:
                then()
            return
        name = next(iter(self._waiting))
        self._running = (name, self._waiting.pop(name))
        self.state_changed.emit("saving")
        self._context.jobs.run(self, self._running[1], self._done, self._not_done)

    def _done(self, touched: Any) -> None:
        self._running = None
        self.saved.emit(touched)
        if not self._waiting:
            self.state_changed.emit("saved")
        self._go_on()

    def _not_done(self, error: AppError) -> None:
        assert self._running
        (name, deed), self._running = self._running, None
        self._then.clear()
        if getattr(error, "retryable", False):
            self._waiting = {name: deed, **{k: v for k, v in self._waiting.items() if k != name}}
            self._retry.start()
        self.state_changed.emit("failed")
        self.failed.emit(error)
        if not getattr(error, "retryable", False):
            self._go_on()
