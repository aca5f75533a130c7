"""A short word near the top of the window that goes by itself and takes no focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import keys
from ui.theme import tokens as t
from ui.widgets.text import button, label

_SHOWN_MS = 4000
_OFFERED_MS = 10_000


class Toast(QFrame):
    """Sits on `host` and follows its size. A click goes through it, unless it offers a way back."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._undo: Callable[[], object] | None = None
        self.setObjectName("toast")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text = label()
        self.undo_button = button(self.tr("Fortryd"), key=keys.TAKE_BACK)
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.undo_button.clicked.connect(self.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(t.L, t.M, t.L, t.M)
        row.setSpacing(t.M)
        row.addWidget(self._text)
        row.addWidget(self.undo_button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def tell(self, text: str) -> None:
        """Show it for a few seconds."""
        self._show(text, None)

    def offer(self, text: str, undo: Callable[[], object]) -> None:
        """Show it a little longer, with a way back: a button, or the key as long as it is shown."""
        self._show(text, undo)

    def undo(self) -> None:
        """Take back what was just told of, if there is a way."""
        way, self._undo = self._undo, None
        if way and not self.isHidden():
            self.hide()
            way()

    def _show(self, text: str, undo: Callable[[], object] | None) -> None:
        self._undo = undo
        self._text.setText(text)
        self.undo_button.setVisible(undo is not None)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, undo is None)
        words = f"{text}. {self.undo_button.text()}: {keys.TAKE_BACK.shown}" if undo else text
        self.setAccessibleName(words)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_OFFERED_MS if undo else _SHOWN_MS)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def eventFilter(self, host: QObject, event: QEvent) -> bool:
        """Stay in the middle of the host."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(host, event)

    def _place(self) -> None:
        self.move((self._host.width() - self.width()) // 2, t.XXL + t.L)
