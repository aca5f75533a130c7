"""The dictation key, wherever on a page one stands: held down, or pressed on and off."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.notes.dictation_bar import DictationBar

_REPEAT_MS = 40  # a key that is down again so soon was never up


class DictateKey(QObject):
    """Listens on `page`; `bar` says what is dictated with there, if anything now.

    Under X11 a key that is held goes up and down all the time, and Qt does not always see that
    these are repeats: what is down again at once was not let go.
    """

    def __init__(self, page: QWidget, bar: Callable[[], DictationBar | None]) -> None:
        super().__init__(page)
        self._bar = bar
        self._up = QTimer(self, singleShot=True, interval=_REPEAT_MS)
        self._up.timeout.connect(self._let_go)
        page.installEventFilter(self)

    @property
    def is_up(self) -> bool:
        """Whether the key has been let go for good."""
        return not self._up.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F9 down begins or ends a dictation; F9 up ends one that was held."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_F9:
            return super().eventFilter(watched, event)
        bar = self._bar()
        if bar is None:
            return False
        if not event.isAutoRepeat():
            if event.type() is QEvent.Type.KeyRelease:
                self._up.start()
            elif event.type() is QEvent.Type.KeyPress:
                if self._up.isActive():
                    self._up.stop()
                else:
                    bar.toggle()
        return True

    def _let_go(self) -> None:
        if bar := self._bar():
            bar.key_up()
