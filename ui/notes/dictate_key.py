"""The dictation key, wherever on a page one stands: held down, or pressed on and off."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.notes.editor import DraftEditor


class DictateKey(QObject):
    """Listens on `page`; `editor` says which draft is open there, if any."""

    def __init__(self, page: QWidget, editor: Callable[[], DraftEditor | None]) -> None:
        super().__init__(page)
        self._editor = editor
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F9 down begins or ends a dictation; F9 up ends one that was held."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_F9:
            return super().eventFilter(watched, event)
        editor = self._editor()
        if editor is None:
            return False
        if not event.isAutoRepeat():
            if event.type() is QEvent.Type.KeyPress:
                editor.bar.toggle()
            elif event.type() is QEvent.Type.KeyRelease:
                editor.bar.key_up()
        return True
