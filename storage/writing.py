"""A transaction that writes: the user's changes, and what the sync client brings and takes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from jobassist.errors import UserError
from jobassist.ports.access import Access, Erased, Touch
from jobassist.ports.clock import Clock
from jobassist.ports.store import EPOCH
from jobassist.ports.stored import Incoming, Kept, Operation, Other
from jobassist.records import Case, Citizen, Kind, Merge, Record, Value, kind_of
from jobassist.records.plain import changed, to_plain
from storage import access_log, erasure, held, news, outbox, owner, practice, rows, sent, sync
from storage import ink as strokes
from storage.reading import Reading
from storage.schema import CURSOR, DOUBT, SETTING

_WHOLE = "central.whole."
"""Before a scope's name: it is being fetched from its beginning, which takes several pages."""


class Writing(Reading):
    """A transaction that may change things, by the user or by the sync client."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        super().__init__(connection)
        self._clock = clock
        self.queued: set[bool] = set()  # for sync: True what others see, False drafts

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
            self._queue(kind, record, ours)

    def _queue(
        self, kind: Kind, record: Record, fields: dict[str, Value], *, tells: bool = False
    ) -> None:
        earlier = held.is_earlier(self.connection, kind.name, record.id)
        epoch = sent.epoch_of(self.connection, earlier=earlier)
        about = (kind.name, record.id, record.rev)
        outbox.queue(self.connection, *about, fields, epoch=epoch, tells=tells)
        self.queued.add(kind.sealed_when is None or kind.is_sealed(record))

    def settle_kept(self, id: str) -> None:
        """Somebody decided: forget what was kept. Raises: UserError `sync.no_such_kept`."""
        settled = outbox.forget_kept(self.connection, id)
        if settled is None:
            raise UserError("sync.no_such_kept")
        about = settled.operation
        held.give_up(self.connection, about.kind, about.record_id)
        if settled.why == "quarantined" and sync.break_seal(self.connection, about):
            self.queued.add(True)

    def say_again(self, record: Record, names: Collection[str]) -> dict[str, Value]:
        """Tell the central that what stands in these fields stands; returns what is told."""
        kind = kind_of(record)
        stored = rows.fetch(self.connection, kind, record.id)
        if stored is None or practice.holds(self.connection, kind, stored):
            return {}
        waiting = outbox.of_record(self.connection, kind.name, record.id)
        plain = {name for name in names if kind.field(name).merge is Merge.FIELD}
        left = plain - outbox.unsent_fields(waiting)
        told = {name: value for name, value in to_plain(stored).items() if name in left}
        if told:
            self._queue(kind, stored, told, tells=True)
        return told

    def unsay(self, record: Record, told: Mapping[str, Value]) -> bool:
        """Take what waits of these values for the record back; False: none has not been sent."""
        return outbox.withdraw(self.connection, kind_of(record).name, record.id, told)

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
