"""Giving what waits to IT: sealed to IT's key, in a file, when no network brings it to the central.

Nothing is discarded for it. What was given stays in the outbox, with the same ids and the same
bytes, until the central itself has answered; coming both ways has one effect.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from jobassist import log
from jobassist.errors import EnvironmentFault, UserError
from jobassist.ports.store import EPOCH, Reader, SyncWriter
from jobassist.ports.stored import Operation
from jobassist.records import KINDS, Attachment, CompanyAttachment
from jobassist.records.plain import from_plain
from jobassist.services import exporting, sync_files
from jobassist.services.sync_pull import CENTRAL
from jobassist.services.sync_push import as_sent
from jobassist.session import Session
from jobassist.sync import parcel
from jobassist.sync.wire import MAX_BATCH, canonical

_GIVEN = "parcel.given"
_BATCH_BYTES = 1024 * 1024
_PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to IT last, and when (ISO 8601 UTC)."""

    at: str
    operations: int
    files: int


def give(session: Session, file: Path) -> Given:
    """Write everything the central has not acknowledged into a new file that only IT can open.

    What was set aside when a case was lost goes along. It goes in where IT gives the case back
    first; otherwise the central refuses it, and keeps the operations in quarantine.
    Raises: UserError `parcel.nothing`, `parcel.no_key`, `parcel.exists`, `cli.not_enrolled`;
    PolicyDenied `export.not_there`; EnvironmentFault `parcel.not_saved`.
    """
    exporting.may_save(session.settings, file)
    key = _its_key(session)
    with session.store.sync() as tx:
        head = {"central": tx.setting(CENTRAL), "epoch": tx.setting(EPOCH)}
        if head["central"] is None:
            raise UserError("cli.not_enrolled")
        aside = _aside(tx)
        waiting = [*tx.unanswered(), *aside]
        files = {**_files(session, tx), **_files_aside(session, tx)}
    if not waiting and not files:
        raise UserError("parcel.nothing")
    given = Given(session.clock.now().isoformat(), len(waiting), len(files))
    head |= {"device": session.device.id, "user": session.user.id, "made_at": given.at}
    _write(session, file, key, _leaves(session, head, waiting, files))
    _log_extracts(session, waiting)
    with session.store.sync() as tx:
        tx.set_setting(_GIVEN, json.dumps(asdict(given)))
    log.event("parcel.given", operations=given.operations, files=given.files)
    return given


def last_given(session: Session) -> Given | None:
    """What was given to IT and the central has not acknowledged yet; None: nothing."""
    with session.store.read() as tx:
        said, unsent = tx.setting(_GIVEN), tx.sync_counts().unsent
        waits = unsent or _aside(tx) or _files_aside(session, tx)
    return Given(**json.loads(said)) if said and waits else None


def to_give(session: Session) -> int:
    """How many changes would be given: not acknowledged, set aside, and files set aside."""
    with session.store.read() as tx:
        return tx.sync_counts().unsent + len(_aside(tx)) + len(_files_aside(session, tx))


def may_give(session: Session) -> bool:
    """Whether the organisation has a key that IT opens parcels with."""
    return bool(session.settings.policy.get("escrow_public_key"))


def _its_key(session: Session) -> bytes:
    """The machine's policy names it; nobody's own choice does."""
    said = str(session.settings.policy.get("escrow_public_key", ""))
    try:
        key = base64.b64decode(said, validate=True)
    except ValueError:
        key = b""
    if not key:
        raise UserError("parcel.no_key")
    return key


def _files(session: Session, tx: SyncWriter) -> dict[tuple[str, str], int]:
    """Files that the central does not have, by scope and id, with their sizes."""
    found = [*tx.listed(Attachment), *tx.listed(CompanyAttachment)]
    return {
        (sync_files.scope_of(one), one.sha256): one.size
        for one in found
        if one.held_at is None and session.attachments.has(one.sha256)
    }


def _aside(tx: Reader) -> list[Operation]:
    """What was not sent when its case was lost. What was sent and refused the central has."""
    return [item.operation for item in tx.kept() if item.why == "purged" and item.operation.id]


def _files_aside(session: Session, tx: Reader) -> dict[tuple[str, str], int]:
    """Files of a lost case whose bytes the central may not have, sent or not; by scope and id."""
    aside = [item.operation for item in tx.kept() if item.why in ("purged", "quarantined")]
    found = [
        from_plain(Attachment, one.record_id, one.base_rev, one.fields)
        for one in aside
        if one.kind == "attachment" and {"sha256", "size", "case_id"} <= one.fields.keys()
    ]
    return {
        (sync_files.scope_of(one), one.sha256): one.size
        for one in found
        if session.attachments.has(one.sha256)
    }


def _leaves(
    session: Session,
    head: dict[str, str | None],
    waiting: list[Operation],
    files: dict[tuple[str, str], int],
) -> Iterator[parcel.Leaf]:
    yield parcel.HEAD, canonical(head).encode()
    for batch in _batches(waiting):
        yield parcel.OPERATIONS, batch.encode()
    for (scope, id), size in sorted(files.items()):
        yield parcel.FILE, canonical({"scope": scope, "id": id, "size": size}).encode()
        for piece in session.attachments.read(id):  # one that is empty has no bytes to give
            for start in range(0, len(piece), _PIECE_BYTES):
                yield parcel.BYTES, piece[start : start + _PIECE_BYTES]


def _batches(waiting: list[Operation]) -> Iterator[str]:
    batch: list[dict[str, object]] = []
    room = _BATCH_BYTES
    for operation in waiting:
        sent = as_sent(operation)
        if batch and (len(batch) == MAX_BATCH or room < len(sent.payload)):
            yield canonical(batch)
            batch, room = [], _BATCH_BYTES
        batch.append(sent.model_dump())
        room -= len(sent.payload)
    if batch:
        yield canonical(batch)


def _write(session: Session, file: Path, key: bytes, leaves: Iterator[parcel.Leaf]) -> None:
    """A new file, whole or not there at all."""
    try:
        with file.open("xb") as out:
            _seal_into(out, session, file, key, leaves)
    except FileExistsError:
        raise UserError("parcel.exists") from None
    except OSError:
        raise EnvironmentFault("parcel.not_saved", retryable=True) from None


def _seal_into(
    out: BinaryIO, session: Session, file: Path, key: bytes, leaves: Iterator[parcel.Leaf]
) -> None:
    whole = False
    try:
        parcel.seal(out, key, leaves, session.device.sign)
        out.flush()
        whole = True
    except ValueError:
        raise UserError("parcel.no_key") from None
    finally:
        if not whole:
            out.close()
            file.unlink(missing_ok=True)


def _log_extracts(session: Session, waiting: list[Operation]) -> None:
    """What leaves the store is in its access log."""
    with session.store.read() as tx:
        for kind, id in dict.fromkeys((op.kind, op.record_id) for op in waiting):
            for record in tx.listed(KINDS[kind].cls, id=id):
                tx.extracted(record)
