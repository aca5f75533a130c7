"""How a page's picture is taken, and how the window is put away that was in it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from ui.window import MainWindow

Shot = tuple[str, QWidget]
Look = tuple[str, str, int]  # its name, the theme, and the text's size in per cent
Take = Callable[[QWidget, Path], None]
_SETTLE_MS = 40
_QUALITY = 20  # of a PNG: how hard to press; 0 takes six times as long for a fourteenth less
_EVERY = 3  # lines of pixels, of which one's colours are counted
_HUE = 0xE0E0E0  # what colours of one hue have in common


def picture(widget: QWidget, file: Path) -> None:
    """The page's picture, small."""
    small(widget.grab().toImage()).save(str(file), quality=_QUALITY)


def small(picture: QImage) -> QImage:
    """The same in 256 colours, a third of the bytes: the commonest of each hue, then the next.

    The commonest alone would be greys: a red word of one line would come out black.
    """
    exact = picture.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = memoryview(exact.constBits()).cast("I")
    line = exact.bytesPerLine() // 4
    seen: Counter[int] = Counter()
    for start in range(0, exact.height() * line, _EVERY * line):
        seen.update(pixels[start : start + exact.width()].tolist())
    hues: dict[int, int] = {}
    commonest = [colour for colour, _count in seen.most_common()]
    for colour in commonest:
        hues.setdefault(colour & _HUE, colour)
    table = list(dict.fromkeys([*hues.values(), *commonest]))[:256]
    flat = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return picture.convertToFormat(QImage.Format.Format_Indexed8, table, flat)


def settle() -> None:
    """Let the window come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE_MS, loop.quit)
    loop.exec()
    QApplication.processEvents()


def put_away(window: MainWindow) -> None:
    """Close a window and delete it now: one that lives on is dressed anew in the next look."""
    window.work = None  # nothing to save: the pictures are taken
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
