"""The field above a list: one types, and walks about in the list without leaving the field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""The keys that move in the list."""


class SearchLine(QLineEdit):
    """`name` is what a screen reader says, `hint` what stands in it while it is empty.

    `chosen` tells that Enter means the row one stands on. Enter that comes before the list has
    `answered` what was typed last waits for it: a quick hand never opens a row of the list before.
    """

    chosen = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setProperty("kind", "search")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setClearButtonEnabled(True)
        self._list: QAbstractItemView | None = None
        self._asks = self._entered = False
        self.textChanged.connect(self._ask)  # before whoever searches, so before the answer
        self.returnPressed.connect(self._enter)

    def walk(self, view: QAbstractItemView) -> None:
        """The list that its keys move in."""
        self._list = view

    def begin(self) -> None:
        """Go to it; what stands in it is replaced by what one types."""
        self.setFocus()
        self.selectAll()

    def answered(self) -> None:
        """The list shows what fits what stands here."""
        self._asks = False
        if self._entered:
            self._entered = False
            self.chosen.emit()

    def _ask(self) -> None:
        self._asks, self._entered = True, False

    def _enter(self) -> None:
        if self._asks:
            self._entered = True
        else:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move in the list; Esc empties the field."""
        if self._list and event.key() in MOVES:
            self._list.event(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
