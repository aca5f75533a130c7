"""The cases as a list model; what a screen reader says of each stands here too."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from jobassist.ports.stored import CaseCard
from ui.words import protection, target_group

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole


class CaseModel(QAbstractListModel):
    """Rows of `CaseCard`."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: Sequence[CaseCard] = ()

    def show(self, cards: Sequence[CaseCard]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many cases."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card, or the row in words."""
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        if role == CARD:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join((card.citizen.name, *facts(card)))
        return None


def facts(card: CaseCard) -> list[str]:
    """What stands under the name: a protected address, target group, benefit, case number."""
    number = QCoreApplication.translate("CaseModel", "sag {number}").format(number=card.case.number)
    benefit = card.citizen.benefit[:1].upper() + card.citizen.benefit[1:]
    citizen = card.citizen
    said = (protection(citizen), target_group(citizen.target_group), benefit, number)
    return [text for text in said if text]
