"""The list of the day: headings, rows with the time to the left, and circles to tick off."""

from PySide6.QtCore import QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.day.rows import DayRow
from ui.icons import pixmap
from ui.theme import tokens as t
from ui.theme.apply import colours, scaled
from ui.theme.paint import line, row_background

_ROW, _HEADING = 56, 44
_LEFT = 80  # the column of times and circles
_RIGHT = 150  # the column of days
_CIRCLE = 9
_ENTRY = Qt.ItemDataRole.UserRole


class DayView(QListWidget):
    """`chosen` and `ticked` carry a `DayRow`."""

    chosen = Signal(object)
    ticked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._choose)

    def show_rows(self, rows: list[DayRow]) -> None:
        """Show these; the row one stood on keeps the focus, or the one that came in its place."""
        at = self.currentRow()
        self.clear()
        for entry in rows:
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            said = ", ".join(part for part in (entry.title, entry.when, entry.detail) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            if entry.place is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        self._stand_on(max(at, 0))

    def rows(self) -> list[DayRow]:
        """What is shown."""
        return [self.item(at).data(_ENTRY) for at in range(self.count())]

    def current(self) -> DayRow | None:
        """The row one stands on."""
        item = self.currentItem()
        return item.data(_ENTRY) if item else None

    def _stand_on(self, at: int) -> None:
        places = [*range(at, self.count()), *range(min(at, self.count()) - 1, -1, -1)]
        for here in places:
            if self.item(here).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentRow(here)
                return

    def _choose(self, index: QModelIndex) -> None:
        if (entry := index.data(_ENTRY)) and entry.place:
            self.chosen.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row off."""
        entry = self.current()
        if event.key() == Qt.Key.Key_Space and entry and entry.tick:
            self.ticked.emit(entry)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the circle ticks off; anywhere else it opens."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        entry = index.data(_ENTRY)
        if not entry or not entry.place or event.button() is not Qt.MouseButton.LeftButton:
            return
        if entry.tick and event.position().x() < scaled(_LEFT):
            self.ticked.emit(entry)
        else:
            self.chosen.emit(entry)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        return QSize(0, scaled(_ROW if index.data(_ENTRY).place else _HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        entry: DayRow = index.data(_ENTRY)
        painter.save()
        if entry.place is None:
            self._heading(painter, option.rect, entry)
        else:
            row_background(painter, option)
            self._row(painter, option.rect, entry)
        painter.restore()

    def _heading(self, painter: QPainter, where: QRect, entry: DayRow) -> None:
        c = colours()
        inner = where.adjusted(t.L, t.M, -t.L, 0)
        width = line(painter, inner, entry.title, c.ink, bold=True)
        inner.setLeft(inner.left() + width + t.S)
        line(painter, inner, entry.detail, c.muted)

    def _row(self, painter: QPainter, where: QRect, entry: DayRow) -> None:
        c = colours()
        inner = where.adjusted(t.L, t.S, -t.L, -t.S)
        half = inner.height() // 2
        left = QRect(inner.left(), inner.top(), scaled(_LEFT) - t.L, inner.height())
        if entry.tick:
            self._circle(painter, left)
        elif entry.is_talk:
            line(painter, left, entry.when, c.ink, t.LEAD, bold=True)
        else:
            painter.drawPixmap(left.left() + 1, left.center().y() - 10, pixmap(entry.symbol))
        text = QRect(inner.left() + scaled(_LEFT) - t.S, inner.top(), 0, half)
        text.setRight(inner.right() - (0 if entry.is_talk else scaled(_RIGHT)))
        line(painter, text, entry.title, c.ink, bold=True)
        line(painter, text.translated(0, half), entry.detail, c.muted)
        if not entry.is_talk:
            wide = scaled(_RIGHT)
            right = QRect(inner.right() - wide, inner.top(), wide, half)
            line(painter, right, entry.when, c.danger if entry.late else c.muted, right=True)

    def _circle(self, painter: QPainter, where: QRect) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours().border), 1.6))
        middle = QPointF(where.left() + _CIRCLE + 2, where.center().y())
        painter.drawEllipse(middle, _CIRCLE, _CIRCLE)
