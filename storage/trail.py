"""What one transaction did with personal data, told as the accesses a person would call it.

Opening a case is one reading, however many rows it takes; a list is no reading; the hits of a
search belong to the search; whoever writes to a citizen's records has seen what stood there.
"""

from collections.abc import Callable, Iterable

from jobassist.ports.access import Access, Touch
from jobassist.records import KINDS, Record, kind_of

PERSONAL = {kind.name for kind in KINDS.values() if any(f.personal for f in kind.fields)}
"""The kinds whose use is logged."""


class Trail:
    """Collects; `touches` tells. `citizen_of_case` knows whose case an id names."""

    def __init__(self, citizen_of_case: Callable[[str], str | None]) -> None:
        self._citizen_of_case = citizen_of_case
        self._cases: dict[str, str | None] = {}
        self._reads: dict[Touch, None] = {}
        self._acts: dict[Touch, None] = {}
        self._hits: set[str] = set()

    def read(self, record: Record) -> None:
        """A record was handed out by its id."""
        self._enter(self._reads, Access.READ, record)

    def found(self, records: Iterable[Record], case_id: str | None) -> None:
        """Records were handed out by their values; all those of one case are the case."""
        if case_id is None:
            for record in records:
                self.read(record)
        else:
            touch = Touch(Access.READ, "case", case_id, self._citizen(case_id))
            self._reads[touch] = None

    def searched(self, kind: str, words: str, hits: Iterable[str]) -> None:
        """A search, by the keyed hashes of its words, and the ids of what it showed."""
        self._acts[Touch(Access.SEARCH, kind, words)] = None
        self._hits.update(hits)

    def did(self, action: Access, record: Record) -> None:
        """A record was added, changed, extracted or deleted."""
        self._enter(self._acts, action, record)

    def did_by_id(self, touch: Touch) -> None:
        """The same for what is gone already."""
        self._acts[touch] = None

    def touches(self) -> list[Touch]:
        """The accesses to log, in the order they were made."""
        written = {t.citizen_id for t in self._acts if t.action is not Access.SEARCH} - {None}
        opened = {t.citizen_id for t in self._reads if t.kind == "case"} - {None}
        reads = [
            touch
            for touch in self._reads
            if touch.record_id not in self._hits
            and touch.citizen_id not in written
            and (touch.kind == "case" or touch.citizen_id not in opened)
        ]
        return [*reads, *self._acts]

    def _enter(self, to: dict[Touch, None], action: Access, record: Record) -> None:
        kind = kind_of(record).name
        if kind in PERSONAL:
            to[Touch(action, kind, record.id, self._whose(record))] = None

    def _whose(self, record: Record) -> str | None:
        kind = kind_of(record)
        if kind.name == "citizen":
            return record.id
        for field in kind.fields:
            if field.references == "citizen":
                return str(getattr(record, field.name))
        return self._citizen(getattr(record, kind.case_field)) if kind.case_field else None

    def _citizen(self, case_id: str) -> str | None:
        if case_id not in self._cases:
            self._cases[case_id] = self._citizen_of_case(case_id)
        return self._cases[case_id]
