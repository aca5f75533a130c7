"""A store in memory that keeps the promises of `jobassist.ports.store`.

It shares tests/storage/test_store_contract.py with the encrypted store.
"""

import copy
import itertools
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import RLock
from typing import Any, TypeVar

from jobassist.errors import UserError
from jobassist.ports.access import Access, AccessEntry, Erased, Touch
from jobassist.ports.clock import Clock
from jobassist.ports.store import PRACTICE
from jobassist.ports.stored import Kept, News, Operation, Other, SyncCounts
from jobassist.records import (
    KINDS,
    Case,
    Citizen,
    Envelope,
    Kind,
    Letter,
    Merge,
    Note,
    Record,
    Value,
    kind_of,
)
from jobassist.records.plain import changed, from_plain, to_plain
from storage.outbox import named
from storage.trail import Trail
from tests.fakes import accesses
from tests.fakes.clock import FakeClock
from tests.fakes.finding import FakeFinding, words_of
from tests.fakes.register import FakeRegister
from tests.fakes.syncing import FakeSync

R = TypeVar("R", bound=Record)
Key = tuple[str, str]  # kind, record id
_IDS = itertools.count(1)  # of all stores: an operation's id is never used twice


@dataclass
class _Contents:
    records: dict[Key, Record] = field(default_factory=dict)
    outbox: list[Operation] = field(default_factory=list)
    frozen: set[str] = field(default_factory=set)
    theirs: dict[Key, dict[str, Value]] = field(default_factory=dict)
    conflicts: list[Operation] = field(default_factory=list)
    quarantine: list[Operation] = field(default_factory=list)
    overruled: list[Operation] = field(default_factory=list)
    told: dict[str, tuple[str | None, Mapping[str, Other]]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    cursors: dict[str, int] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)  # scopes that are being fetched from 0
    held: set[tuple[str, Key]] = field(default_factory=set)
    log: list[AccessEntry] = field(default_factory=list)
    erased: set[Key] = field(default_factory=set)
    ink: list[tuple[str, str, str]] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)  # of a note
    seq: int = 0
    sent: list[tuple[datetime, Operation]] = field(default_factory=list)
    again: dict[str, int] = field(default_factory=dict)  # as the store's: even, it waits
    earlier: set[tuple[str, Key]] = field(default_factory=set)
    news: list[News] = field(default_factory=list)


class FakeStore:
    """Everything in one object; a transaction works on a copy that replaces it at the end."""

    def __init__(self, *records: Record, clock: Clock | None = None) -> None:
        self._contents = _Contents()
        self._clock = clock or FakeClock()
        self._lock = RLock()
        self._ids = _IDS
        self.closed = False
        for record in records:
            self._contents.records[kind_of(record).name, record.id] = record

    @contextmanager
    def read(self) -> Iterator["_Transaction"]:
        """A consistent view."""
        assert not self.closed, "the store is closed"
        transaction = _Transaction(self._contents, self._ids, self._clock)
        try:
            yield transaction
        finally:
            transaction.tell()

    @contextmanager
    def write(self) -> Iterator["_Transaction"]:
        """All of it, or nothing."""
        assert not self.closed, "the store is closed"
        with self._lock:
            contents = copy.deepcopy(self._contents)
            transaction = _Transaction(contents, self._ids, self._clock)
            yield transaction
            transaction.tell()
            self._contents = contents

    @contextmanager
    def sync(self) -> Iterator["_Transaction"]:
        """A transaction of the sync client: the access log says nothing of it."""
        assert not self.closed, "the store is closed"
        with self._lock:
            contents = copy.deepcopy(self._contents)
            yield _Transaction(contents, self._ids, self._clock)
            self._contents = contents

    def settle(self) -> bool:
        """There are no files."""
        return True

    def close(self) -> None:
        """The store cannot be used after."""
        self.closed = True


class _Transaction(FakeSync, FakeRegister, FakeFinding):
    def __init__(self, contents: _Contents, ids: Iterator[int], clock: Clock) -> None:
        self._c = contents
        self._ids = ids
        self._clock = clock
        self._trail = Trail(self._citizen_of_case)

    def _citizen_of_case(self, case_id: str) -> str | None:
        case = self._c.records.get(("case", case_id))
        return case.citizen_id if isinstance(case, Case) else None

    def tell(self) -> None:
        """Log what was done; within a minute the same again is once."""
        accesses.tell(self._c.log, self._trail, self._clock, self.setting("owner") or "")

    # Reading

    def setting(self, key: str) -> str | None:
        return self._c.settings.get(key)

    def doubts(self, note_id: str) -> str | None:
        return self._c.doubts.get(note_id)

    def sync_counts(self) -> SyncCounts:
        return SyncCounts(len(self._c.outbox), len(self._c.conflicts), len(self._c.quarantine))

    def kept(self) -> list[Kept]:
        lost = [self._kept("conflict", op) for op in self._c.conflicts]
        lost += [self._kept("quarantined", op) for op in self._c.quarantine]
        return lost + [self._kept("overruled", op) for op in self._c.overruled]

    def _kept(self, why: str, op: Operation) -> Kept:
        return Kept(_kept_id(op), why, op, *self._c.told.get(op.id, (None, {})))

    def extracted(self, record: Record) -> None:
        self._trail.did(Access.EXTRACT, record)

    def accesses(self, **wanted: Any) -> list[AccessEntry]:
        return accesses.fitting(self._c.log, **wanted)

    def searches_for(self, name: str) -> list[AccessEntry]:
        return accesses.searches_for(self._c.log, words_of(name))

    # Writing

    def erase(self, cls: type[Citizen | Case], id: str) -> Erased:
        root = (kind_of(cls).name, id)
        whose = id if cls is Citizen else self._citizen_of_case(id)
        self._trail.did_by_id(Touch(Access.DELETE, *root, whose))
        cases = [case.id for case in self._find(Case, citizen_id=id)] if cls is Citizen else [id]
        keys = list(dict.fromkeys([root, *(("case", case_id) for case_id in cases)]))
        for key, record in self._c.records.items():
            field_name = KINDS[key[0]].case_field
            if field_name and getattr(record, field_name) in cases and key not in keys:
                keys.append(key)
        gone = sum(self._erase(key) for key in keys)
        return Erased(gone, tuple(id for kind, id in keys if kind == "note"))

    def _erase(self, key: Key) -> bool:
        self._c.erased.add(key)
        self._c.outbox = [op for op in self._c.outbox if (op.kind, op.record_id) != key]
        self._c.sent = [(at, op) for at, op in self._c.sent if (op.kind, op.record_id) != key]
        record = self._c.records.pop(key, None)
        self._c.doubts.pop(key[1], None)
        if isinstance(record, Note) and KINDS["note"].is_sealed(record):
            self._c.records[key] = accesses.tombstone(record)
            return record.sealed is not None
        if isinstance(record, Letter) and KINDS["letter"].is_sealed(record):
            gone = replace(record, recipient="", subject="", text="", sealed=None)
            self._c.records[key] = gone
            return record.sealed is not None
        if isinstance(record, Envelope):
            self._c.records[key] = replace(record, content="", sealed=None)
            return record.sealed is not None
        return record is not None

    def trim_accesses(self, before: datetime) -> int:
        kept = [entry for entry in self._c.log if entry.at >= before]
        gone = len(self._c.log) - len(kept)
        self._c.log[:] = kept
        if gone:
            self._trail.did_by_id(Touch(Access.DELETE, "access_log", ""))
        return gone

    def put(self, record: Record) -> None:
        kind = kind_of(record)
        key = (kind.name, record.id)
        before = self._c.records.get(key)
        rev = before.rev if before else 0
        record = from_plain(type(record), record.id, rev, to_plain(record))
        fields = changed(before, record)
        if before and not fields:
            return
        if before and (kind.insert_only or kind.is_sealed(before)):
            raise UserError("record.sealed")
        self._c.records[key] = record
        if isinstance(record, Note) and KINDS["note"].is_sealed(record):
            self._c.doubts.pop(record.id, None)
        self._trail.did(Access.CHANGE if before else Access.ADD, record)
        if before and before.rev and not self._waits(key):
            self._c.theirs[key] = to_plain(before)
        ours = {n: v for n, v in fields.items() if kind.field(n).merge is not Merge.CENTRAL}
        if ours and not self._is_practice(kind, record):
            self._queue(key, record.rev, ours)

    def _is_practice(self, kind: Kind, record: Record) -> bool:
        roots = (self.setting(PRACTICE) or "").split()
        return record.id in roots or bool(
            kind.case_field and getattr(record, kind.case_field) in roots
        )

    def _queue(
        self, key: Key, base_rev: int, fields: dict[str, Value], *, tells: bool = False
    ) -> None:
        told = frozenset(fields if tells else ())
        for i, op in reversed(list(enumerate(self._c.outbox))):
            same = (op.kind, op.record_id, op.base_rev) == (*key, base_rev)
            if same and op.id not in self._c.frozen:
                if {later.record_id for later in self._c.outbox[i + 1 :]} & named(fields):
                    break  # the central would not know yet what it names
                told |= op.told - fields.keys()
                self._c.outbox[i] = replace(op, fields={**op.fields, **fields}, told=told)
                return
        self._c.seq += 1
        id = f"01920000-0000-7000-8000-{next(self._ids):012x}"
        self._c.outbox.append(
            Operation(id, self._c.seq, *key, base_rev, fields, self._epoch_of(key), told)
        )

    def say_again(self, record: Record, names: Collection[str]) -> dict[str, Value]:
        kind, key = kind_of(record), (kind_of(record).name, record.id)
        stored = self._c.records.get(key)
        if stored is None or self._is_practice(kind, stored):
            return {}
        plain = {name for name in names if kind.field(name).merge is Merge.FIELD}
        left = plain - self._unsent(key)
        told = {name: value for name, value in to_plain(stored).items() if name in left}
        if told:
            self._queue(key, stored.rev, told, tells=True)
        return told

    def unsay(self, record: Record, told: Mapping[str, Value]) -> bool:
        key, found = (kind_of(record).name, record.id), False
        for op in list(self._c.outbox):
            if (op.kind, op.record_id) != key or op.id in self._c.frozen:
                continue
            left = {n: v for n, v in op.fields.items() if n not in told or told[n] != v}
            if left == op.fields:
                continue
            found, at = True, self._c.outbox.index(op)
            self._c.outbox[at : at + 1] = [replace(op, fields=left)] if left else []
        return found

    def settle_kept(self, id: str) -> None:
        both = (*self._c.conflicts, *self._c.quarantine, *self._c.overruled)
        every = [((op.kind, op.record_id), _kept_id(op)) for op in both]
        if id not in [kept_id for _, kept_id in every]:
            raise UserError("sync.no_such_kept")
        self._c.conflicts = [op for op in self._c.conflicts if _kept_id(op) != id]
        self._c.overruled = [op for op in self._c.overruled if _kept_id(op) != id]
        refused = [op for op in self._c.quarantine if _kept_id(op) == id]
        self._c.quarantine = [op for op in self._c.quarantine if op not in refused]
        self._give_up(next(key for key, kept_id in every if kept_id == id))
        for op in refused:
            self._break_seal(op)

    def keep_doubts(self, note_id: str, marks: str | None) -> None:
        self._c.doubts.pop(note_id, None)
        if marks is not None:
            self._c.doubts[note_id] = marks

    def set_setting(self, key: str, value: str | None) -> None:
        self._c.settings.pop(key, None)
        if value is not None:
            self._c.settings[key] = value


def _kept_id(op: Operation) -> str:
    return f"{op.id or 'row'}-{op.record_id}-{op.base_rev}"
