"""A letter's subject: written in one line, and ended with … where the line is too short for it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

_INSIDE = 2  # pixels Qt keeps between a line's edge and its text


class SubjectLine(QLineEdit):
    """While one writes in it, it scrolls as any line does; the tool tip has all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(self.setToolTip)

    def shown(self) -> str:
        """What there is room for."""
        wide = self._room().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, wide)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line with its …; as Qt does it where one writes, or where all of it is seen."""
        shown = self.shown()
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        painter, frame = QPainter(self), QStyleOptionFrame()
        self.initStyleOption(frame)
        panel = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, frame, painter, self)
        painter.setPen(frame.palette.text().color())
        painter.drawText(self._room(), Qt.AlignmentFlag.AlignVCenter, shown)

    def _room(self) -> QRect:
        frame = QStyleOptionFrame()
        self.initStyleOption(frame)
        inner = QStyle.SubElement.SE_LineEditContents
        return self.style().subElementRect(inner, frame, self).adjusted(_INSIDE, 0, -_INSIDE, 0)
