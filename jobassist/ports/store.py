"""The case store as the services see it.

All reading and writing happens in a transaction. A write transaction that ends without an
exception is on disk, together with the operations that will carry it to the central; one that
raises leaves no trace. The use of personal data is logged by the transaction itself: opening a
case is one reading, a list is none, a repeated access within a minute is the same one.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from jobassist.ports.access import Access, AccessEntry, Erased
from jobassist.ports.stored import (
    CaseCard,
    Found,
    Incoming,
    Kept,
    News,
    Operation,
    Other,
    SyncCounts,
    UnitHit,
)
from jobassist.records import CandidateProfile, Case, Citizen, Note, Record, Value

R = TypeVar("R", bound=Record)


EPOCH = "central.epoch"
"""The setting that holds the epoch of the central's history (`SyncWriter.begin_epoch`)."""

PRACTICE = "practice.case"
"""The setting with the ids of the practice case and its citizen, parted by a space.

Nothing of them is ever queued for the central: `Writer.put` leaves their operations out.
"""


class Reader(Protocol):
    """A consistent view of the store."""

    def get(self, cls: type[R], id: str) -> R:
        """The record; UserError `store.no_such_record` if there is none."""
        ...

    def find(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        """Records whose fields equal the given values. `order` is a field, `-field` for falling."""
        ...

    def listed(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        """The same, for a list of many people's things: a list is no reading of each.

        Only for what stands in a list (a name, a number, a day, a title), or is compared with.
        """
        ...

    def listed_among(self, cls: type[R], field: str, values: Collection[str]) -> list[R]:
        """Records whose field is one of the values, by their ids; a list, as `listed`."""
        ...

    def citizen_names(self) -> list[str]:
        """The names of the citizens that are here, in any order: to put a slip right by."""
        ...

    def untransferred(
        self, author_id: str, *, besides: Collection[str] = (), limit: int | None = None
    ) -> list[Note]:
        """An author's final notes that the case system has not got, newest first; a list.

        Left out are those that were moved as misfiled, in cases that are not here, and in the
        cases `besides`.
        """
        ...

    def untransferred_count(self, author_id: str, *, besides: Collection[str] = ()) -> int:
        """How many they are."""
        ...

    def count(self, cls: type[R], **is_: Any) -> int:
        """How many records have these values."""
        ...

    def case_cards(self, query: str = "", *, limit: int | None = None) -> list[CaseCard]:
        """Open cases whose citizen's name, CPR or case number match every word (prefix)."""
        ...

    def case_count(self, query: str = "") -> int:
        """How many open cases `case_cards` would find; nobody's data is read."""
        ...

    def search_notes(self, query: str, *, limit: int = 50) -> list[Found]:
        """Full-text search in notes: every word, by prefix, best first."""
        ...

    def search_units(self, query: str, *, limit: int | None = None) -> list[UnitHit]:
        """Workplaces of which every word begins a name, number, town or branch; all without."""
        ...

    def register_words(self) -> list[str]:
        """Every word one can find a workplace by, in lower case."""
        ...

    def search_profiles(self, query: str = "") -> list[CandidateProfile]:
        """Active profiles with a title or skill that a word begins; all without. One search."""
        ...

    def ink(self, form_id: str, role: str) -> list[str]:
        """Strokes of a signature being given, in the order they were kept."""
        ...

    def log_head(self) -> str:
        """The hash of the access log's last entry, which a seal made now is chained to."""
        ...

    def setting(self, key: str) -> str | None:
        """A small value of the store's own (never personal data), or None."""
        ...

    def doubts(self, note_id: str) -> str | None:
        """Where a draft is doubtful, as it was kept; None of a note that is final or gone."""
        ...

    def unsent_records(self) -> set[tuple[str, str]]:
        """Kind and id of every record with a change that the central has not answered for."""
        ...

    def sync_counts(self) -> SyncCounts:
        """What waits to be sent or decided."""
        ...

    def kept(self) -> list[Kept]:
        """What did not stand, oldest first."""
        ...

    def news(self, case_id: str | None = None, *, since: int = 0) -> list[News]:
        """What came in from others after a place, oldest first; in one case, or in all."""
        ...

    def extracted(self, record: Record) -> None:
        """The record leaves the store in a copy (an export, a print): log it as an extract."""
        ...

    def accesses(
        self,
        *,
        citizen_id: str | None = None,
        action: Access | None = None,
        since: datetime | None = None,
    ) -> list[AccessEntry]:
        """The access log's entries that fit, oldest first."""
        ...

    def searches_for(self, name: str) -> list[AccessEntry]:
        """Searches by a beginning of any word of `name`, oldest first."""
        ...


class Writer(Reader, Protocol):
    """A transaction that may change things."""

    def put(self, record: Record) -> None:
        """Insert or replace, and queue what changed for the central in the same transaction.

        Unsent changes to one record become one operation unless it is on its way already.
        Raises: UserError `record.sealed` when the stored record may no longer change.
        """
        ...

    def settle_kept(self, id: str) -> None:
        """Somebody decided: forget what was kept.

        A record sealed here by what the central refused is a draft again, and its scopes begin
        anew: what stands at the central comes. Raises: UserError `sync.no_such_kept`.
        """
        ...

    def say_again(self, record: Record, names: Collection[str]) -> dict[str, Value]:
        """Tell the central that what stands in these fields stands; nothing changes by it.

        Returns what is told of them. Fields with a change of their own on the way are left out:
        that tells as much; and so are those that are merged inside, where a whole would be sent.
        """
        ...

    def unsay(self, record: Record, told: Mapping[str, Value]) -> bool:
        """Take what waits of these values for the record back; False: none has not been sent."""
        ...

    def keep_again(self, kept: Kept) -> None:
        """A decision is taken back: what was kept waits to be decided once more."""
        ...

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep (or with None forget) a small value of the store's own."""
        ...

    def keep_doubts(self, note_id: str, marks: str | None) -> None:
        """Keep (or with None forget) where a draft is doubtful; on this device only.

        It goes by itself when the draft becomes final or is erased.
        """
        ...

    def add_ink(self, form_id: str, role: str, points: str) -> None:
        """Keep more of a signature being drawn; on this device only, never sent."""
        ...

    def forget_ink(self, form_id: str, role: str | None = None) -> None:
        """Erase the strokes of one role, or of all, on a form."""
        ...

    def erase(self, cls: type[Citizen | Case], id: str) -> Erased:
        """Erase a citizen or a case with all that belongs to it, in restored snapshots too.

        A sealed note leaves a tombstone: hash, signature and place in the chain. Unsent work
        goes too. Erasing again finds nothing. Call `Store.settle` after the transaction.
        """
        ...

    def trim_accesses(self, before: datetime) -> int:
        """Delete the access log's entries from before then; returns how many they were."""
        ...


class SyncWriter(Writer, Protocol):
    """What only the sync client may do.

    Scopes are `organisation`, `user:<user id>`, `case:<case id>`, and, for an author's drafts in a
    case, `user:<user id>:<case id>`. A record may come by several scopes (a citizen with two
    cases; a note leaves its author's drafts when it enters the case): it is there while one of
    them holds it.
    """

    def pending(self, limit: int) -> list[Operation]:
        """The oldest unanswered operations in order, one for each record; frozen from now on.

        The next change of a record waits for the answer to the one on its way.
        """
        ...

    def unanswered(self) -> list[Operation]:
        """Every unanswered operation in order; frozen from now on, as with `pending`."""
        ...

    def settle(
        self,
        op_id: str,
        outcome: str,
        rev: int,
        code: str | None = None,
        clashed: Mapping[str, Value] | None = None,
        *,
        others: Mapping[str, Other] | None = None,
    ) -> None:
        """The central's answer to an operation: `applied`, `merged`, `conflict`, `quarantined`.

        What was acknowledged is kept a while, in case the central is put back. One that is sent
        again and refused because others have not sent theirs again (`code` unknown_record,
        unknown_reference, forbidden) waits for the next rows, under a new id. `clashed` are the
        values that did not stand, by field; of an object (`Merge.KEYS`) only the keys that
        clashed are kept. `others`: by field, whose change they clashed with.
        """
        ...

    def apply(self, scope: str, rows: Sequence[Incoming], cursor: int) -> None:
        """Take over the central's rows for a scope; rows and cursor commit together.

        Fields with an unsent local change keep the local value until that change is answered.
        A row with `fields` None ends this scope's hold on the record and no other scope's; one
        that names what it was joined into has what refers to it refer to that, and what the two
        say differently kept as a conflict of that one's. A
        cursor of 0 makes the next pull begin anew.
        """
        ...

    def complete(self, scope: str) -> None:
        """The scope has been fetched to its end.

        What it held before `begin_epoch` and has not brought since has left it.
        """
        ...

    def begin_epoch(self, epoch: str) -> None:
        """The central's history is another one: it was put back, or is met for the first time.

        Every scope is fetched anew, rows count whatever their revision, and what was
        acknowledged lately waits to be sent again, as it was sent.
        """
        ...

    def forget_sent(self, before: datetime) -> None:
        """Keep what was acknowledged, and what came in, before then no longer."""
        ...

    def cursor(self, scope: str) -> int:
        """The last position taken over for a scope, 0 if none."""
        ...

    def scopes(self) -> dict[str, int]:
        """Every scope held, with its cursor."""
        ...

    def purge(self, scope: str) -> int:
        """Remove a lost scope, quarantine its unsent work; returns how many records went.

        `case:<id>` takes along what was made here for the case and has not come by any scope.
        """
        ...

    def adopt_user(self, old: str, new: str) -> None:
        """Enrolment: the owner of a stand-alone store is the central's user `new` from now on.

        In this transaction the id is replaced in the user's own record, in every field that
        refers to a user (final notes' columns too, never their sealed bytes) and in every unsent
        operation. No operation comes of it; one that would send the user's own record is dropped,
        because only the central writes users. With `old` == `new` nothing happens.
        """
        ...


class Store(Protocol):
    """An open store."""

    def read(self) -> AbstractContextManager[Reader]:
        """A consistent view for the length of the `with`."""
        ...

    def write(self) -> AbstractContextManager[Writer]:
        """A transaction: all of it on disk at the end of the `with`, or nothing."""
        ...

    def sync(self) -> AbstractContextManager[SyncWriter]:
        """A transaction of the sync client."""
        ...

    def settle(self) -> bool:
        """Make what was erased unreadable in every file; False when a reader is in the way."""
        ...

    def close(self) -> None:
        """Flush and close. The store cannot be used after."""
        ...
