"""What the merge fields of a standard text stand for, in one case on one day.

Where the values come from is declared in `SOURCES`: a new kind of record is one line there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jobassist.ports.store import Reader
from jobassist.records import Case, PhraseText
from jobassist.services import merge_case, merge_company, merge_course
from jobassist.services.days import counted_from, modified_day
from jobassist.services.grammar import modified
from jobassist.services.merge_asked import Asked
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Source:
    """Where the fields of some groups come from; `by_text`: another text, other values."""

    look_up: Callable[[Asked], dict[str, str]]
    groups: tuple[str, ...]
    by_text: bool = False


SOURCES = (
    Source(merge_case.days, ("dags", "brev", "frist"), by_text=True),
    Source(merge_case.law_references, ("lov",), by_text=True),
    Source(merge_case.office, ("sagsbehandler", "kommune", "kontor", "klage")),
    Source(merge_case.case, ("sag", "tovholder")),
    Source(merge_case.citizen, ("borger",)),
    Source(merge_course.talk, ("samtale",), by_text=True),
    Source(merge_course.plan, ("plan",)),
    Source(merge_course.measures, ("praktik", "loentilskud", "mentor")),
    Source(merge_course.consent, ("samtykke",)),
    Source(merge_company.company, ("virksomhed", "besoeg")),
)
"""Every source. A field whose value no source knows becomes a visible blank."""

_BY_GROUP = {group: source for source in SOURCES for group in source.groups}


@dataclass(slots=True)
class CaseValues:
    """Looks a field's value up when it is asked for. `given` goes before what the store knows.

    `text` is the standard text that is being written: only a letter is dated today, and only a
    letter or a hearing has the usual deadline. The law is that of the event's day: the talk in
    `given`, or today.
    """

    session: Session
    tx: Reader
    case: Case
    given: Mapping[str, str]
    text: PhraseText
    _known: dict[Source, dict[str, str]] = field(default_factory=dict)

    def of(self, text: PhraseText) -> "CaseValues":
        """The same case for another text; what does not depend on the text is not read again."""
        kept = {source: known for source, known in self._known.items() if not source.by_text}
        return CaseValues(self.session, self.tx, self.case, self.given, text, kept)

    def get(self, name: str) -> str:
        """The field's text; empty when it is not known."""
        value = self.given.get(name) or self._look_up(name)
        if value:
            return value
        base, _, modifier = name.rpartition(".")
        if "." not in base:
            return ""
        value = self.get(base)
        return (modified(value, modifier) or modified_day(value, modifier)) if value else ""

    def _look_up(self, name: str) -> str:
        asked = Asked(self.session, self.tx, self.case, self.given, self.text)
        source = _BY_GROUP.get(name.partition(".")[0])
        if source is not None and source not in self._known:
            self._known[source] = source.look_up(asked)
        known = self._known[source].get(name, "") if source else ""
        return known or counted_from(asked.today, name)
