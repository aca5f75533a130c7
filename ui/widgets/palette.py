"""The palette: a field, rows that answer while one types, and a preview. It lies on the page.

Arrow keys move, Enter chooses, 1–9 choose a numbered row, Ctrl+D marks it, Esc goes back to where
one was. Enter that comes before the rows of what was typed last waits for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextEdit,
    QWidget,
)

from ui import keys
from ui.theme import tokens as t
from ui.theme.apply import colours, scaled
from ui.theme.paint import line, row_background
from ui.widgets.layout import column, row
from ui.widgets.search_line import MOVES
from ui.widgets.text import label

_ROW_HEIGHT = 52
_FRAME = 88  # heading, hint and margins
_MOST = QSize(860, 440)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to choose."""

    title: str
    detail: str
    value: Any


class Palette(QFrame):
    """`typed` asks for rows, `moved` for a preview; `chosen` and `marked` tell the row's value.

    `left` tells that the user went away without choosing.
    """

    typed = Signal(str)
    moved = Signal(object)
    chosen = Signal(object)
    marked = Signal(object)
    left = Signal()

    def __init__(self, host: QWidget, name: str, *, numbered: bool = False) -> None:
        super().__init__(host)
        self.setObjectName("popup")
        self.setAccessibleName(name)
        self._host = host
        self._numbered = numbered
        self._came_from: QWidget | None = None
        self._asks = self._entered = False
        self._build(name)
        self._connect()
        self.hide()

    def _build(self, name: str) -> None:
        self.heading = label(name, "strong")
        self.field = QLineEdit()
        self.field.setProperty("kind", "search")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(name)
        self.list = QListWidget()
        self.list.setItemDelegate(RowDelegate(self.list, numbered=self._numbered))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(name)
        self.preview = QTextEdit()
        self.preview.setProperty("kind", "preview")
        self.preview.setReadOnly(True)
        self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.setAccessibleName(self.tr("Forhåndsvisning"))
        self.hint = label(self.tr("Enter vælger · Esc lukker"), "caption")
        shown, hidden = (self.heading, self.field) if self._numbered else (self.field, self.heading)
        hidden.hide()
        lines = column(t.S, t.M, self)
        lines.addWidget(shown)
        middle = row(t.M)
        middle.addWidget(self.list, 5)
        middle.addWidget(self.preview, 6)
        lines.addLayout(middle, 1)
        lines.addWidget(self.hint)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(36)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._ask)
        self.list.currentRowChanged.connect(self._tell_moved)
        self.list.itemClicked.connect(self._choose_item)
        for widget in (self.field, self.list):
            widget.installEventFilter(self)
        self._host.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._focus_went)  # type: ignore[union-attr]

    def open(self, query: str = "") -> None:
        """Show it, with the focus inside; `typed` is told at once."""
        if not self.isVisible():
            self._came_from = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        (self.list if self._numbered else self.field).setFocus()
        self.field.setText(query)
        self._ask(query)

    def _ask(self, query: str) -> None:
        self._asks, self._entered = not self._numbered, False
        self.typed.emit(query)

    def close_it(self) -> None:
        """Hide it and give the focus back."""
        self._entered = False
        if self.isVisible():
            inside = self.isAncestorOf(QApplication.focusWidget() or self)
            self.hide()
            if inside and self._came_from:
                self._came_from.setFocus()

    def show_rows(self, rows: Sequence[Row], nothing: str = "") -> None:
        """Replace the rows and stand on the first; `nothing` is said when there is none."""
        with QSignalBlocker(self.list):  # one move is told, not one for each row that goes
            self.list.clear()
            for entry in rows:
                item = QListWidgetItem(f"{entry.title}\n{entry.detail}")
                item.setData(Qt.ItemDataRole.UserRole, entry)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.detail}")
                self.list.addItem(item)
        if rows:
            self._place()
            self.list.setCurrentRow(0)
        else:
            self.preview.setPlainText(nothing)
        entered, self._asks, self._entered = self._entered, False, False
        if entered and (item := self.list.currentItem()):
            self._choose_item(item)

    def show_preview(self, text: str) -> None:
        """What the row would give. Empty: no preview at all."""
        self.preview.setVisible(bool(text))
        self.preview.setPlainText(text)

    def current(self) -> Row | None:
        """The row one stands on."""
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def choose(self, index: int) -> None:
        """Choose the row of that index (from 0), if there is one."""
        if item := self.list.item(index):
            self._choose_item(item)

    def _tell_moved(self, _row: int) -> None:
        if entry := self.current():
            self.moved.emit(entry.value)

    def _choose_item(self, item: QListWidgetItem) -> None:
        self.close_it()
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole).value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a palette, wherever in it one stands."""
        if watched is self._host:
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_it()
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._asks:
                self._entered = True
            elif self.list.currentItem():
                self._choose_item(self.list.currentItem())
        elif key in MOVES and watched is self.field:
            self.list.event(event)
        elif QKeySequence(event.keyCombination()) == QKeySequence(keys.FAVOURITE.keys):
            if entry := self.current():
                self.marked.emit(entry.value)
        elif self._numbered and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.choose(key - Qt.Key.Key_1)
        else:
            return False
        return True

    def _focus_went(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self.hide()
            self.left.emit()

    def _place(self) -> None:
        host = self._host
        width = min(_MOST.width(), host.width() - 2 * t.XL)
        height = min(_MOST.height(), host.height() - 2 * t.XL)
        if self._numbered and self.preview.isHidden():  # short questions make a short palette
            height = min(height, self.list.count() * scaled(_ROW_HEIGHT) + scaled(_FRAME))
        self.setGeometry((host.width() - width) // 2, min(80, t.XL * 3), width, height)


class RowDelegate(QStyledItemDelegate):
    """Paints a `Row`: two lines, with its number before them if asked for."""

    def __init__(self, parent: QWidget, *, numbered: bool = False) -> None:
        super().__init__(parent)
        self._numbered = numbered

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:  # type: ignore[override]
        """Every row is equally high."""
        return QSize(0, scaled(_ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        """Paint the row."""
        entry, c = index.data(Qt.ItemDataRole.UserRole), colours()
        painter.save()
        row_background(painter, option)
        inner: QRect = option.rect.adjusted(t.M, t.XS + 2, -t.M, -t.XS - 2)
        if self._numbered:
            line(painter, inner, str(index.row() + 1), c.accent, t.LEAD, bold=True)
            inner.setLeft(inner.left() + t.XL)
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width(), half if entry.detail else half * 2)
        line(painter, upper, entry.title, c.ink, bold=True)
        if entry.detail:
            line(painter, upper.translated(0, half), entry.detail, c.muted, t.CAPTION)
        painter.restore()
