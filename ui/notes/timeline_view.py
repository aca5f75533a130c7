"""The timeline on the screen."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import pixmap
from ui.notes.timeline import ENTRY, Entry, Index, TimelineModel, unfit_words
from ui.theme import tokens as t
from ui.theme.apply import colours, scaled
from ui.theme.paint import font, line, row_background

_HEIGHT = 88
_NEST = 24


class TimelineView(QListView):
    """`note_chosen` and `letter_chosen` carry the id of what one moved to."""

    note_chosen = Signal(str)
    letter_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows = TimelineModel()
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Tidslinje"))
        self.selectionModel().currentChanged.connect(self._tell)

    def stand_on(self, note_id: str) -> None:
        """Mark the row of a note without telling anybody."""
        self.selectionModel().blockSignals(True)
        row = self.rows.row_of(note_id)
        self.setCurrentIndex(self.rows.index(row) if row >= 0 else self.rows.index(-1))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def _tell(self, index: Index) -> None:
        entry = index.data(ENTRY)
        if entry:
            (self.letter_chosen if entry.is_letter else self.note_chosen).emit(entry.id)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        painter.save()
        row_background(painter, option)
        inner = option.rect.adjusted(t.L, t.S + 2, -t.L, -t.S - 2)
        if entry.nested:
            painter.setPen(QPen(QColor(colours().border), 2))
            x = inner.left() + 5
            painter.drawLine(x, inner.top(), x, inner.bottom())
            inner.setLeft(inner.left() + _NEST)
        height = inner.height() // 3
        top = QRect(inner.left(), inner.top(), inner.width(), height)
        self._head(painter, top, entry)
        c = colours()
        line(painter, top.translated(0, height), entry.title, c.ink, bold=True)
        line(painter, top.translated(0, 2 * height), entry.preview, c.muted)
        painter.restore()

    def _head(self, painter: QPainter, where: QRect, entry: Entry) -> None:
        c = colours()
        tint = c.warning if entry.waits else c.muted
        icon_top = QPoint(where.left(), where.top() + (where.height() - 16) // 2)
        painter.drawPixmap(icon_top, pixmap(entry.symbol, tint, 16))
        words = where.adjusted(16 + t.XS + 2, 0, 0, 0)
        room = words.width() - QFontMetrics(font(t.CAPTION, bold=True)).horizontalAdvance(
            entry.kind
        )
        fits = QFontMetrics(font(t.CAPTION)).horizontalAdvance(entry.when) + t.S <= room
        when = entry.when if fits else entry.day
        took = line(painter, words, when, c.muted, t.CAPTION, right=True)
        words.setRight(words.right() - took - t.S)
        took = line(painter, words, entry.kind, tint, t.CAPTION, bold=True)
        if entry.unfit:
            words.setLeft(words.left() + took + t.M)
            spot = QPoint(words.left(), where.top() + (where.height() - 14) // 2)
            painter.drawPixmap(spot, pixmap("warning", c.warning, 14))
            words.setLeft(words.left() + 14 + t.XS)
            line(painter, words, unfit_words(), c.warning, t.CAPTION)
