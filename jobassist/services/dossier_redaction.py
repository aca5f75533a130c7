"""What is left out of a dossier: marked by people, suggested by what is surely somebody else's.

A passage's text is cut, not covered: nothing of what was left out is in the document.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from jobassist.services.dossier import Dossier, Section, words
from jobassist.services.other_citizens import Mention, Others
from jobassist.session import Session

Marks = Mapping[str, tuple[Mention, ...]]
"""What is left out, by the passage's key."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may be left out. `certainty` "U": a jurist must confirm it."""

    id: str
    da: str
    en: str
    basis: str
    source: str
    certainty: str

    def told(self, language: str) -> str:
        """The reason with its legal basis."""
        return f"{self.en if language == 'en' else self.da} ({self.basis})".removesuffix(" ()")


def reasons(on: date) -> list[Reason]:
    """Those that may be given on that day (resources/rules/aktindsigt.toml)."""
    return [reason for since, until, reason in _reasons() if since <= on <= (until or on)]


def suggested(session: Session, dossier: Dossier) -> dict[str, tuple[Mention, ...]]:
    """Every CPR number but the citizen's own, and every other citizen known here by full name.

    It finds what can be known, not all that must be left out: people mark the rest.
    """
    with session.store.read() as tx:
        others = Others.of_case(tx, dossier.case)
    own = dossier.citizen.cpr
    found = {
        passage.key: merged((*others.named_in(passage.text), *others.numbers_in(passage.text, own)))
        for passage in dossier.passages
    }
    return {key: marks for key, marks in found.items() if marks}


def merged(marks: Iterable[Mention]) -> tuple[Mention, ...]:
    """The same places, in order, joined where they meet or lie over one another."""
    joined: list[Mention] = []
    for mark in sorted(marks, key=lambda one: (one.start, one.end)):
        if joined and mark.start <= joined[-1].end:
            joined[-1] = Mention(joined[-1].start, max(joined[-1].end, mark.end))
        elif mark.end > mark.start:
            joined.append(mark)
    return tuple(joined)


def without(text: str, marks: Iterable[Mention], stands_for: str) -> str:
    """The text with `stands_for` in each place that is left out; its length tells nothing."""
    told, at = [], 0
    for mark in merged(marks):
        told += [text[at : mark.start], stands_for]
        at = max(at, mark.end)
    return "".join([*told, text[at:]])


def cut(dossier: Dossier, marks: Marks) -> Dossier:
    """The dossier without what is marked."""
    omitted = words(dossier.language)["omitted"]

    def clean(section: Section) -> Section:
        passages = tuple(
            replace(one, text=without(one.text, marks.get(one.key, ()), omitted))
            for one in section.passages
        )
        return replace(section, passages=passages)

    return replace(dossier, sections=tuple(clean(one) for one in dossier.sections))


@cache
def _reasons() -> tuple[tuple[date, date | None, Reason], ...]:
    file = resources.files("resources.rules").joinpath("aktindsigt.toml")
    told = tomllib.loads(file.read_text(encoding="utf-8"))["reason"]
    names = ("id", "da", "en", "basis", "source", "certainty")
    return tuple(
        (one["valid_from"], one.get("valid_to"), Reason(**{name: one[name] for name in names}))
        for one in told
    )
