"""A short word near the top of the window that goes by itself and takes no focus."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import tokens as t
from ui.widgets.text import label

_SHOWN_MS = 4000


class Toast(QFrame):
    """Sits on `host` and follows its size."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text = label()
        row = QHBoxLayout(self)
        row.setContentsMargins(t.L, t.M, t.L, t.M)
        row.addWidget(self._text)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    def tell(self, text: str) -> None:
        """Show it for a few seconds."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, host: QObject, event: QEvent) -> bool:
        """Stay in the middle of the host."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(host, event)

    def _place(self) -> None:
        self.move((self._host.width() - self.width()) // 2, t.XXL + t.L)
