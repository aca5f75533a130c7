"""What sync kept because it did not stand: shown beside what stands, and decided by the user."""

from dataclasses import dataclass
from datetime import datetime

from jobassist.errors import UserError
from jobassist.ids import made_at
from jobassist.ports.store import Kept, Reader
from jobassist.records import KINDS, Record, Value
from jobassist.records.plain import from_plain, to_plain
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Undecided:
    """One kept item. `present` holds the same fields as they stand here; None: no such record.

    `why` as in `jobassist.ports.store.Kept`; `at` is when the change was begun here, or None
    where the values came from the central.
    """

    id: str
    why: str
    kind: str
    record: str
    case: str | None
    at: datetime | None
    kept: dict[str, Value]
    present: dict[str, Value] | None


def undecided(session: Session) -> list[Undecided]:
    """Everything that waits for a decision, oldest first. Showing it is a reading."""
    with session.store.read() as tx:
        return [_described(tx, item) for item in tx.kept()]


def keep_theirs(session: Session, id: str) -> None:
    """Let stand what stands, and forget what was kept. Raises: UserError `sync.no_such_kept`."""
    with session.store.write() as tx:
        tx.settle_kept(id)


def keep_mine(session: Session, id: str) -> None:
    """Write the kept values again, on top of what stands, and send them anew.

    Raises: UserError `sync.no_such_kept`, and `sync.cannot_keep_mine` for what the central
    refused or sealed: sending that again would change nothing.
    """
    with session.store.write() as tx:
        item = next((one for one in tx.kept() if one.id == id), None)
        if item is None:
            raise UserError("sync.no_such_kept")
        record = _record(tx, item)
        ours = item.why == "conflict" and bool(item.operation.id)
        if record is None or not ours or KINDS[item.operation.kind].is_sealed(record):
            raise UserError("sync.cannot_keep_mine")
        values = {**to_plain(record), **item.operation.fields}
        tx.put(from_plain(type(record), record.id, record.rev, values))
        tx.settle_kept(id)


def _record(tx: Reader, item: Kept) -> Record | None:
    kind = KINDS.get(item.operation.kind)
    found = tx.find(kind.cls, id=item.operation.record_id) if kind else []
    return found[0] if found else None


def _described(tx: Reader, item: Kept) -> Undecided:
    operation, record = item.operation, _record(tx, item)
    case_field = KINDS[operation.kind].case_field if operation.kind in KINDS else None
    standing = to_plain(record) if record else None
    whole = {**operation.fields, **(standing or {}), "id": operation.record_id}
    case = whole.get(case_field) if case_field else None
    return Undecided(
        item.id,
        item.why,
        operation.kind,
        operation.record_id,
        str(case) if case else None,
        made_at(operation.id) if operation.id else None,
        operation.fields,
        None if standing is None else {n: standing.get(n) for n in operation.fields},
    )
