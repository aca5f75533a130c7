"""The frame of pages that are used with a finger: a head, a body that scrolls, big targets.

Everything inside a widget with the property `touch` is at least `TOUCH` pixels high
(`ui.theme.sheet`).
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.layout import column, row
from ui.widgets.text import Button, button, label

_BAR = 10  # the scroll bar's width, so that head and body stand in one line


def touch_page(page: QWidget, head: QWidget, body: QWidget, *, width: int) -> QVBoxLayout:
    """Lay out a page: `head` stays, `body` scrolls; neither is wider than `width`.

    Returns the layout, for what stands below.
    """
    page.setObjectName("page")
    page.setProperty("touch", True)
    view = QScrollArea()
    view.setWidgetResizable(True)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    across = QWidget()
    sides = row(0, 0, across)
    for part, layout in ((body, sides), (head, row(0))):
        part.setMaximumWidth(scaled(width))
        layout.addStretch(1)
        layout.addWidget(part, 100)
        layout.addStretch(1)
        if layout is not sides:
            layout.setContentsMargins(0, 0, _BAR, 0)
            upper = layout
    view.setWidget(across)
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
