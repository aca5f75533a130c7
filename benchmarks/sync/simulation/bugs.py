"""Ten mistakes that sync systems have made, planted beside the product: each must be found.

They stand in adapters around the store, the client or the central; the product knows of none.
"""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.sync.simulation.central import Office, Reply
from benchmarks.sync.simulation.laptops import Faulty, ShakyStore, Writer
from jobassist.ids import new_id
from jobassist.sync.wire import Batch, Sent, canonical, digest
from storage.schema import CURSOR, KEPT


class _Client:
    """The product's client, with one call that is wrong."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


def _rewritten(sent: Sent, **changes: Any) -> Sent:
    payload = canonical({**json.loads(sent.payload), **changes})
    return Sent(id=changes.get("id", sent.id), hash=digest(payload), payload=payload)


_NEWEST = 2**40


def _base(sent: Sent) -> int:
    return int(json.loads(sent.payload)["base_rev"])


class _LastWriterWins(_Client):
    """Whatever is sent overwrites what stands."""

    def push(self, batch: Batch) -> Any:
        sent = tuple(
            _rewritten(one, base_rev=_NEWEST if _base(one) else 0) for one in batch.operations
        )
        return self.real.push(batch.model_copy(update={"operations": sent}))


class _LostMergeBase(_Client):
    """The revision that a change was made on is not sent along."""

    def push(self, batch: Batch) -> Any:
        sent = tuple(_rewritten(one, base_rev=0) for one in batch.operations)
        return self.real.push(batch.model_copy(update={"operations": sent}))


class _NewIdOnRetry(_Client):
    """An operation that is sent again gets another id."""

    def push(self, batch: Batch) -> Any:
        sent = tuple(_rewritten(one, id=new_id()) for one in batch.operations)
        answers = self.real.push(batch.model_copy(update={"operations": sent}))
        return tuple(
            answer.model_copy(update={"id": one.id})
            for answer, one in zip(answers, batch.operations, strict=True)
        )


class _NaiveCursor(_Client):
    """The position jumps to the newest that was heard of, whatever has been fetched."""

    heads: dict[str, int]

    def manifest(self, etag: str | None) -> Any:
        answer = self.real.manifest(etag)
        self.heads = {s.name: s.head for s in answer[0].scopes} if answer else {}
        return answer

    def page(self, scope: str, after: int) -> Any:
        page = self.real.page(scope, after)
        head = max(self.heads.get(scope, 0), page.next)
        return page.model_copy(update={"rows": page.rows[:2], "next": head, "more": False})


class _EpochIgnored(_Client):
    """A central that was put back is taken for the one it was."""

    first: dict[str, str] = {}  # noqa: RUF012 - what every laptop of the seed has once seen

    def manifest(self, etag: str | None) -> Any:
        answer = self.real.manifest(etag)
        if answer is None:
            return None
        seen = self.first.setdefault(answer[0].central, answer[0].epoch)
        return answer[0].model_copy(update={"epoch": seen}), answer[1]

    def push(self, batch: Batch) -> Any:
        return self.real.push(batch.model_copy(update={"epoch": None}))


class _RevokeLeak(ShakyStore):
    """A lost case is forgotten, and its records stay."""

    def writer(self, tx: Any) -> Any:
        return _LeakyWriter(tx, self.issued)


class _LeakyWriter(Writer):
    def purge(self, scope: str) -> int:
        self.tx.connection.execute(CURSOR.delete().where(CURSOR.c.scope == scope))
        return 0


class _OutboxDropped(ShakyStore):
    """A lost case takes along what was never sent."""

    def writer(self, tx: Any) -> Any:
        return _DroppingWriter(tx, self.issued)


class _DroppingWriter(Writer):
    def purge(self, scope: str) -> int:
        gone = self.tx.purge(scope)
        self.tx.connection.execute(KEPT.delete().where(KEPT.c.why == "purged"))
        return int(gone)


class _CursorBeforeRows(ShakyStore):
    """The position is committed first, the rows after."""

    @contextmanager
    def sync(self) -> Iterator[Any]:
        with super().sync() as writer:
            writer.later = []
            yield writer
            later = writer.later
        for scope, rows, cursor in later:
            with self._disk(self.real.sync()) as tx:
                tx.apply(scope, rows, cursor)

    def writer(self, tx: Any) -> Any:
        return _CursorFirst(tx, self.issued)


class _CursorFirst(Writer):
    later: list[tuple[str, Any, int]]

    def apply(self, scope: str, rows: Any, cursor: int) -> None:
        self.tx.apply(scope, [], cursor)
        self.later.append((scope, rows, cursor))


class _NoDedupe(Office):
    """The central forgets which operations it has taken in."""

    def ask(self, method: str, path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> Reply:
        if path == "/push":
            packed = (b"content-encoding", b"gzip") in headers
            for one in json.loads(gzip.decompress(body) if packed else body)["operations"]:
                self.change("DELETE FROM operation WHERE id = ?", one["id"])
                self.change("DELETE FROM kept WHERE operation_id = ?", one["id"])
        return super().ask(method, path, headers, body)


class _AckBeforeCommit(Office):
    """The central answers first; now and then the commit never happens."""

    pushes = 0

    def ask(self, method: str, path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> Reply:
        if path != "/push":
            return super().ask(method, path, headers, body)
        self.pushes += 1
        before = self._content() if self.pushes % 7 == 0 else None
        reply = super().ask(method, path, headers, body)
        if before is not None:
            self.database.close()
            self.restores += 1
            self._open(before)
        return reply


@dataclass(frozen=True, slots=True)
class Bug:
    """A planted bug, and where it stands."""

    faulty: Faulty = field(default_factory=Faulty)
    office: type[Office] = Office
    bad: float = 0.12


BUGS: dict[str, Bug] = {
    "no_dedupe": Bug(office=_NoDedupe, bad=0.35),
    "last_writer_wins": Bug(Faulty(central=_LastWriterWins)),
    "naive_cursor": Bug(Faulty(central=_NaiveCursor)),
    "cursor_before_rows": Bug(Faulty(store=_CursorBeforeRows)),
    "revoke_leak": Bug(Faulty(store=_RevokeLeak)),
    "outbox_dropped": Bug(Faulty(store=_OutboxDropped)),
    "ack_before_commit": Bug(office=_AckBeforeCommit),
    "lost_merge_base": Bug(Faulty(central=_LostMergeBase)),
    "new_id_on_retry": Bug(Faulty(central=_NewIdOnRetry)),
    "epoch_ignored": Bug(Faulty(central=_EpochIgnored)),
}
