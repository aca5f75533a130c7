"""What of a page's words cannot be read whole: measured on the widgets as they stand."""

from collections.abc import Iterator

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

SLACK = 2  # pixels by which hints and metrics may part
_GROWN = 0.3


class Lengthened(QTranslator):
    """Says every text of the window three tenths longer, as another language would."""

    def translate(self, _context, source, _comment=None, _n=-1):
        head = source.rstrip(".:…!? ")
        more = "".join("x" if n % 8 else " " for n in range(1, round(len(head) * _GROWN) + 1))
        return head + more + source[len(head) :]


def cut_off(root: QWidget) -> Iterator[str]:
    """Each visible text below `root` that is cut, as `kind: text (has, needs)`."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        for text, has, needs in _measured(widget):
            if needs > has + SLACK:
                yield f"{type(widget).__name__}: {text[:60]!r} ({has} < {needs})"
        if outside := _outside(widget):
            yield outside


def _measured(widget: QWidget) -> Iterator[tuple[str, int, int]]:
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        yield from _label(widget, metrics)
    elif isinstance(widget, QCheckBox | QRadioButton | QPushButton):
        if widget.text():
            yield widget.text(), widget.width(), widget.sizeHint().width()
            yield widget.text(), widget.height(), metrics.height()
    elif isinstance(widget, QToolButton) and widget.text() and not widget.icon():
        yield widget.text(), widget.width(), widget.sizeHint().width()
    elif isinstance(widget, QComboBox):
        yield from _combo(widget, metrics)
    elif isinstance(widget, QLineEdit):
        text = widget.placeholderText() if not widget.text() else ""
        inner = widget.width() - (widget.sizeHint().width() - metrics.horizontalAdvance("x") * 17)
        yield text, max(inner, widget.width() - 24), metrics.horizontalAdvance(text)
        yield widget.text() or text, widget.height(), metrics.height()
    elif isinstance(widget, QTabBar):
        for index in range(widget.count()):
            text = widget.tabText(index)
            yield text, widget.tabRect(index).width(), widget.fontMetrics().horizontalAdvance(text)
    elif isinstance(widget, QHeaderView) and widget.model() is not None:
        for index in range(widget.count()):
            text = str(widget.model().headerData(index, widget.orientation()) or "")
            if not widget.isSectionHidden(index):
                yield text, widget.sectionSize(index), metrics.horizontalAdvance(text)
    elif isinstance(widget, QGroupBox) and widget.title():
        yield widget.title(), widget.width(), metrics.horizontalAdvance(widget.title())


def _label(label: QLabel, metrics: QFontMetrics) -> Iterator[tuple[str, int, int]]:
    if not label.text() or label.pixmap():
        return
    if label.wordWrap():
        yield label.text(), label.height(), label.heightForWidth(label.width())
        longest = max(label.text().split() or [""], key=metrics.horizontalAdvance)
        if "<" not in label.text():
            yield longest, label.contentsRect().width(), metrics.horizontalAdvance(longest)
    else:
        yield label.text(), label.width(), label.sizeHint().width()
        yield label.text(), label.height(), metrics.height()


def _combo(combo: QComboBox, metrics: QFontMetrics) -> Iterator[tuple[str, int, int]]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    text = combo.currentText()
    yield text, field.width(), metrics.horizontalAdvance(text)
    yield text, combo.height(), metrics.height()


def _outside(widget: QWidget) -> str:
    """Something of use that lies beyond its parent's edge, where no scrolling leads."""
    if sideways := _beyond_viewport(widget):
        return sideways
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or not isinstance(widget, QAbstractButton | QLabel):
        return ""
    if isinstance(parent.parentWidget(), QAbstractScrollArea) or not widget.geometry().isValid():
        return ""
    if parent.rect().contains(widget.geometry()):
        return ""
    return (
        f"{type(widget).__name__}: {widget.accessibleName()!r} lies outside {type(parent).__name__}"
    )


def _beyond_viewport(widget: QWidget) -> str:
    """Something beside what a scroll area shows, which scrolls down only."""
    up = widget.parentWidget()
    while up is not None and not isinstance(up, QScrollArea):
        up = up.parentWidget()
    if up is None or up.horizontalScrollBar().maximum() == 0:
        return ""
    edge = widget.mapTo(up.viewport(), widget.rect().topRight()).x()
    if edge <= up.viewport().width() + SLACK:
        return ""
    return f"{type(widget).__name__} ends {edge - up.viewport().width()} beside the view"
