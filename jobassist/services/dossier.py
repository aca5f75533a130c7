"""A whole case gathered for its citizen (aktindsigt): passages of text, part by part.

Final notes only: a draft is nobody's yet, and a note that was found to be misfiled is another
citizen's. What is gathered has left nothing: `dossier_document` makes the copy, and logs it.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from jobassist.errors import Cancelled
from jobassist.ports.store import Reader
from jobassist.records import Case, Citizen, Record
from jobassist.session import Session


class Part(StrEnum):
    """What may be asked for; in this order it stands in the document."""

    PERSON = "person"
    NOTES = "notes"
    PLAN = "plan"
    TALKS = "talks"
    TASKS = "tasks"
    LETTERS = "letters"
    FORMS = "forms"
    FILES = "files"
    MESSAGES = "messages"
    LOG = "log"


USUAL = tuple(part for part in Part if part is not Part.MESSAGES)
"""What is given unless somebody says otherwise. Messages between employees are internal."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with a heading. `key` names it as long as the case stands as it does."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document: passages, or a table. `records` are what it tells of."""

    part: Part
    passages: tuple[Passage, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    records: tuple[Record, ...] = ()

    @property
    def count(self) -> int:
        """How many things it holds."""
        return len(self.rows) or len(self.passages)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A gathered case."""

    case: Case
    citizen: Citizen
    language: str
    sections: tuple[Section, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in order."""
        return tuple(passage for section in self.sections for passage in section.passages)


Progress = Callable[[float], None]


def gather(
    session: Session,
    case_id: str,
    parts: Iterable[Part] = USUAL,
    *,
    language: str = "da",
    on_progress: Progress = lambda _share: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Dossier:
    """Read the parts of the case; each is logged as read.

    `on_progress` is told the share that is read, 0 to 1. Raises: UserError
    `store.no_such_record`; Cancelled when `cancelled` says so between two parts.
    """
    from jobassist.services.dossier_parts import READ

    wanted = [part for part in Part if part in set(parts)]
    sections = []
    with session.store.read() as tx:
        case = tx.get(Case, case_id)
        citizen = tx.get(Citizen, case.citizen_id)
        for number, part in enumerate(wanted):
            if cancelled():
                raise Cancelled
            sections.append(READ[part](session, tx, case, words(language)))
            on_progress((number + 1) / len(wanted))
    return Dossier(case, citizen, language, tuple(sections))


def log_extract(tx: Reader, dossier: Dossier) -> None:
    """Every record of the dossier has left the store in a copy."""
    tx.extracted(dossier.case)
    tx.extracted(dossier.citizen)
    for section in dossier.sections:
        for record in section.records:
            tx.extracted(record)


@cache
def words(language: str) -> dict[str, Any]:
    """What the document says by itself (resources/dossier/words.toml)."""
    file = resources.files("resources.dossier").joinpath("words.toml")
    told: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))[language]
    return told
