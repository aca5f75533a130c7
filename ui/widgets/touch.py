"""The frame of pages that are used with a finger: a head, a body that scrolls, big targets.

Everything inside a widget with the property `touch` is at least `TOUCH` pixels high
(`ui.theme.sheet`).
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.layout import between, column, row, scrolling
from ui.widgets.text import Button, button, label

BAR = 10
"""The scroll bar's width, so that a head and a body that scrolls stand in one line."""


def touch_page(page: QWidget, head: QWidget, body: QWidget, *, width: int) -> QVBoxLayout:
    """Lay out a page: `head` stays, `body` scrolls; neither is wider than `width`.

    Returns the layout, for what stands below.
    """
    page.setObjectName("page")
    page.setProperty("touch", True)
    for part in (head, body):
        part.setMaximumWidth(scaled(width))
    across = QWidget()
    between(body, across)
    view = scrolling(across)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    upper = between(head)
    upper.setContentsMargins(0, 0, BAR, 0)
    lines = column(t.M, 0, page)
    lines.setContentsMargins(t.XL, t.L, t.XL, 0)
    lines.addLayout(upper)
    lines.addWidget(view, 1)
    return lines


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, and let it go."""
    while item := layout.takeAt(0):
        if inner := item.layout():
            empty(inner)
        elif widget := item.widget():
            widget.hide()
            widget.deleteLater()


class Block(QFrame):
    """A card with a heading; `lines` is the layout of what it holds."""

    def __init__(self, title: str, *, action: str = "", name: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        outer = column(t.S, t.L, self)
        head = row(t.S)
        self.heading = label(title, "lead")
        self.heading.setWordWrap(True)
        head.addWidget(self.heading, 1)
        self.action = button(action, "quiet") if action else None
        if self.action:
            self.action.setAccessibleName(name or f"{title}: {action}")
            head.addWidget(self.action)
        outer.addLayout(head)
        self.lines = column(t.XS)
        outer.addLayout(self.lines)

    def say(self, text: str, role: str = "muted") -> None:
        """One more line of text."""
        self.lines.addWidget(label(text, role, wrap=True))

    def clear(self) -> None:
        """Nothing in it."""
        empty(self.lines)


class RowButton(Button):
    """A line one can choose: what it is, and a line about it."""

    def __init__(self, title: str, detail: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(part for part in (title, detail) if part))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lines = column(0, 0, self)
        self._lines.setContentsMargins(t.S, t.XS, t.S, t.XS)
        for text, role in ((title, "strong"), (detail, "muted")):
            if text:
                made = label(text, role, wrap=True)
                made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                self._lines.addWidget(made)

    def sizeHint(self) -> QSize:
        """As its lines need."""
        return self._lines.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As its lines need."""
        return self._lines.minimumSize()
