"""The encrypted store: transactions on the case data (`jobassist.ports.store`)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, func, select

from jobassist.errors import UserError
from jobassist.ports.store import CaseCard, Found, Incoming, Operation, SyncCounts
from jobassist.records import Merge, Record, kind_of
from jobassist.records.form import changed
from storage import cases, held, notes, outbox, owner, rows, sync
from storage.engine import IMMEDIATE, clear_faults
from storage.schema import CURSOR, KEPT, OUTBOX, SETTING

R = TypeVar("R", bound=Record)


class EncryptedStore:
    """An open store. Any number of threads may read; one at a time writes, the others wait."""

    def __init__(self, engine: Engine, claim: Callable[[], None]) -> None:
        self._engine = engine
        self._claim = claim  # makes this program the folder's one writer, or raises

    @contextmanager
    def read(self) -> Iterator["Reading"]:
        """A consistent view for the length of the `with`."""
        with clear_faults(), self._engine.connect() as connection:
            yield Reading(connection)

    @contextmanager
    def write(self) -> Iterator["Writing"]:
        """A transaction: all of it on disk at the end of the `with`, or nothing.

        Raises: EnvironmentFault `store.in_use` when another program writes to the folder.
        """
        self._claim()
        with clear_faults(), self._engine.connect() as plain:
            connection = plain.execution_options(**{IMMEDIATE: True})
            with connection.begin():
                yield Writing(connection)

    sync = write

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log in."""
        self._engine.dispose()


class Reading:
    """A consistent view of the store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, cls: type[R], id: str) -> R:
        """The record; UserError `store.no_such_record` if there is none."""
        record = rows.fetch(self._connection, kind_of(cls), id)
        if not isinstance(record, cls):
            raise UserError("store.no_such_record", kind=kind_of(cls).name)
        return record

    def find(
        self, cls: type[R], *, order: str = "id", limit: int | None = None, **is_: Any
    ) -> list[R]:
        """Records whose fields equal the given values."""
        return rows.find(self._connection, cls, order, limit, **is_)

    def count(self, cls: type[R], **is_: Any) -> int:
        """How many records have these values."""
        return rows.count(self._connection, kind_of(cls), **is_)

    def case_cards(self, query: str = "", *, limit: int | None = None) -> list[CaseCard]:
        """Open cases that match every word."""
        return cases.cards(self._connection, query, limit)

    def search_notes(self, query: str, *, limit: int = 50) -> list[Found]:
        """Notes that hold every word, best first."""
        return notes.search(self._connection, query, limit)

    def setting(self, key: str) -> str | None:
        """A small value of the store's own, or None."""
        query = select(SETTING.c.value).where(SETTING.c.key == key)
        return self._connection.execute(query).scalar()

    def sync_counts(self) -> SyncCounts:
        """What waits to be sent or decided."""
        unsent = self._connection.execute(select(func.count()).select_from(OUTBOX)).scalar_one()
        query = select(func.count()).select_from(KEPT)
        conflicts = self._connection.execute(query.where(KEPT.c.why == "conflict")).scalar_one()
        others = self._connection.execute(query.where(KEPT.c.why != "conflict")).scalar_one()
        return SyncCounts(unsent, conflicts, others)


class Writing(Reading):
    """A transaction that may change things, by the user or by the sync client."""

    def put(self, record: Record) -> None:
        """Insert or replace, and queue what changed in the same transaction.

        The revision is the central's and stays as it is stored. Raises: UserError
        `record.sealed` when the stored record may no longer change.
        """
        kind = kind_of(record)
        before = rows.fetch(self._connection, kind, record.id)
        record = replace(record, rev=before.rev if before else 0)
        fields = changed(before, record)
        if before is None:
            rows.insert(self._connection, kind, record)
        elif not fields:
            return
        elif kind.is_sealed(before):
            raise UserError("record.sealed")
        else:
            rows.update(self._connection, kind, record, set(fields))
        ours = {n: v for n, v in fields.items() if kind.field(n).merge is not Merge.CENTRAL}
        if ours:
            outbox.queue(self._connection, kind.name, record.id, record.rev, ours)

    def set_setting(self, key: str, value: str | None) -> None:
        """Keep (or with None forget) a small value of the store's own."""
        self._connection.execute(SETTING.delete().where(SETTING.c.key == key))
        if value is not None:
            self._connection.execute(SETTING.insert(), {"key": key, "value": value})

    def pending(self, limit: int) -> list[Operation]:
        """The oldest unanswered operations, one for each record; frozen from now on."""
        return outbox.hand_out(self._connection, limit)

    def settle(self, op_id: str, outcome: str, rev: int) -> None:
        """The central's answer to an operation."""
        sync.settle(self._connection, op_id, outcome, rev)

    def apply(self, scope: str, rows: Sequence[Incoming], cursor: int) -> None:
        """Take over the central's rows for a scope together with the cursor."""
        for row in rows:
            sync.take_in(self._connection, scope, row)
        self._connection.execute(CURSOR.delete().where(CURSOR.c.scope == scope))
        self._connection.execute(CURSOR.insert(), {"scope": scope, "position": cursor})

    def cursor(self, scope: str) -> int:
        """The last position taken over for a scope, 0 if none."""
        return self.scopes().get(scope, 0)

    def scopes(self) -> dict[str, int]:
        """Every scope held, with its cursor."""
        return {row.scope: row.position for row in self._connection.execute(CURSOR.select())}

    def purge(self, scope: str) -> int:
        """Remove a lost scope, keep its unsent work aside; returns how many records went."""
        return held.purge(self._connection, scope)

    def adopt_user(self, old: str, new: str) -> None:
        """Enrolment: the owner of a stand-alone store is the central's user `new` from now on."""
        owner.adopt(self._connection, old, new)
