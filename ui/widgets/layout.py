"""Layouts that come again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import tokens as t
from ui.theme.apply import scaled

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


def scrolled_column(page: QWidget) -> QVBoxLayout:
    """A column no wider than text should be, in the middle of the page; it scrolls when long."""
    inside = QWidget()
    inside.setMaximumWidth(t.COLUMN)
    across = QWidget()
    sides = row(0, 0, across)
    sides.addStretch(1)
    sides.addWidget(inside, 100)
    sides.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(across)
    whole = column(0, 0, page)
    whole.setContentsMargins(t.XL, t.XL, t.XL, t.S)
    whole.addWidget(area)
    return column(t.S, 0, inside)
