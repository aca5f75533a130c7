"""Tab goes the way one reads, also to what was put in between later."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def tab_as_laid_out(lines: QLayout) -> None:
    """Let Tab visit what stands in a layout in the order of the layout, inner layouts as well.

    Qt appends every new widget to the end of the window's chain, wherever it is shown. Where
    nothing is out of order nothing is touched, so this may be called at every keystroke.
    """
    stops = list(_stops(lines))
    if not stops or stops == _chained(stops):
        return
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def _stops(lines: QLayout) -> Iterator[QWidget]:
    for at in range(lines.count()):
        if not (item := lines.itemAt(at)):
            continue
        if inner := item.layout():
            yield from _stops(inner)
        elif widget := item.widget():
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                yield widget
            elif inside := widget.layout():
                yield from _stops(inside)


def _chained(stops: list[QWidget]) -> list[QWidget]:
    """The same widgets in the order Tab goes now, from the first of them."""
    wanted, found, at = set(stops), [stops[0]], stops[0].nextInFocusChain()
    while at and at is not stops[0]:
        if at in wanted:
            found.append(at)
        at = at.nextInFocusChain()
    return found
