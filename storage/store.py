"""The encrypted store: transactions on the case data (`jobassist.ports.store`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, func, select

from jobassist.errors import UserError
from jobassist.ports.access import Access, AccessEntry, Erased, Touch
from jobassist.ports.clock import Clock, SystemClock
from jobassist.ports.store import (
    EPOCH,
    CaseCard,
    Found,
    Incoming,
    Kept,
    News,
    Operation,
    Other,
    SyncCounts,
)
from jobassist.records import Case, Citizen, Merge, Record, Value, kind_of
from jobassist.records.plain import changed
from storage import (
    access_log,
    cases,
    commits,
    erasure,
    held,
    news,
    notes,
    outbox,
    owner,
    practice,
    rows,
    sent,
    sync,
)
from storage import ink as strokes
from storage.access_log import AccessLog
from storage.engine import IMMEDIATE, changes, checkpoint, clear_faults
from storage.lookups import Lookups
from storage.schema import CURSOR, DOUBT, KEPT, OUTBOX, RECORDS, SETTING
from storage.trail import Trail
from storage.vault.head import Mark

R = TypeVar("R", bound=Record)
_WHOLE = "central.whole."
"""Before a scope's name: it is being fetched from its beginning, which takes several pages."""


class EncryptedStore:
    """An open store. Any number of threads may read; one at a time writes, the others wait.

    Every transaction leaves its trail in the access log (`storage.trail`), except the sync
    client's: what the central hands out and takes in, the central logs.
    """

    def __init__(
        self,
        engine: Engine,
        claim: Callable[[], None],
        acknowledge: Callable[[Mark], None] | None = None,
        is_writer: Callable[[], bool] = lambda: False,
        *,
        clock: Clock | None = None,
    ) -> None:
        self._engine = engine
        self._claim = claim  # makes this program the folder's one writer, or raises
        self._acknowledge = acknowledge  # writes the head after each commit
        self._clock = clock or SystemClock()
        self._is_writer = is_writer
        self._log = AccessLog(engine, self._clock, self._numbered)
        self.on_queued: Callable[[bool], None] | None = None
        """Told after a commit that something waits for the central; True: what others see."""

    @contextmanager
    def read(self) -> Iterator["Reading"]:
        """A consistent view for the length of the `with`; then it is told in the access log."""
        try:
            with clear_faults(), self._engine.connect() as connection:
                reading = Reading(connection)
                try:
                    yield reading
                finally:
                    self._log.wait(reading.trail.touches())
        finally:
            self._log.flush()

    @contextmanager
    def write(self) -> Iterator["Writing"]:
        """A transaction: all of it on disk at the end of the `with`, or nothing.

        Raises: EnvironmentFault `store.in_use` when another program writes to the folder.
        """
        with self._log.carried() as carrier, self.sync() as writing:
            yield writing
            self._log.write(writing.connection, writing.trail.touches(), carrier)
        if writing.queued and self.on_queued:
            self.on_queued(True in writing.queued)

    @contextmanager
    def sync(self) -> Iterator["Writing"]:
        """A transaction of the sync client."""
        self._claim()
        with clear_faults(), self._engine.connect() as plain:
            connection = plain.execution_options(**{IMMEDIATE: True})
            mark = None
            with connection.begin():
                before = changes(connection)
                yield Writing(connection, self._clock)
                if changes(connection) != before:
                    mark = commits.advance(connection)
            if mark and self._acknowledge:
                self._acknowledge(mark)

    def _numbered(self, connection: Connection) -> Callable[[], None]:
        """Number a commit of the access log's own, if this program is the one that writes."""
        if not (self._acknowledge and self._is_writer()):
            return lambda: None
        return partial(self._acknowledge, commits.advance(connection))

    def settle(self) -> bool:
        """Fold the write-ahead log in, so that what was erased is gone; False: a reader hinders."""
        return checkpoint(self._engine)

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log in."""
        self._log.flush()
        self._engine.dispose()


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
        others = self.connection.execute(query.where(KEPT.c.why != "conflict")).scalar_one()
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


class Writing(Reading):
    """A transaction that may change things, by the user or by the sync client."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        super().__init__(connection)
        self._clock = clock
        self.queued: set[bool] = set()  # for the central: True what others see, False drafts

    def put(self, record: Record) -> None:
        """Insert or replace, and queue what changed in the same transaction.

        The revision is the central's and stays as it is stored. Raises: UserError
        `record.sealed` when the stored record may no longer change.
        """
        kind = kind_of(record)
        before = rows.fetch(self.connection, kind, record.id)
        record = replace(record, rev=before.rev if before else 0)
        fields = changed(before, record)
        if before is None:
            rows.insert(self.connection, kind, record)
            self.trail.did(Access.ADD, record)
        elif not fields:
            return
        elif kind.insert_only or kind.is_sealed(before):
            raise UserError("record.sealed")
        else:
            rows.update(self.connection, kind, record, set(fields))
            self.trail.did(Access.CHANGE, record)
        if before is not None:
            sync.remember_before(self.connection, kind, before)
        ours = {n: v for n, v in fields.items() if kind.field(n).merge is not Merge.CENTRAL}
        if ours and not practice.holds(self.connection, kind, record):
            earlier = held.is_earlier(self.connection, kind.name, record.id)
            epoch = sent.epoch_of(self.connection, earlier=earlier)
            outbox.queue(self.connection, kind.name, record.id, record.rev, ours, epoch=epoch)
            self.queued.add(kind.sealed_when is None or kind.is_sealed(record))

    def settle_kept(self, id: str) -> None:
        """Somebody decided: forget what was kept. Raises: UserError `sync.no_such_kept`."""
        settled = outbox.forget_kept(self.connection, id)
        if settled is None:
            raise UserError("sync.no_such_kept")
        held.give_up(self.connection, *settled)

    def keep_again(self, kept: Kept) -> None:
        """A decision is taken back: what was kept waits to be decided once more."""
        outbox.keep(self.connection, kept.operation, kept.why, code=kept.code, others=kept.others)

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep (or with None forget) a small value of the store's own."""
        self.connection.execute(SETTING.delete().where(SETTING.c.key == key))
        if value is not None:
            self.connection.execute(SETTING.insert(), {"key": key, "value": value})

    def keep_doubts(self, note_id: str, marks: str | None) -> None:
        """Keep (or with None forget) where a draft is doubtful."""
        self.connection.execute(DOUBT.delete().where(DOUBT.c.note_id == note_id))
        if marks is not None:
            self.connection.execute(DOUBT.insert(), {"note_id": note_id, "marks": marks})

    def add_ink(self, form_id: str, role: str, points: str) -> None:
        """Keep more of a signature being drawn."""
        strokes.add(self.connection, form_id, role, points)

    def forget_ink(self, form_id: str, role: str | None = None) -> None:
        """Erase strokes."""
        strokes.forget(self.connection, form_id, role)

    def erase(self, cls: type[Citizen | Case], id: str) -> Erased:
        """Erase a citizen or a case with all that belongs to it; sealed notes leave tombstones."""
        kind = kind_of(cls).name
        whose = id if kind == "citizen" else self._citizen_of_case(id)
        self.trail.did_by_id(Touch(Access.DELETE, kind, id, whose))
        return erasure.erase(self.connection, kind, id, self._clock.now())

    def trim_accesses(self, before: datetime) -> int:
        """Delete the access log's entries from before then; returns how many they were."""
        gone = access_log.trim(self.connection, before)
        if gone:
            self.trail.did_by_id(Touch(Access.DELETE, "access_log", ""))
        return gone

    def pending(self, limit: int) -> list[Operation]:
        """The oldest unanswered operations, one for each record; frozen from now on."""
        return outbox.hand_out(self.connection, limit)

    def unanswered(self) -> list[Operation]:
        """Every unanswered operation in order; frozen from now on."""
        return outbox.hand_out_all(self.connection)

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
        """The central's answer to an operation."""
        at, told = self._clock.now(), sync.Told(clashed or {}, others or {})
        sync.settle(self.connection, op_id, outcome, rev, code, at=at, told=told)

    def apply(self, scope: str, rows: Sequence[Incoming], cursor: int) -> None:
        """Take over the central's rows for a scope together with the cursor."""
        begins = not self.cursor(scope)
        if begins and rows:
            self.set_setting(_WHOLE + scope, "")  # what its further pages bring is no news either
        is_news = not begins and self.setting(_WHOLE + scope) is None
        at = self._clock.now() if is_news else None
        sync.take_in_all(self.connection, scope, rows, at)
        if rows:
            sent.wake(self.connection)
        self.connection.execute(CURSOR.delete().where(CURSOR.c.scope == scope))
        self.connection.execute(CURSOR.insert(), {"scope": scope, "position": cursor})

    def complete(self, scope: str) -> None:
        """The scope has been fetched to its end."""
        self.set_setting(_WHOLE + scope, None)
        held.complete(self.connection, scope)

    def begin_epoch(self, epoch: str) -> None:
        """The central's history is another one: everything is fetched and sent again."""
        if self.setting(EPOCH) is not None:
            held.doubt_all(self.connection)
            sent.send_again(self.connection)
            self.set_setting(sent.EPOCH_BEFORE, self.setting(EPOCH))
        self.connection.execute(CURSOR.update().values(position=0))
        self.set_setting(EPOCH, epoch)

    def forget_sent(self, before: datetime) -> None:
        """Keep what was acknowledged or came in before then no longer."""
        sent.forget_before(self.connection, before)
        news.forget_before(self.connection, before)

    def cursor(self, scope: str) -> int:
        """The last position taken over for a scope, 0 if none."""
        return self.scopes().get(scope, 0)

    def scopes(self) -> dict[str, int]:
        """Every scope held, with its cursor."""
        return {row.scope: row.position for row in self.connection.execute(CURSOR.select())}

    def purge(self, scope: str) -> int:
        """Remove a lost scope, keep its unsent work aside; returns how many records went."""
        self.set_setting(_WHOLE + scope, None)
        return held.purge(self.connection, scope)

    def adopt_user(self, old: str, new: str) -> None:
        """Enrolment: the owner of a stand-alone store is the central's user `new` from now on."""
        owner.adopt(self.connection, old, new)
