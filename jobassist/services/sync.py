"""Sync: enrol the device, send what is new here, fetch what is new at the central.

No transaction is open while the network is waited for. What was not acknowledged stays in the
outbox and is sent again, under the same id and with the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jobassist import log
from jobassist.errors import EnvironmentFault, PolicyDenied
from jobassist.ports.central import CentralPort
from jobassist.ports.store import Incoming, Operation, Store, SyncWriter
from jobassist.records import KINDS, Role
from jobassist.records.plain import plain
from jobassist.session import Session
from jobassist.sync.wire import (
    MAX_BATCH,
    MAX_BODY_BYTES,
    MAX_OPERATION_BYTES,
    Answer,
    Batch,
    DeviceKey,
    Enrolment,
    Manifest,
    Page,
    Sent,
    canonical,
    dialect,
    digest,
    enrolment_proof,
    from_wire,
    to_wire,
)

_BATCH_BYTES = MAX_BODY_BYTES * 3 // 8  # a payload at most doubles when it is quoted

# The store's own settings that belong to sync. Never personal data.
URL, TOKEN, CENTRAL = "central.url", "central.token", "central.id"
CERTIFICATE, EPOCH, ETAG = "central.certificate", "central.epoch", "central.etag"
DIALECT, LAST_SUCCESS = "central.dialect", "central.last_success"


@dataclass(slots=True)
class Counts:
    """What one sync did: operations answered, by answer; records fetched and removed."""

    pushed: int = 0
    pulled: int = 0
    merged: int = 0
    conflicts: int = 0
    quarantined: int = 0
    purged: int = 0


@dataclass(frozen=True, slots=True)
class Login:
    """Where the device is enrolled, and the token it speaks with."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits, and the instant (ISO 8601 UTC) at which the central last had everything."""

    unsent: int
    conflicts: int
    last_success: str | None


def login(session: Session) -> Login | None:
    """How to reach the central; None for a device that is not enrolled."""
    with session.store.read() as tx:
        url, token = tx.setting(URL), tx.setting(TOKEN)
    return Login(url, token) if url and token else None


def standing(session: Session) -> Standing:
    """What the window says of sync."""
    with session.store.read() as tx:
        counts = tx.sync_counts()
        return Standing(counts.unsent, counts.conflicts, tx.setting(LAST_SUCCESS))


def enrol(session: Session, central: CentralPort, code: str) -> None:
    """Enrol this device by a one-time code. The store's owner becomes the central's user.

    It can be repeated with the same code if the answer was lost, and with a new one if the
    central no longer knows the device. Raises: what `CentralPort.enrol` raises, and
    EnvironmentFault `sync.another_central` when the store belongs to another one.
    """
    device, code = session.device, code.strip()
    enrolled = central.enrol(
        Enrolment(
            code=code,
            device=DeviceKey(id=device.id, public_key=device.public_key),
            local_user=session.user.id,
            proof=device.sign(enrolment_proof(code, device.id)),
        )
    )
    user = enrolled.user
    with session.store.sync() as tx:
        if tx.setting(CENTRAL) not in (None, enrolled.central):
            raise EnvironmentFault("sync.another_central")
        tx.adopt_user(session.user.id, user.id)
        _start_anew(tx)
        for key, value in (
            (URL, central.url),
            (TOKEN, enrolled.token),
            (CENTRAL, enrolled.central),
            (CERTIFICATE, canonical(enrolled.certificate.model_dump())),
            (EPOCH, enrolled.epoch),
        ):
            tx.set_setting(key, value)
    session.user = replace(session.user, id=user.id, name=user.name, role=Role(user.role))
    log.event("sync.enrolled", device=device.id)


def sync_once(session: Session, central: CentralPort) -> Counts:
    """Push everything that waits, then pull what has changed; what it did.

    Raises: what the port raises. What was answered or fetched before that is kept.
    """
    counts = Counts()
    _push(session.store, central, counts)
    _pull(session.store, central, counts)
    with session.store.sync() as tx:
        tx.set_setting(LAST_SUCCESS, str(plain(session.clock.now())))
    log.event("sync.done", pushed=counts.pushed, pulled=counts.pulled, purged=counts.purged)
    return counts


def _push(store: Store, central: CentralPort, counts: Counts) -> None:
    while True:
        with store.sync() as tx:
            waiting = [_as_sent(op) for op in tx.pending(MAX_BATCH)]
        if not waiting:
            return
        batch, refused = _fitting(waiting)
        answers = central.push(Batch(operations=tuple(batch))) if batch else ()
        with store.sync() as tx:
            for answer in (*refused, *answers):
                tx.settle(answer.id, answer.outcome, answer.rev)
                _count(counts, answer)


def _as_sent(op: Operation) -> Sent:
    change = {
        "id": op.id,
        "seq": op.seq,
        "kind": op.kind,
        "record": op.record_id,
        "base_rev": op.base_rev,
        "fields": to_wire(KINDS[op.kind], op.fields),
    }
    payload = canonical(change)
    return Sent(id=op.id, hash=digest(payload), payload=payload)


def _fitting(waiting: Iterable[Sent]) -> tuple[list[Sent], list[Answer]]:
    """What goes into one request, and answers to what no central would take."""
    batch: list[Sent] = []
    refused: list[Answer] = []
    room = _BATCH_BYTES
    for sent in waiting:
        size = len(sent.payload.encode())
        if size > MAX_OPERATION_BYTES:
            refused.append(Answer(id=sent.id, outcome="quarantined", code="too_large"))
        elif size > room:
            break  # what comes later may build on it
        else:
            batch.append(sent)
            room -= size
    return batch, refused


def _count(counts: Counts, answer: Answer) -> None:
    if answer.outcome == "quarantined":
        counts.quarantined += 1
        log.event("sync.quarantined", operation=answer.id, code=answer.code)
        return
    counts.pushed += 1
    counts.merged += answer.outcome == "merged"
    counts.conflicts += answer.outcome == "conflict"


def _pull(store: Store, central: CentralPort, counts: Counts) -> None:
    with store.read() as tx:
        known, speaks = tx.setting(CENTRAL), tx.setting(DIALECT)
        etag = tx.setting(ETAG) if speaks == dialect() else None
    answer = central.manifest(etag)
    if answer is None:
        return
    manifest, etag = answer
    if manifest.central != known:
        raise EnvironmentFault("sync.another_central")
    cursors = _cursors(store, manifest)
    for scope in sorted(manifest.scopes, key=lambda scope: _turn(scope.name)):
        if cursors.get(scope.name, 0) != scope.head:
            _pull_scope(store, central, scope.name, cursors.get(scope.name, 0), counts)
    readable = {scope.name for scope in manifest.scopes}
    for name in sorted(cursors.keys() - readable, key=_turn):
        _purge_if_lost(store, central, name, counts)
    with store.sync() as tx:
        tx.set_setting(ETAG, etag)  # only now: an interrupted pull is taken up again


def _cursors(store: Store, manifest: Manifest) -> dict[str, int]:
    """How far each scope is fetched; anew where the central's positions mean something else."""
    with store.sync() as tx:
        if (tx.setting(EPOCH), tx.setting(DIALECT)) != (manifest.epoch, dialect()):
            _start_anew(tx)
            tx.set_setting(EPOCH, manifest.epoch)
            tx.set_setting(DIALECT, dialect())
        heads = {scope.name: scope.head for scope in manifest.scopes}
        for name, cursor in tx.scopes().items():
            if cursor > heads.get(name, cursor):
                tx.apply(name, [], 0)
        return tx.scopes()


def _start_anew(tx: SyncWriter) -> None:
    for name in tx.scopes():
        tx.apply(name, [], 0)
    tx.set_setting(ETAG, None)


def _pull_scope(store: Store, central: CentralPort, name: str, after: int, counts: Counts) -> None:
    more = True
    while more:
        try:
            page = central.page(name, after)
        except PolicyDenied as denied:
            if denied.code != "sync.scope_lost":
                raise
            return  # the next manifest will tell
        rows = _incoming(page)
        with store.sync() as tx:
            tx.apply(name, rows, page.next)
        counts.pulled += len(rows)
        after, more = page.next, page.more


def _incoming(page: Page) -> list[Incoming]:
    """The rows of kinds known here; others come again when a newer jobassist knows them."""
    rows = []
    for row in page.rows:
        kind = KINDS.get(row.kind)
        if kind is not None:
            fields = None if row.fields is None else from_wire(kind, row.fields)
            rows.append(Incoming(row.kind, row.id, row.rev, fields))
    return rows


def _purge_if_lost(store: Store, central: CentralPort, name: str, counts: Counts) -> None:
    """Remove a scope, but only when the central says so of this very scope.

    A manifest that is short by mistake must not empty a laptop.
    """
    try:
        central.page(name, 0)
    except PolicyDenied as denied:
        if denied.code != "sync.scope_lost":
            raise
        with store.sync() as tx:
            counts.purged += tx.purge(name)
        log.event("sync.purged", records=counts.purged)


def _turn(name: str) -> tuple[int, str]:
    """Users first; a case before its drafts, so that a note that was finalised stays here."""
    holder = name.split(":", maxsplit=1)[0]
    return (_TURNS.index(holder) if holder in _TURNS else len(_TURNS), name)


_TURNS = ("organisation", "case", "user")
