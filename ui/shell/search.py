"""Search everywhere: people, notes, companies, texts, and what one can do. One key, one field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from jobassist.errors import AppError
from jobassist.services.everywhere import Everything, What, look
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.context import Context
from ui.jobs import Job
from ui.keys import Key
from ui.shell.places import CASE, PAGES, TEXTS
from ui.widgets.palette import Palette, Row
from ui.words import moment, protection

if TYPE_CHECKING:
    from jobassist.ports.stored import CaseCard, UnitHit
    from jobassist.records import PhraseText
    from jobassist.services.notes import Hit

Deed = tuple[Key, Callable[[], object]]
_NARROWED = {
    "@": What.CASES,
    "#": What.COMPANIES,
    "/": What.TEXTS,
    "?": What.NOTES,
}
_DEEDS = ">"
_COMPANY = "company"


class Search(QObject):
    """`place_requested` leads to what was chosen. `deeds` tells what keys do just now."""

    place_requested = Signal(object)

    def __init__(
        self,
        context: Context,
        session: Session,
        host: QWidget,
        deeds: Callable[[], Iterable[Deed]],
    ) -> None:
        super().__init__(host)
        self._context = context
        self._session = session
        self._deeds = deeds
        self._now: list[Deed] = []
        self._job: Job | None = None
        self.palette = Palette(host, self.tr("Søg overalt"))
        self.palette.hint.setText(
            self.tr("@ sager · ? notater · # virksomheder · / tekster · > handlinger")
        )
        self.palette.typed.connect(self._search)
        self.palette.moved.connect(self._preview)
        self.palette.chosen.connect(self._choose)

    def begin(self) -> None:
        """Open it; what the keys do is what they do on the page one comes from."""
        self._now = list(self._deeds())
        self.palette.open()

    def _search(self, query: str) -> None:
        if self._job:
            self._job.cancel()
        sign, rest = query[:1], query[1:]
        if sign == _DEEDS:
            self.palette.show_rows(self._doable(rest), self.tr("Ingen handling passer."))
            return
        only = _NARROWED.get(sign)
        words = rest if only else query
        if not words.strip():
            self.palette.show_rows([], self.tr("Skriv et eller flere ord."))
            return
        session = self._session
        self._job = self._context.jobs.run(
            self,
            lambda: look(session, words, only),
            lambda found: self._show(found, [] if only else self._doable(words)),
            self._failed,
        )

    def _show(self, found: Everything, doable: list[Row]) -> None:
        rows = [self._case(card) for card in found.cases]
        rows += doable
        rows += [self._note(hit) for hit in found.notes]
        rows += [self._company(unit) for unit in found.units if _COMPANY in PAGES]
        rows += [self._text(text) for text in found.texts]
        self.palette.show_rows(rows, self.tr("Intet passer."))

    def _doable(self, words: str) -> list[Row]:
        parts = words.casefold().split()
        return [
            Row(key.title, self.tr("Handling · {key}").format(key=key.shown), deed)
            for key, deed in self._now
            if all(part in key.title.casefold() for part in parts)
        ]

    def _case(self, card: CaseCard) -> Row:
        detail = self.tr("Sag {number} · {cpr}").format(
            number=card.case.number, cpr=card.citizen.masked_cpr
        )
        detail = " · ".join(filter(None, (detail, protection(card.citizen))))
        return Row(card.citizen.name, detail, (Place(CASE, card.case.id), ""))

    def _note(self, hit: Hit) -> Row:
        when = moment(hit.note.occurred_at, self._session.clock.now())
        title = f"{hit.citizen} · {hit.case_number}"
        place = Place(CASE, hit.note.case_id, hit.note.id)
        return Row(title, f"{when} · {_plain(hit.snippet)}", (place, hit.note.text))

    def _company(self, hit: UnitHit) -> Row:
        unit = hit.unit
        detail = self.tr("Virksomhed · P-nummer {number} · {town}").format(
            number=unit.p_number, town=unit.town
        )
        return Row(unit.name, detail, (Place(_COMPANY, record_id=unit.id), ""))

    def _text(self, text: PhraseText) -> Row:
        detail = self.tr("Standardtekst · {category}").format(category=text.category)
        return Row(text.title, detail, (Place(TEXTS, record_id=text.key), text.body))

    def _preview(self, value: Any) -> None:
        self.palette.show_preview("" if callable(value) else value[1])

    def _choose(self, value: Any) -> None:
        if callable(value):
            value()
        else:
            self.place_requested.emit(value[0])

    def _failed(self, error: AppError) -> None:
        self.palette.show_rows([], str(self._context.explain(error)))


def _plain(snippet: str) -> str:
    return " ".join(snippet.replace("⟦", "").replace("⟧", "").split())
