"""A message in the page: what happened and what to do next. It never takes the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from jobassist.messages import Message
from ui.icons import pixmap
from ui.theme import tokens as t
from ui.theme.apply import colours
from ui.widgets.text import button, label, restyle


class Banner(QFrame):
    """Hidden until it has something to say. Kinds: info, warning, error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._symbol = QLabel()
        self._symbol.setFixedSize(20, 20)
        self._text = label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action: QPushButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(t.M, t.S, t.M, t.S)
        self._row.setSpacing(t.S)
        self._row.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def tell(
        self,
        message: Message | str,
        kind: str = "error",
        *,
        action: str = "",
        then: Callable[[], None] | None = None,
    ) -> None:
        """Say it; with `action` a button that does `then`."""
        if self._action:
            self._action.deleteLater()
            self._action = None
        tint = {"error": colours().danger, "warning": colours().warning}
        symbol = kind if kind in tint else "info"
        self._symbol.setPixmap(pixmap(symbol, tint.get(kind, colours().accent)))
        self._text.setText(str(message))
        self.setAccessibleName(str(message))
        if action and then:
            self._action = button(action)
            self._action.clicked.connect(then)
            self._row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        restyle(self, kind=kind)
        restyle(self._text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Nothing more to say."""
        self.hide()
