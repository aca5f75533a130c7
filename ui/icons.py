"""Icons from `resources/icons`, in the colour asked for."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

import resources
from ui.theme.apply import colours

_SHARP = 3  # rendered at three times the size: sharp on every screen


def pixmap(name: str, colour: str = "", size: int = 20) -> QPixmap:
    """The icon `name` (a file's name without .svg), `size` pixels wide; muted if no colour."""
    return _render(name, colour or colours().muted, size)


def icon(name: str, colour: str = "", size: int = 20) -> QIcon:
    """The same as a QIcon."""
    return QIcon(pixmap(name, colour, size))


@cache
def _render(name: str, colour: str, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # late: the unlock page needs no icon

    file = Path(resources.__path__[0], "icons", f"{name}.svg")
    drawing = file.read_text(encoding="utf-8").replace("currentColor", colour)
    image = QPixmap(size * _SHARP, size * _SHARP)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.encode())).render(
        painter, QRectF(0, 0, size * _SHARP, size * _SHARP)
    )
    painter.end()
    image.setDevicePixelRatio(_SHARP)
    return image
