"""Labels and buttons by role, so that no page sets a font."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ui.theme.apply import colours

if TYPE_CHECKING:
    from ui.keys import Key


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label. `role`: display, title, lead, strong, muted, caption, warning, danger, key."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if not wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


class Button(QPushButton):
    """A button that Enter presses as the space bar does: this one, not the dialog's default."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setAutoDefault(False)  # Enter in a field is not for the first button of a dialog
        self._symbol = self._colour = ""
        self._drawn = 0

    def show_symbol(self, symbol: str) -> None:
        """An icon, in the theme's colours also when the theme is changed while one works."""
        from ui.icons import icon  # late: the unlock page has none

        self._symbol, self._colour = symbol, self._wanted()
        drawn = icon(symbol, self._colour)
        self._drawn = drawn.cacheKey()
        self.setIcon(drawn)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the icon is drawn anew, unless somebody put another in its place."""
        super().changeEvent(event)
        if event.type() != QEvent.Type.StyleChange or not self._symbol:
            return
        if self._colour != self._wanted() and self.icon().cacheKey() == self._drawn:
            self.show_symbol(self._symbol)

    def _wanted(self) -> str:
        return colours().on_accent if self.property("kind") == "primary" else colours().muted

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Once for each press: a key that is held down does not go on into what it opened."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(text: str, kind: str = "", *, symbol: str = "", key: Key | None = None) -> Button:
    """A button. `kind`: primary, quiet or nothing. `key` is told in the tool tip."""
    made = Button(f" {text}" if symbol and text else text)  # a little air after the icon
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if symbol:
        made.show_symbol(symbol)
    if key:
        made.setToolTip(f"{key.title} ({key.shown})")
        made.setAccessibleDescription(key.shown)
    return made


def icon_button(symbol: str, name: str, *, key: Key | None = None) -> Button:
    """A button that shows only an icon; `name` is its accessible name and tool tip."""
    made = button("", "quiet", symbol=symbol, key=key)
    made.setAccessibleName(name)
    made.setFixedWidth(made.sizeHint().height())
    if not key:
        made.setToolTip(name)
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
