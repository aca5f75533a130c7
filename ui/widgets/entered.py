"""A whole that gives the focus on to one of its parts, and lets Tab pass."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Entered(QWidget):
    """Whoever gives it the focus gives it to the part named by `setFocusProxy`.

    Qt's own proxy would also catch Tab: a container that has one is a place of Tab's itself, so
    that Tab never came to what stands before the part, nor out of the page to the rest of the
    window.
    """

    _entry: QWidget | None = None

    def setFocusProxy(self, part: QWidget | None) -> None:
        """The part one comes to; it may be such a whole itself."""
        self._entry = part

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Come to the part."""
        if self._entry is not None:
            self._entry.setFocus(reason)
        else:
            super().setFocus(reason)
