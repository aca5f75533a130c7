"""The list of standard texts: which of them are shown, and how each is told."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from jobassist.records import Phrase, PhraseState, PhraseText, PrivatePhrase
from jobassist.services.phrase_use import Suggestion
from ui.widgets.palette import Row, RowDelegate
from ui.words import day


class Filter(StrEnum):
    """What of the library is shown."""

    ALL = "all"
    OWN = "own"
    TEAM = "team"
    ORGANISATION = "organisation"
    AWAITING = "awaiting"
    SUGGESTIONS = "suggestions"


class LibraryList(QListWidget):
    """`text_chosen` carries a text; `suggestion_chosen` what the librarian may look at."""

    text_chosen = Signal(object)
    suggestion_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Standardtekster"))
        self.currentItemChanged.connect(self._tell)

    def show_texts(self, texts: Sequence[PhraseText], unsaved: set[str], today: date) -> None:
        """Show these texts; those that are not in force today say so."""
        self._show([Row(text.title, self._detail(text, unsaved, today), text) for text in texts])

    def show_suggestions(self, found: Sequence[Suggestion], titles: dict[str, str]) -> None:
        """Show what might be better."""
        self._show([self._suggested(one, titles) for one in found])

    def stand_on(self, key: str) -> None:
        """Stand on what has that key, without choosing it; on nothing if nothing has."""
        values = [self._value(self.item(place)) for place in range(self.count())]
        places = [place for place, value in enumerate(values) if key and value.key == key]
        with QSignalBlocker(self):
            self.setCurrentRow(places[0] if places else -1)

    def _show(self, rows: Sequence[Row]) -> None:
        with QSignalBlocker(self):
            self.clear()
            for entry in rows:
                item = QListWidgetItem(f"{entry.title}\n{entry.detail}")
                item.setData(Qt.ItemDataRole.UserRole, entry)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.title}, {entry.detail}")
                self.addItem(item)

    def _detail(self, text: PhraseText, unsaved: set[str], today: date) -> str:
        said = [text.category, text.abbreviation]
        if isinstance(text, PrivatePhrase):
            said.append(self.tr("Kun mig"))
        elif isinstance(text, Phrase):
            said.append(text.unit)
            if text.state is PhraseState.DRAFT:
                said.append(self.tr("Venter på godkendelse"))
        if text.valid_from and text.valid_from > today:
            said.insert(0, self.tr("Fra {day}").format(day=day(text.valid_from, today)))
        if text.valid_to and text.valid_to < today:
            said.insert(0, self.tr("Udløbet"))
        if text.key in unsaved:
            said.insert(0, self.tr("Ikke gemt"))
        return " · ".join(part for part in said if part)

    def _suggested(self, one: Suggestion, titles: dict[str, str]) -> Row:
        title = titles.get(one.key, "")
        if one.kind == "never_chosen":
            return Row(title, self.tr("Bruges aldrig"), one)
        if one.kind == "always_edited":
            detail = self.tr("Slettes næsten altid: {piece}").format(piece=one.detail)
            return Row(title, detail, one)
        words = one.detail or self.tr("ord, som ingen tekst har")
        detail = self.tr("Søgt {count} gange uden at blive fundet").format(count=one.count)
        return Row(f"»{words}«", detail, one)

    def _tell(self, item: QListWidgetItem | None) -> None:
        value = self._value(item)
        if isinstance(value, Suggestion):
            self.suggestion_chosen.emit(value)
        elif value is not None:
            self.text_chosen.emit(value)

    def _value(self, item: QListWidgetItem | None) -> Any:
        entry: Row | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return entry.value if entry else None


def filter_of(wanted: Filter, user_id: str, unit: str) -> Callable[[PhraseText], bool]:
    """Whether a text belongs to what is shown."""

    def fits(text: PhraseText) -> bool:
        shared = text if isinstance(text, Phrase) else None
        if wanted is Filter.OWN:
            return shared is None or shared.author_id == user_id
        if wanted is Filter.TEAM:
            return shared is not None and bool(unit) and shared.unit == unit
        if wanted is Filter.ORGANISATION:
            return shared is not None and shared.unit == ""
        if wanted is Filter.AWAITING:
            return shared is not None and shared.state is PhraseState.DRAFT
        return True

    return fits
