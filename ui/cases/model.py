"""The cases as a list model; what a screen reader says of each stands here too."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from jobassist.ports.stored import CaseCard
from ui.words import protection, target_group

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole


class CaseModel(QAbstractListModel):
    """Rows of `CaseCard`; `rest_wanted` when one has come to the last shown and there are more."""

    rest_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cards: Sequence[CaseCard] = ()
        self._count = 0

    def show(self, cards: Sequence[CaseCard], count: int) -> None:
        """Show these of that many; where they only go on after those shown, the list stands."""
        shown = len(self._cards)
        goes_on = [one.case.id for one in self._cards] == [one.case.id for one in cards[:shown]]
        self._count = count
        if shown < len(cards) and shown and goes_on:
            self.beginInsertRows(QModelIndex(), shown, len(cards) - 1)
            self._cards = cards
            self.endInsertRows()
            self.dataChanged.emit(self.index(0), self.index(shown - 1))
        else:
            self.beginResetModel()
            self._cards = cards
            self.endResetModel()

    def canFetchMore(self, _parent: Index) -> bool:
        """Whether there are more than are shown."""
        return len(self._cards) < self._count

    def fetchMore(self, _parent: Index) -> None:
        """The view has come to the end."""
        self.rest_wanted.emit()

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
