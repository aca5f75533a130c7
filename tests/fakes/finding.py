"""What a transaction of the store in memory reads and finds."""

import re
from collections.abc import Collection
from typing import Any, TypeVar

from jobassist.errors import UserError
from jobassist.ports.stored import CaseCard, Found
from jobassist.records import (
    Case,
    CaseAssignment,
    CaseState,
    Citizen,
    Misfiling,
    Note,
    NoteState,
    NoteTransfer,
    Record,
    User,
    kind_of,
)
from jobassist.records.plain import plain
from tests.fakes import accesses

R = TypeVar("R", bound=Record)


class FakeFinding:
    """The part of a transaction that only reads."""

    _c: Any
    _trail: Any

    def get(self, cls: type[R], id: str) -> R:
        try:
            record = self._c.records[kind_of(cls).name, id]
        except KeyError:
            raise UserError("store.no_such_record", kind=kind_of(cls).name) from None
        self._trail.read(record)
        return record  # type: ignore[return-value]

    def find(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        hits = self._find(cls, order=order, limit=limit, **is_)
        self._trail.found(hits, is_.get(kind_of(cls).case_field or ""))
        return hits

    def listed(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        return self._find(cls, order=order, limit=limit, **is_)

    def listed_among(self, cls: type[R], field: str, values: Collection[str]) -> list[R]:
        return [r for r in self._find(cls) if getattr(r, field) in values]

    def citizen_names(self) -> list[str]:
        return [citizen.name for citizen in self._find(Citizen)]

    def untransferred(
        self, author_id: str, *, besides: Collection[str] = (), limit: int | None = None
    ) -> list[Note]:
        gone = {mark.note_id for mark in self._find(NoteTransfer, taken_back=False)}
        gone |= {moved.note_id for moved in self._find(Misfiling)}
        here = {case.id for case in self._find(Case)} - set(besides)
        finals = self._find(Note, author_id=author_id, state=NoteState.FINAL, order="-occurred_at")
        return [n for n in finals if n.id not in gone and n.case_id in here][:limit]

    def untransferred_count(self, author_id: str, *, besides: Collection[str] = ()) -> int:
        return len(self.untransferred(author_id, besides=besides))

    def _find(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        name = order.removeprefix("-")
        hits = [
            r
            for (kind, _), r in self._c.records.items()
            if kind == kind_of(cls).name and all(getattr(r, f) == v for f, v in is_.items())
        ]
        hits.sort(key=lambda r: r.id)
        hits.sort(key=lambda r: _sortable(getattr(r, name)), reverse=order.startswith("-"))
        return hits[:limit]  # type: ignore[return-value]

    def count(self, cls: type[R], **is_: Any) -> int:
        return len(self._find(cls, **is_))

    def case_cards(self, query: str = "", *, limit: int | None = None) -> list[CaseCard]:
        hits = self._cards(words := words_of(query))
        if words:
            self._trail.searched("case", accesses.hashed(words), ())
        return hits[:limit]

    def case_count(self, query: str = "") -> int:
        return len(self._cards(words_of(query)))

    def _cards(self, words: list[str]) -> list[CaseCard]:
        cards = [self._card(case) for case in self._find(Case, state=CaseState.OPEN)]
        hits = [
            card
            for card in cards
            if all(
                _matches(word, _case_text(card))
                or _matches(word.replace("-", ""), card.citizen.cpr)
                for word in words
            )
        ]
        hits.sort(key=lambda c: (_danish(c.citizen.family_name), _danish(c.citizen.given_name)))
        return hits

    def _card(self, case: Case) -> CaseCard:
        coordinator = self._c.records.get(("user", case.coordinator_id))
        return CaseCard(
            case,
            self._find(Citizen, id=case.citizen_id)[0],
            coordinator if isinstance(coordinator, User) else None,
            tuple(self._find(CaseAssignment, case_id=case.id)),
        )

    def search_notes(self, query: str, *, limit: int = 50) -> list[Found]:
        words = words_of(query)
        hits = [
            self._found(note, _mark(note.text, words))
            for note in self._find(Note)
            if words and all(_matches(word, note.text) for word in words)
        ]
        if words:
            self._trail.searched("note", accesses.hashed(words), (hit.id for hit in hits))
        return hits[:limit]

    def _found(self, note: Note, marked: str) -> Found:
        case = self._c.records.get(("case", note.case_id))
        if not isinstance(case, Case):
            return Found(note.id, marked, -float(len(marked)))
        citizen = self._c.records.get(("citizen", case.citizen_id))
        name = citizen.name if isinstance(citizen, Citizen) else ""
        return Found(note.id, marked, -float(len(marked)), name, case.number)


def _sortable(value: object) -> tuple[bool, Any]:
    stored = plain(value)
    return (stored is not None, stored if stored is not None else "")


def _danish(name: str) -> str:
    return name.translate(str.maketrans("Åå", "Þÿ"))


def _case_text(card: CaseCard) -> str:
    return f"{card.citizen.name} {card.citizen.cpr} {card.case.number}"


def words_of(query: str) -> list[str]:
    return [word for word in query.split() if any(c.isalnum() for c in word)]


def _pattern(word: str) -> str:
    return r"(?<!\w)" + re.escape(word) + r"\w*"


def _matches(word: str, text: str) -> bool:
    return re.search(_pattern(word), text, re.IGNORECASE) is not None


def _mark(text: str, words: list[str]) -> str:
    return re.sub("|".join(map(_pattern, words)), lambda m: f"⟦{m[0]}⟧", text, flags=re.IGNORECASE)
