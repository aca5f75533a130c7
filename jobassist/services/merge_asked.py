"""What a source of merge values is asked about: a case, on a day, for a text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Case, PhraseText
from jobassist.services.danish import danish_date, read_date
from jobassist.session import Session

_LETTER = "Brev"
_HEARING = re.compile("partshør", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """`given` is what whoever writes knows already: the talk's day, the company's P-number."""

    session: Session
    tx: Reader
    case: Case
    given: Mapping[str, str]
    text: PhraseText

    @property
    def today(self) -> date:
        """The Danish day."""
        return danish_day(self.session.clock.now())

    @property
    def event(self) -> date:
        """The day that what is written is about: the talk's, or today."""
        return read_date(self.given.get("samtale.dato", "")) or self.today

    @property
    def is_letter(self) -> bool:
        """Whether a letter is being written."""
        return self.text.category == _LETTER

    @property
    def is_hearing(self) -> bool:
        """Whether it asks a party to be heard."""
        return bool(_HEARING.search(self.text.title + self.text.body))


def day(value: date | None) -> str:
    """A day as it stands in a text; empty for none."""
    return danish_date(value) if value else ""
