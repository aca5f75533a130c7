"""What a page says when there is nothing to show: why, and what one can do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import keys
from ui.icons import pixmap
from ui.theme import tokens as t
from ui.widgets.text import button, label


class Empty(QWidget):
    """A symbol, a line, a hint and perhaps an action, and another way on, in the middle."""

    def __init__(
        self,
        symbol: str,
        title: str,
        hint: str = "",
        *,
        action: str = "",
        then: Callable[[], None] | None = None,
        otherwise: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(pixmap(symbol, size=40))
        self._title = label(title, "lead", wrap=True)
        self._hint = label(hint, "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(t.XL, t.XL, t.XL, t.XL)
        column.setSpacing(t.S)
        column.addStretch(2)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for text in (self._title, self._hint):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        if action and then:
            do = button(action)
            do.clicked.connect(then)
            column.addSpacing(t.S)
            column.addWidget(do, 0, Qt.AlignmentFlag.AlignHCenter)
        if otherwise:
            name, other = otherwise
            way = button(name, "quiet")
            way.clicked.connect(lambda _checked: other())
            column.addWidget(way, 0, Qt.AlignmentFlag.AlignHCenter)
        self.help_button = button(self.tr("Hjælp til siden"), "quiet", key=keys.HELP)
        self.help_button.clicked.connect(self._ask_for_help)
        column.addWidget(self.help_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def showEvent(self, event: QShowEvent) -> None:
        """Help is offered where somebody can give it: on a page."""
        super().showEvent(event)
        self.help_button.setVisible(self._page() is not None)

    def _ask_for_help(self) -> None:
        if page := self._page():
            page.help_requested.emit()  # type: ignore[attr-defined]

    def _page(self) -> QWidget | None:
        at = self.parentWidget()
        while at is not None and not hasattr(at, "help_requested"):
            at = at.parentWidget()
        return at

    def tell(self, title: str, hint: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._hint.setText(hint)
