"""Layouts that come again."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.apply import scaled
from ui.widgets.flow import flow

_WIDEST = 820  # a card, with air on both sides in the smallest window


def column(spacing: int = t.M, margins: int = 0, parent: QWidget | None = None) -> QVBoxLayout:
    """A vertical layout with the same margin all round."""
    made = QVBoxLayout(parent) if parent else QVBoxLayout()
    made.setContentsMargins(margins, margins, margins, margins)
    made.setSpacing(spacing)
    return made


def row(spacing: int = t.S, margins: int = 0, parent: QWidget | None = None) -> QHBoxLayout:
    """A horizontal layout with the same margin all round."""
    made = QHBoxLayout(parent) if parent else QHBoxLayout()
    made.setContentsMargins(margins, margins, margins, margins)
    made.setSpacing(spacing)
    return made


def both_ends(left: Sequence[QWidget], right: Sequence[QWidget]) -> QHBoxLayout:
    """Words at the left and buttons at the right; each breaks when the line is too short."""
    made = row(t.M)
    made.addLayout(flow(*left), 1)
    made.addLayout(flow(*right))
    return made


def centred(page: QWidget, width: int) -> QVBoxLayout:
    """A column in the middle of the page, a little above the centre.

    `width` at 100 per cent; with larger text it grows as far as the smallest window allows.
    """
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    card = QFrame()
    card.setObjectName("card")
    card.setFixedWidth(min(scaled(width), _WIDEST))
    across = row(0)  # stretches, not an alignment: only so does wrapped text get its height
    across.addStretch(1)
    across.addWidget(card)
    across.addStretch(1)
    outer = column(0, t.XL, page)
    outer.addStretch(2)
    outer.addLayout(across)
    outer.addStretch(3)
    return column(t.M, t.XXL - t.S, card)


class Scrolled(QScrollArea):
    """Shows `inside` whole where there is room, and scrolls it down where large text needs more."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self._inside = inside

    def sizeHint(self) -> QSize:
        """As what is inside needs, within the screen."""
        hint, screen = self._inside.sizeHint(), self.screen().availableSize()
        return hint.boundedTo(QSize(screen.width(), screen.height() * 4 // 5))

    def minimumSizeHint(self) -> QSize:
        """As wide as what is inside must be; a few lines high."""
        return QSize(self._inside.minimumSizeHint().width(), t.TOUCH * 2)


def between(part: QWidget, parent: QWidget | None = None) -> QHBoxLayout:
    """A row with that in its middle: as wide as it may be, the rest as air on both sides."""
    made = row(0, 0, parent)
    made.addStretch(1)
    made.addWidget(part, 100)
    made.addStretch(1)
    return made


def scrolling(inside: QWidget) -> QScrollArea:
    """An area that scrolls what is in it, and takes no focus of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def middle_column(page: QWidget, spacing: int) -> QVBoxLayout:
    """A column no wider than text should be, in the middle of the page, for a list that scrolls."""
    page.setObjectName("page")
    inside = QWidget()
    inside.setMaximumWidth(t.COLUMN)
    between(inside, page).setContentsMargins(t.XL, t.XL, t.XL, 0)
    return column(spacing, 0, inside)


def scrolled_column(page: QWidget) -> QVBoxLayout:
    """A column no wider than text should be, in the middle of the page; it scrolls when long."""
    inside = QWidget()
    inside.setMaximumWidth(t.COLUMN)
    across = QWidget()
    between(inside, across)
    whole = column(0, 0, page)
    whole.setContentsMargins(t.XL, t.XL, t.XL, t.S)
    whole.addWidget(scrolling(across))
    return column(t.S, 0, inside)
