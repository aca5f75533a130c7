"""The signature pad: finger, pen or mouse. A line is drawn here at once, and kept elsewhere.

Points go to `services.pad` in order, by one job at a time: at least every `_KEEP_MS`, and when the
pen is lifted. Only where the pen went is asked for; pressure and tilt are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from jobassist.errors import AppError
from jobassist.services import strokes
from jobassist.services.pad import Pad
from ui.context import Context

_KEEP_MS = 60
_INK = "#101828"
_RULE = "#c3c7cf"
_LINE = 70  # units, as in the picture
_LEAST = QSize(320, 96)
Step = tuple[str, float, float]


class SignaturePad(QWidget):
    """`drawn` when something was drawn or cleared; `failed` when it could not be kept."""

    drawn = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, pad: Pad) -> None:
        super().__init__()
        self._context = context
        self.pad = pad
        self._lines: list[list[QPointF]] = [
            [QPointF(x, y) for x, y in stroke] for stroke in pad.strokes
        ]
        self._down = False
        self._waiting: list[Step] = []
        self._busy = False
        self._then: list[Callable[[], None]] = []
        self._timer = QTimer(self, interval=_KEEP_MS)
        self._timer.timeout.connect(self._keep)
        self.setObjectName("pad")
        self.setAccessibleName(self.tr("Underskriftsfelt: tegn med finger, pen eller mus"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(_LEAST)

    @property
    def is_signature(self) -> bool:
        """Whether there is ink enough to sign with."""
        lines = [tuple(strokes.clamp(p.x(), p.y()) for p in line) for line in self._lines]
        return strokes.is_signature(lines)

    def heightForWidth(self, width: int) -> int:
        """The pad keeps its shape."""
        return max(_LEAST.height(), width * strokes.HEIGHT // strokes.WIDTH)

    def hasHeightForWidth(self) -> bool:
        """It does."""
        return True

    def sizeHint(self) -> QSize:
        """A good size for a finger."""
        return QSize(560, 168)

    def clear(self) -> None:
        """Begin anew."""
        self._lines, self._waiting, self._down = [], [("clear", 0, 0)], False
        self._keep()
        self.update()
        self.drawn.emit()

    def flush(self, then: Callable[[], None]) -> None:
        """Call `then` when all that was drawn is in the vault."""
        self._then.append(then)
        self._keep()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The pen touches."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._down = True
            self._timer.start()
            self._add("begin", event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pen moves."""
        if self._down:
            self._add("draw", event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The pen leaves."""
        if self._down and event.button() is Qt.MouseButton.LeftButton:
            self._down = False
            self._timer.stop()
            self._waiting.append(("lift", 0, 0))
            self._keep()
            self.drawn.emit()

    def _add(self, what: str, at: QPointF) -> None:
        x, y = strokes.clamp(
            at.x() * strokes.WIDTH / max(1, self.width()),
            at.y() * strokes.HEIGHT / max(1, self.height()),
        )
        if what == "begin":
            self._lines.append([])
        self._lines[-1].append(QPointF(x, y))
        self._waiting.append((what, x, y))
        self.update()

    def _keep(self) -> None:
        if self._busy:
            return
        if not self._waiting:
            waiting, self._then = self._then, []
            for then in waiting:
                then()
            return
        steps, self._waiting = self._waiting, []
        self._busy = True
        self._context.jobs.run(self, lambda: _take(self.pad, steps), self._kept, self._not_kept)

    def _kept(self, _none: None) -> None:
        self._busy = False
        if self._waiting or self._then:
            self._keep()

    def _not_kept(self, error: AppError) -> None:
        self._busy = False
        self._then.clear()
        self.failed.emit(error)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White as paper in every theme, a line to write on, and the ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        painter.setPen(QPen(QColor(_RULE), 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        base = round(self.height() * 0.78)
        painter.drawLine(self.width() // 12, base, self.width() * 11 // 12, base)
        painter.scale(self.width() / strokes.WIDTH, self.height() / strokes.HEIGHT)
        pen = QPen(QColor(_INK), _LINE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for line in self._lines:
            if len(line) == 1:
                painter.drawPoint(line[0])
            else:
                painter.drawPolyline(QPolygonF(line))
        painter.end()


def _take(pad: Pad, steps: list[Step]) -> None:
    for what, x, y in steps:
        if what == "begin":
            pad.begin(x, y)
        elif what == "draw":
            pad.draw(x, y)
        elif what == "lift":
            pad.lift()
        else:
            pad.clear()
    pad.keep()
