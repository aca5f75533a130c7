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
        self._actions: list[QPushButton] = []
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
        otherwise: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Say it; with `action` a button that does `then`, and perhaps one for another way on."""
        for old in self._actions:
            old.hide()
            old.deleteLater()
        self._actions = []
        tint = {"error": colours().danger, "warning": colours().warning}
        symbol = kind if kind in tint else "info"
        self._symbol.setPixmap(pixmap(symbol, tint.get(kind, colours().accent)))
        self._text.setText(str(message))
        self.setAccessibleName(str(message))
        ways = [(action, then)] if action and then else []
        for name, do in [*ways, *([otherwise] if otherwise else [])]:
            made = button(name)
            made.clicked.connect(do)
            self._row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
            self._actions.append(made)
        side = Qt.AlignmentFlag.AlignVCenter if self._actions else Qt.AlignmentFlag.AlignTop
        self._row.setAlignment(self._symbol, side)  # beside its buttons the text is in the middle
        restyle(self, kind=kind)
        restyle(self._text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def withdraw(self, told: str) -> None:
        """That is over: say nothing more of it, where it is still what is said."""
        if told and self.text == told:
            self.clear()

    def clear(self) -> None:
        """Nothing more to say."""
        self.hide()
