"""Text painted by hand in lists: one font per step of the scale, cut with an ellipsis."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from ui.theme import tokens as t
from ui.theme.apply import colours, scaled

_FOCUS_WIDTH = 2


def font(size: int, *, bold: bool = False, italic: bool = False) -> QFont:
    """The application's font at a step of the type scale."""
    made = QFont(QApplication.font())
    made.setPixelSize(scaled(size))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setItalic(italic)
    return made


def line(
    painter: QPainter,
    where: QRect,
    text: str,
    colour: str,
    size: int = t.BODY,
    *,
    bold: bool = False,
    right: bool = False,
) -> int:
    """Paint one line of text, cut to fit; returns the width it took."""
    painter.setFont(font(size, bold=bold))
    painter.setPen(QColor(colour))
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, where.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.horizontalAdvance(shown)


def row_background(painter: QPainter, option: QStyleOptionViewItem, *, inset: int = 1) -> None:
    """The row's ground: selected, hovered or plain, with the accent at its edge and a hairline."""
    c, state = colours(), option.state
    where = QRectF(option.rect).adjusted(0, 0, 0, -1)
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(c.selected if selected else c.hover))
        painter.drawRoundedRect(where.adjusted(inset, inset, -inset, -inset), t.RADIUS, t.RADIUS)
    else:
        painter.setPen(QPen(QColor(c.line), 1))
        y = where.bottom() + 0.5
        painter.drawLine(int(where.left()) + t.L, int(y), int(where.right()) - t.L, int(y))
    if selected and state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.accent), _FOCUS_WIDTH))
        painter.drawRoundedRect(where.adjusted(2, 2, -2, -2), t.RADIUS, t.RADIUS)
