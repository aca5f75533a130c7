"""The screen turned towards the company: one candidate, and nothing that may not be seen."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QScrollArea, QWidget

from jobassist.services.showing import ShownCandidate
from ui.companies.words import hours
from ui.context import Context
from ui.signing.turned import Turned
from ui.theme import tokens as t
from ui.widgets.layout import column
from ui.widgets.text import label
from ui.words import day_within


class ShownToCompany(Turned):
    """Shows what `services.showing` made for it, and reads nothing else."""

    def __init__(
        self, context: Context, candidate: ShownCandidate, today: date, parent: QWidget
    ) -> None:
        super().__init__(context, parent)
        self.setAccessibleName(self.tr("Kandidat"))
        body = QWidget()
        lines = column(t.M, 0, body)
        lines.addWidget(label(candidate.name or candidate.label, "huge", wrap=True))
        if candidate.name:
            lines.addWidget(label(candidate.label, "reading-caption"))
        for name, text in self._facts(candidate, today):
            if text:
                lines.addSpacing(t.S)
                lines.addWidget(label(name, "reading-caption"))
                lines.addWidget(label(text, "reading", wrap=True))
        lines.addStretch(1)
        view = QScrollArea()
        view.setWidgetResizable(True)
        view.setAccessibleName(self.accessibleName())
        view.setWidget(body)
        self.content.addWidget(view, 1)

    def _facts(self, one: ShownCandidate, today: date) -> list[tuple[str, str]]:
        near = (
            self.tr("{km} km herfra").format(km=one.km)
            if one.km
            else self.tr("Bor i nærheden")
            if one.km == 0
            else ""
        )
        least, most = hours(one.least_minutes), hours(one.most_minutes)
        ready = day_within(one.ready_on, today) if one.ready_on and one.ready_on > today else ""
        return [
            (self.tr("Søger arbejde som"), ", ".join(one.job_titles)),
            (self.tr("Om kandidaten"), one.presentation),
            (self.tr("Kan"), ", ".join(one.skills)),
            (self.tr("Certifikater og kørekort"), ", ".join(one.licences)),
            (self.tr("Sprog"), ", ".join(one.languages)),
            (
                self.tr("Timer om ugen"),
                self.tr("{least} til {most}").format(least=least, most=most),
            ),
            (self.tr("Kan begynde"), ready or self.tr("nu")),
            (self.tr("Afstand"), near),
        ]
