"""The access log: who did what with whose data, inside the store, each entry chained to the last.

hash = SHA-256(previous hash, then the entry as canonical JSON), hex. An anchor holds where the
chain begins and ends, so that the oldest may go by policy and nothing else can go unseen. Of a
search only keyed hashes of its words are kept: an officer can ask whether a name was searched
for, yet there is nothing personal to read, and nothing to erase with the citizen.

What is read is logged when the reading ends. If that cannot be written (another program writes,
the disk is full) the reading stands and the entry goes with the next one that can.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, Engine, func, select

from jobassist import log
from jobassist.errors import EnvironmentFault
from jobassist.ports.access import Access, AccessEntry, Touch
from jobassist.ports.clock import Clock, SystemClock
from jobassist.records.plain import plain
from storage.engine import IMMEDIATE, clear_faults
from storage.fulltext import words
from storage.owner import OWNER
from storage.schema import ACCESS_ANCHOR, ACCESS_LOG, SETTING

_SAME = timedelta(minutes=1)  # the same access again within it is one access
_LEAST_PREFIX = 2
_HASH_CHARACTERS = 16
_BATCH = 1_000
Waiting = list[tuple[datetime, Touch]]


class AccessLog:
    """The log of one open store: carries entries along with writes, or writes them itself."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock | None = None,
        number: Callable[[Connection], Callable[[], None]] | None = None,
    ) -> None:
        self._engine = engine
        self._clock = clock or SystemClock()
        self._number = number  # makes a commit of ours count; returns what acknowledges it
        self._lock = Lock()
        self._waiting: Waiting = []
        self._recent: dict[Touch, datetime] = {}
        self._writers = 0

    def wait(self, touches: Sequence[Touch]) -> None:
        """Keep what was read for the next transaction that can carry it."""
        if touches:
            with self._lock:
                self._waiting += self._fresh(touches)
                self._recent.update({touch: at for at, touch in self._waiting})

    def flush(self) -> None:
        """Write what waits; a thread of ours that writes already takes it along instead."""
        with self._lock:
            if self._writers or not self._waiting:
                return
        taken = self._take()
        try:
            with clear_faults(), self._engine.connect() as plain_connection:
                connection = plain_connection.execution_options(**{IMMEDIATE: True})
                with connection.begin():
                    append(connection, taken)
                    acknowledge = self._number(connection) if self._number else None
                if acknowledge:
                    acknowledge()
        except EnvironmentFault as fault:
            self._give_back(taken)
            log.event("access.waits", code=fault.code, entries=len(taken))

    @contextmanager
    def carried(self) -> Iterator["Carrier"]:
        """Around a write transaction: its accesses commit with it or, with it, never were."""
        carrier = Carrier()
        with self._lock:
            self._writers += 1
        try:
            yield carrier
        except BaseException:
            self._give_back(carrier.taken)
            raise
        else:
            with self._lock:
                self._recent.update({touch: at for at, touch in carrier.own})
        finally:
            with self._lock:
                self._writers -= 1
        self.flush()

    def write(self, connection: Connection, touches: Sequence[Touch], carrier: "Carrier") -> None:
        """Append what waits and what this transaction did."""
        carrier.taken = self._take()
        with self._lock:
            carrier.own = self._fresh(touches)
        append(connection, [*carrier.taken, *carrier.own])

    def _fresh(self, touches: Sequence[Touch]) -> Waiting:
        now = self._clock.now()
        self._recent = {t: at for t, at in self._recent.items() if abs(now - at) < _SAME}
        return [(now, touch) for touch in touches if touch not in self._recent]

    def _take(self) -> Waiting:
        with self._lock:
            taken, self._waiting = self._waiting, []
        return taken

    def _give_back(self, taken: Waiting) -> None:
        with self._lock:
            self._waiting = [*taken, *self._waiting]


class Carrier:
    """What a write transaction takes along: readings that waited, and its own accesses."""

    def __init__(self) -> None:
        self.taken: Waiting = []
        self.own: Waiting = []


def append(connection: Connection, entries: Waiting) -> None:
    """The next links of the chain, in the caller's transaction."""
    if not entries:
        return
    anchor = connection.execute(ACCESS_ANCHOR.select()).one()
    owner = connection.execute(select(SETTING.c.value).where(SETTING.c.key == OWNER)).scalar()
    number, previous, rows = anchor.last_number, anchor.last_hash, []
    for at, touch in entries:
        number += 1
        row = {
            "number": number,
            "at": plain(at),
            "user_id": owner or "",
            "action": touch.action.value,
            "kind": touch.kind,
            "record_id": touch.record_id,
            "citizen_id": touch.citizen_id,
        }
        previous = _hash(previous, row)
        rows.append({**row, "hash": previous})
    connection.execute(ACCESS_LOG.insert(), rows)
    connection.execute(ACCESS_ANCHOR.update().values(last_number=number, last_hash=previous))


def entries(
    connection: Connection,
    *,
    citizen_id: str | None = None,
    action: Access | None = None,
    since: datetime | None = None,
) -> list[AccessEntry]:
    """The entries that fit, oldest first."""
    query = ACCESS_LOG.select().order_by(ACCESS_LOG.c.number)
    if citizen_id is not None:
        query = query.where(ACCESS_LOG.c.citizen_id == citizen_id)
    if action is not None:
        query = query.where(ACCESS_LOG.c.action == action.value)
    if since is not None:
        query = query.where(ACCESS_LOG.c.at >= plain(since))
    return [
        AccessEntry(
            row.number,
            datetime.fromisoformat(row.at),
            row.user_id,
            Touch(Access(row.action), row.kind, row.record_id, row.citizen_id),
        )
        for row in connection.execute(query)
    ]


def head(connection: Connection) -> str:
    """The hash of the last entry; an empty text before the first."""
    return str(connection.execute(select(ACCESS_ANCHOR.c.last_hash)).scalar_one())


def hashed(connection: Connection, query: str) -> str:
    """A search as the log keeps it: the keyed hash of each word, sorted, parted by spaces."""
    key = connection.execute(select(ACCESS_ANCHOR.c.word_key)).scalar_one()
    return " ".join(sorted({_word_hash(key, word) for word in words(query)}))


def hashes_of_beginnings(connection: Connection, name: str) -> set[str]:
    """What a search for this name would have left, however far it was typed (two letters on)."""
    key = connection.execute(select(ACCESS_ANCHOR.c.word_key)).scalar_one()
    return {
        _word_hash(key, word[:length])
        for word in words(name)
        for length in range(_LEAST_PREFIX, len(word) + 1)
    }


def trim(connection: Connection, before: datetime) -> int:
    """Delete the oldest entries, up to the first that is not older; the chain begins there."""
    log_ = ACCESS_LOG.c
    anchor = connection.execute(ACCESS_ANCHOR.select()).one()
    query = select(func.min(log_.number)).where(log_.at >= plain(before))
    first = connection.execute(query).scalar() or anchor.last_number + 1
    if first <= anchor.first_number:
        return 0
    last_hash = select(log_.hash).where(log_.number == first - 1)
    previous = connection.execute(last_hash).scalar() or anchor.first_previous
    connection.execute(ACCESS_ANCHOR.update().values(first_number=first, first_previous=previous))
    return connection.execute(ACCESS_LOG.delete().where(log_.number < first)).rowcount


def problems(connection: Connection) -> list[str]:
    """What is wrong with the chain, as `access_log N` (N: the first entry that does not fit)."""
    anchor = connection.execute(ACCESS_ANCHOR.select()).one_or_none()
    if anchor is None:
        return ["access_log 0"]
    expected, previous = anchor.first_number, anchor.first_previous
    query = ACCESS_LOG.select().order_by(ACCESS_LOG.c.number)
    for row in connection.execute(query.execution_options(yield_per=_BATCH)).mappings():
        entry = {name: value for name, value in row.items() if name != "hash"}
        previous = _hash(previous, entry)
        if row["number"] != expected or row["hash"] != previous:
            return [f"access_log {expected}"]
        expected += 1
    if (expected - 1, previous) != (anchor.last_number, anchor.last_hash):
        return [f"access_log {expected}"]
    return []


def _hash(previous: str, entry: dict[str, object]) -> str:
    canonical = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous.encode() + canonical.encode()).hexdigest()


def _word_hash(key: str, word: str) -> str:
    made = hmac.new(bytes.fromhex(key), word.casefold().encode(), "sha256")
    return made.hexdigest()[:_HASH_CHARACTERS]
