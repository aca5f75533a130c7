"""What a reading finds besides cases and notes: workplaces, candidates, strokes, the log's head.

And lists of what many cases have: they are asked of the database at once.
"""

from collections.abc import Collection
from typing import TypeVar

from sqlalchemy import Connection, select

from jobassist.ports.stored import UnitHit
from jobassist.records import CandidateProfile, Note, Record
from storage import access_log, candidates, companies, rows, transfers
from storage import ink as strokes
from storage.schema import OUTBOX, RECORDS
from storage.trail import Trail

R = TypeVar("R", bound=Record)


class Lookups:
    """The part of a `Reading` that belongs to the company visit, and to lists of many cases."""

    connection: Connection
    trail: Trail

    def listed_among(self, cls: type[R], field: str, values: Collection[str]) -> list[R]:
        """Records whose field is one of the values, for a list."""
        return rows.find_in(self.connection, cls, field, values) if values else []

    def citizen_names(self) -> list[str]:
        """The citizens' names."""
        table = RECORDS["citizen"]
        names = self.connection.execute(select(table.c.given_name, table.c.family_name))
        return [f"{given} {family}".strip() for given, family in names]

    def untransferred(
        self, author_id: str, *, besides: Collection[str] = (), limit: int | None = None
    ) -> list[Note]:
        """An author's final notes that the case system has not got."""
        return transfers.untransferred(self.connection, author_id, besides, limit)

    def untransferred_count(self, author_id: str, *, besides: Collection[str] = ()) -> int:
        """How many they are."""
        return transfers.untransferred_count(self.connection, author_id, besides)

    def search_units(self, query: str, *, limit: int | None = None) -> list[UnitHit]:
        """Workplaces that match every word."""
        return companies.units(self.connection, query, limit)

    def register_words(self) -> list[str]:
        """Every word one can find a workplace by."""
        return companies.register_words(self.connection)

    def search_profiles(self, query: str = "") -> list[CandidateProfile]:
        """Active profiles that match a word."""
        found = candidates.active(self.connection, query)
        hashed = access_log.hashed(self.connection, query)
        self.trail.searched("candidate_profile", hashed, (one.id for one in found))
        return found

    def ink(self, form_id: str, role: str) -> list[str]:
        """Strokes of a signature being given."""
        return strokes.drawn(self.connection, form_id, role)

    def unsent_records(self) -> set[tuple[str, str]]:
        """Kind and id of what waits for the central."""
        waiting = self.connection.execute(select(OUTBOX.c.kind, OUTBOX.c.record_id))
        return {(row.kind, row.record_id) for row in waiting}

    def log_head(self) -> str:
        """The hash of the access log's last entry."""
        return access_log.head(self.connection)
