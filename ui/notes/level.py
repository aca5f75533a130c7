"""The level meter: how loud the microphone hears."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.apply import colours, scaled

_BARS = 12
_STEP, _HEIGHT = 7, 20  # pixels at 100 per cent
_FALL = 0.75  # a bar falls by this much from one level to the next
_GAIN = 0.6  # speech peaks are small; the power lifts them


class LevelMeter(QWidget):
    """Bars from the left; still and pale while nothing is recorded."""

    def __init__(self) -> None:
        super().__init__()
        self._level = 0.0
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(self.tr("Lydniveau"))

    def sizeHint(self) -> QSize:
        """Room for the bars."""
        return QSize(scaled(_BARS * _STEP), scaled(_HEIGHT))

    def show_level(self, peak: float) -> None:
        """The latest peak, 0 to 1; 0 empties the meter."""
        lifted = min(1.0, peak) ** _GAIN
        self._level = max(lifted, self._level * _FALL) if peak else 0.0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bars."""
        c = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.scale(self.width() / (_BARS * _STEP), self.height() / _HEIGHT)
        lit = round(self._level * _BARS)
        for bar in range(_BARS):
            height = 6 + bar
            painter.setBrush(QColor(c.accent if bar < lit else c.line))
            painter.drawRoundedRect(QRectF(bar * _STEP, (_HEIGHT - height) / 2, 4, height), 2, 2)
        painter.end()
