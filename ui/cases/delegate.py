"""Paints a case: the name, what matters under it, the coordinator to the right."""

from PySide6.QtCore import QCoreApplication, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from jobassist.session import Session
from ui.cases.model import CARD, Index, facts
from ui.theme import tokens as t
from ui.theme.apply import colours, scaled
from ui.theme.paint import line, row_background

_HEIGHT = 64
_RIGHT = 230  # the column with CPR and coordinator


class CaseDelegate(QStyledItemDelegate):
    """Two lines a row."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session  # whose user becomes the central's when the store is adopted

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is equally high, so that thousands scroll smoothly."""
        return QSize(0, scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        card, c = index.data(CARD), colours()
        painter.save()
        row_background(painter, option)
        inner: QRect = option.rect.adjusted(t.L, t.S + 2, -t.L, -t.S - 3)
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width() - _RIGHT, half)
        lower = upper.translated(0, half)
        line(painter, upper, card.citizen.name, c.ink, t.LEAD, bold=True)
        line(painter, lower, " · ".join(facts(card)), c.muted)
        upper.setRect(inner.right() - _RIGHT + t.L, upper.top(), _RIGHT - t.L, half)
        line(painter, upper, card.citizen.masked_cpr, c.muted, right=True)
        line(painter, upper.translated(0, half), self._coordinator(index), c.muted, right=True)
        painter.restore()

    def _coordinator(self, index: Index) -> str:
        card = index.data(CARD)
        if card.case.coordinator_id == self._session.user.id:
            return QCoreApplication.translate("CaseDelegate", "Du er tovholder")
        return card.coordinator.name if card.coordinator else ""
