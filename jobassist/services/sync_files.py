"""Files travel after their records: the central gets what it lacks, this laptop what it lacks.

Both ways go in parts and are taken up where they ended; a file counts when its hash is right. What
is only half here lies encrypted among the attachments, like the rest. Once everything has come,
nothing is asked: whether the central has a file, its record says (`held_at`).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from jobassist import log
from jobassist.errors import AppError, EnvironmentFault
from jobassist.ports.attachments import Attachments
from jobassist.ports.central import CentralPort
from jobassist.ports.store import EPOCH, Reader, SyncWriter, Writer
from jobassist.ports.stored import Kept, Operation
from jobassist.records import Attachment, CompanyAttachment
from jobassist.records.attachment import AttachedFile
from jobassist.records.plain import to_plain
from jobassist.services import attaching
from jobassist.services.sync_counts import Counts, Progress, Told
from jobassist.session import Session
from jobassist.sync.wire_live import CHUNK_BYTES

PIECE_BYTES = 4 * 1024 * 1024
"""So much of a file is fetched at a time; after a break at most this is fetched again."""

_GONE, _PIECES, _REFUSED = "files.gone", "files.pieces.", "files.refused."
_ASK_AGAIN = timedelta(days=1)  # after the central had no room for a file
_TRIES = 3
_CASE, _COMPANIES = "case:", "companies"
_LOST = "sync.scope_lost"
_ITS_OWN = {"attachment.none", "attachment.damaged", _LOST, "sync.refused"}


@dataclass(slots=True)
class _Way:
    """The files that are to travel, by scope and id, and how far it has come."""

    send: dict[tuple[str, str], int]
    fetch: dict[tuple[str, str], int]
    done: int = 0
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = sum(self.send.values()) + sum(self.fetch.values())


def carry(session: Session, central: CentralPort, counts: Counts, told: Told) -> bool:
    """Send and fetch files, small ones first; whether any was sent.

    A file that cannot travel holds up no other: it is counted, and tried again another time.
    Raises: what the port raises of the line, EnvironmentFault `store.disk_full`.
    """
    way = _Way(*_wanted(session))
    for direction, files in ((_send, way.send), (_fetch, way.fetch)):
        for scope, id in sorted(files, key=lambda key: files[key]):
            before = way.done
            try:
                direction(_Trip(session, central, told, way, scope, id, files[scope, id]))
            except AppError as error:
                _set_aside(session, id, error)
                counts.files_refused += 1
            else:
                counts.files_sent += direction is _send
                counts.files_fetched += direction is _fetch
            way.done = before + files[scope, id]
    return bool(counts.files_sent)


def let_go(session: Session) -> None:
    """Erase the files of what has left this laptop; those another record names stay."""
    with session.store.read() as tx:
        gone = set((tx.setting(_GONE) or "").split())
        pieces = {id: (tx.setting(_PIECES + id) or "").split() for id in gone}
    if gone:
        attaching.forget(session, gone.union(*pieces.values()))
        with session.store.sync() as tx:
            for id in gone:
                tx.set_setting(_PIECES + id, None)
            tx.set_setting(_GONE, None)


def of_scope(tx: Reader, scope: str) -> set[str]:
    """The ids of the files that a case's records name."""
    if not scope.startswith(_CASE):
        return set()
    return {one.sha256 for one in tx.listed(Attachment, case_id=scope.removeprefix(_CASE))}


def keep_unsent(tx: SyncWriter, scope: str, files: Attachments) -> None:
    """Before a lost case goes: a file that the central does not have yet is kept aside.

    Its record was taken in there already; without this, nothing would tell of the file here.
    """
    if not scope.startswith(_CASE):
        return
    told_of = {id for _, id in tx.unsent_records()}  # these are kept aside by themselves
    told_of |= {item.operation.record_id for item in tx.kept()}
    for one in tx.listed(Attachment, case_id=scope.removeprefix(_CASE)):
        if one.held_at is None and one.id not in told_of and files.has(one.sha256):
            aside = Operation("", 0, "attachment", one.id, one.rev, to_plain(one))
            tx.keep_again(Kept("", "purged", aside))


def remember_gone(tx: Writer, files: set[str]) -> None:
    """Their records go in this transaction; the files follow, even after a crash."""
    if files:
        known = set((tx.setting(_GONE) or "").split())
        tx.set_setting(_GONE, " ".join(sorted(known | files)))


def still_to_fetch(session: Session) -> int:
    """How many files the central has that are not on this laptop yet."""
    return len(_wanted(session)[1])


def still_to_send(session: Session) -> int:
    """How many files are on this laptop that the central does not have yet."""
    return len(_wanted(session, again=True)[0])


@dataclass(frozen=True, slots=True)
class _Trip:
    """One file on its way."""

    session: Session
    central: CentralPort
    told: Told
    way: _Way
    scope: str
    id: str
    size: int

    def tell(self, done: int) -> None:
        self.told(Progress("files", self.way.done + done, self.way.total))


def _wanted(
    session: Session, *, again: bool = False
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int]]:
    """What is to be sent and what fetched, with sizes; `again`: also what was refused lately."""
    send: dict[tuple[str, str], int] = {}
    fetch: dict[tuple[str, str], int] = {}
    now, files = session.clock.now(), session.attachments
    with session.store.read() as tx:
        records: list[Any] = [*tx.listed(Attachment), *tx.listed(CompanyAttachment)]
        for one in records:
            key = (scope_of(one), one.sha256)
            if one.held_at is None and one.rev and files.has(one.sha256):
                if again or not _rests(tx, one.sha256, now):
                    send[key] = one.size
            elif one.held_at and not (files.has(one.sha256) or _rests(tx, one.sha256, now)):
                fetch[key] = one.size
    return send, fetch


def scope_of(one: AttachedFile) -> str:
    """The scope that its file travels in."""
    return _CASE + one.case_id if isinstance(one, Attachment) else _COMPANIES


def _rests(tx: Reader, id: str, now: datetime) -> bool:
    """Whether it was refused less than a day ago, and nothing has changed for it since."""
    at, _, known = (tx.setting(_REFUSED + id) or "").partition(" ")
    return bool(at) and known == _known(tx, id) and _is_recent(at, now)


def _known(tx: Reader, id: str) -> str:
    """The central's epoch, and since when it has the file as its records say."""
    naming = (*tx.listed(Attachment, sha256=id), *tx.listed(CompanyAttachment, sha256=id))
    held = max((one.held_at.isoformat() for one in naming if one.held_at), default="")
    return f"{tx.setting(EPOCH)} {held}"


def _is_recent(at: str, now: datetime) -> bool:
    return abs(now - datetime.fromisoformat(at)) < _ASK_AGAIN


def _set_aside(session: Session, id: str, error: AppError) -> None:
    """Try again tomorrow, unless the line itself is to blame. Raises: then, the error."""
    if error.code not in _ITS_OWN:
        raise error
    log.event("sync.file_refused", code=str(error.params.get("reason", error.code)))
    if error.code == _LOST:
        return  # the next manifest tells; should the case come back, its files do at once
    with session.store.sync() as tx:
        said = f"{session.clock.now().isoformat()} {_known(tx, id)}"
        tx.set_setting(_REFUSED + id, said)


def _send(trip: _Trip) -> None:
    """Begin at the beginning; the central says where it stands if some of it is there."""
    offset = 0
    for _ in range(_TRIES):
        for part in _parts(trip.session.attachments.read(trip.id), offset):
            trip.tell(offset)
            after = offset + len(part)
            try:
                held = trip.central.upload(trip.scope, trip.id, offset, trip.size, part)
            except EnvironmentFault as fault:
                if fault.params.get("reason") != "offset":
                    raise
                offset = trip.central.uploaded(trip.scope, trip.id)
                break
            if held.complete:
                return
            offset = held.offset
            if offset != after:
                break
    raise EnvironmentFault("sync.answer_broken", retryable=True)


def _parts(content: Iterator[bytes], start: int) -> Iterator[bytes]:
    """The content from `start` on, in parts as long as one request takes; at least one."""
    part, skip, given = bytearray(), start, False
    for piece in content:
        part += piece[skip:]
        skip = max(0, skip - len(piece))
        while len(part) >= CHUNK_BYTES:
            yield bytes(part[:CHUNK_BYTES])
            del part[:CHUNK_BYTES]
            given = True
    if part or not given:
        yield bytes(part)


def _fetch(trip: _Trip) -> None:
    """The file, piece by piece; what has come already is not fetched again."""
    session, files = trip.session, trip.session.attachments
    with session.store.read() as tx:
        pieces = (tx.setting(_PIECES + trip.id) or "").split()
    if not all(map(files.has, pieces)):
        pieces = []
    for start in range(len(pieces) * PIECE_BYTES, trip.size, PIECE_BYTES):
        trip.tell(start)
        end = min(start + PIECE_BYTES, trip.size)
        pieces.append(files.add(io.BytesIO(trip.central.download(trip.scope, trip.id, start, end))))
        if trip.size > PIECE_BYTES:
            _remember(session, _PIECES + trip.id, " ".join(pieces))
    whole = pieces[0] if len(pieces) == 1 else files.add(_joined(session, pieces))
    if whole != trip.id:
        attaching.forget(session, {whole, *pieces})
        _remember(session, _PIECES + trip.id, None)
        raise EnvironmentFault("sync.answer_broken", retryable=True)
    _remember(session, _PIECES + trip.id, None)
    attaching.forget(session, set(pieces) - {whole})


def _remember(session: Session, key: str, value: str | None) -> None:
    with session.store.sync() as tx:
        tx.set_setting(key, value)


def _joined(session: Session, pieces: list[str]) -> Any:
    return _Stream(part for id in pieces for part in session.attachments.read(id))


class _Stream(io.RawIOBase):
    """Parts as a file to read from."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._rest = parts, b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; all that is left when negative."""
        while size < 0 or len(self._rest) < size:
            part = next(self._parts, b"")
            if not part:
                break
            self._rest += part
        end = size if size >= 0 else len(self._rest)
        given, self._rest = self._rest[:end], self._rest[end:]
        return given
