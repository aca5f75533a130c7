"""A transaction that reads: records, searches, and what the store says of itself."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from jobassist.errors import UserError
from jobassist.ports.access import Access, AccessEntry
from jobassist.ports.stored import CaseCard, Found, Kept, News, SyncCounts
from jobassist.records import Record, kind_of
from storage import access_log, cases, news, notes, outbox, rows
from storage.lookups import Lookups
from storage.schema import DOUBT, KEPT, OUTBOX, RECORDS, SETTING
from storage.trail import Trail

_NO_LOSS = ("conflict", "overruled")
"""Of what is kept: what the central neither refused nor lost."""

R = TypeVar("R", bound=Record)


class Reading(Lookups):
    """A consistent view of the store."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.trail = Trail(self._citizen_of_case)

    def _citizen_of_case(self, case_id: str) -> str | None:
        table = RECORDS["case"]
        query = select(table.c.citizen_id).where(table.c.id == case_id)
        return self.connection.execute(query).scalar()

    def get(self, cls: type[R], id: str) -> R:
        """The record; UserError `store.no_such_record` if there is none."""
        record = rows.fetch(self.connection, kind_of(cls), id)
        if not isinstance(record, cls):
            raise UserError("store.no_such_record", kind=kind_of(cls).name)
        self.trail.read(record)
        return record

    def find(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        """Records whose fields equal the given values."""
        records = rows.find(self.connection, cls, order, limit, **is_)
        self.trail.found(records, is_.get(kind_of(cls).case_field or ""))
        return records

    def listed(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        """The same for a list, which is no reading."""
        return rows.find(self.connection, cls, order, limit, **is_)

    def count(self, cls: type[R], **is_: Any) -> int:
        """How many records have these values."""
        return rows.count(self.connection, kind_of(cls), **is_)

    def case_cards(self, query: str = "", *, limit: int | None = None) -> list[CaseCard]:
        """Open cases that match every word."""
        found = cases.cards(self.connection, query, limit)
        if words := access_log.hashed(self.connection, query):
            self.trail.searched("case", words, ())
        return found

    def case_count(self, query: str = "") -> int:
        """How many open cases match every word."""
        return cases.count(self.connection, query)

    def search_notes(self, query: str, *, limit: int = 50) -> list[Found]:
        """Notes that hold every word, best first."""
        found = notes.search(self.connection, query, limit)
        if words := access_log.hashed(self.connection, query):
            self.trail.searched("note", words, (hit.id for hit in found))
        return found

    def setting(self, key: str) -> str | None:
        """A small value of the store's own, or None."""
        query = select(SETTING.c.value).where(SETTING.c.key == key)
        return self.connection.execute(query).scalar()

    def doubts(self, note_id: str) -> str | None:
        """Where a draft is doubtful, as it was kept."""
        query = select(DOUBT.c.marks).where(DOUBT.c.note_id == note_id)
        return self.connection.execute(query).scalar()

    def sync_counts(self) -> SyncCounts:
        """What waits to be sent or decided."""
        unsent = self.connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()
        query = select(func.count()).select_from(KEPT)
        conflicts = self.connection.execute(query.where(KEPT.c.why == "conflict")).scalar_one()
        others = self.connection.execute(query.where(KEPT.c.why.not_in(_NO_LOSS))).scalar_one()
        return SyncCounts(unsent, conflicts, others)

    def kept(self) -> list[Kept]:
        """What did not stand, oldest first."""
        return outbox.kept(self.connection)

    def news(self, case_id: str | None = None, *, since: int = 0) -> list[News]:
        """What came in from others, oldest first."""
        return news.since(self.connection, case_id, since)

    def extracted(self, record: Record) -> None:
        """The record leaves the store in a copy (an export, a print): log it as an extract."""
        self.trail.did(Access.EXTRACT, record)

    def accesses(
        self,
        *,
        citizen_id: str | None = None,
        action: Access | None = None,
        since: datetime | None = None,
    ) -> list[AccessEntry]:
        """The access log's entries that fit, oldest first."""
        return access_log.entries(
            self.connection, citizen_id=citizen_id, action=action, since=since
        )

    def searches_for(self, name: str) -> list[AccessEntry]:
        """Searches by a beginning of any word of `name`, oldest first."""
        wanted = access_log.hashes_of_beginnings(self.connection, name)
        searches = access_log.entries(self.connection, action=Access.SEARCH)
        return [one for one in searches if wanted & set(one.touch.record_id.split())]
