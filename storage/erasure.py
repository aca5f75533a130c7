"""Erasing a citizen or a case: nothing that was written can be read again, whoever has the key.

Rows go, and with them what waits in the outbox, in conflicts and in the full-text index. A sealed
note, letter or envelope stays as a tombstone: its hash, signature and place in the chain, without
content. What was erased is listed by id, so that a restored snapshot erases it anew and no sync
brings it back. The pages are overwritten at once (`secure_delete`); the caller folds the
write-ahead log in after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from jobassist.ports.access import Erased
from jobassist.records import KINDS
from jobassist.records.plain import plain
from storage import rows
from storage.fulltext import forget_deleted
from storage.schema import ERASED, HELD, KEPT, NEWS, OUTBOX, RECORDS, SENT, THEIRS

_TOMBSTONES: dict[str, dict[str, str | None]] = {
    "note": {
        "participants": "",
        "title": "",
        "text": "",
        "phrases": "[]",
        "channel": "none",
        "sealed": None,
    },
    "letter": {"recipient": "", "subject": "", "text": "", "sealed": None},
    "envelope": {"content": "", "sealed": None},
}
"""What a sealed record of each kind says when its content is gone."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A record that was erased, and when (ISO 8601 UTC)."""

    kind: str
    record_id: str
    at: str


def erase(connection: Connection, kind: str, record_id: str, now: datetime) -> Erased:
    """Erase a citizen or a case and all that belongs to it; erasing again finds nothing."""
    at = str(plain(now))
    return _erase(connection, [Listed(k, i, at) for k, i in _about(connection, kind, record_id)])


def listed(connection: Connection) -> list[Listed]:
    """Everything that was ever erased here."""
    return [Listed(r.kind, r.record_id, r.at) for r in connection.execute(ERASED.select())]


def last_erased(connection: Connection) -> datetime | None:
    """When something was erased here last."""
    at = connection.execute(select(func.max(ERASED.c.at))).scalar()
    return datetime.fromisoformat(at) if at else None


def replay(connection: Connection, erased: Iterable[Listed]) -> Erased:
    """Erase it again, in a store that is older than the erasure (a restored snapshot).

    What had come to a citizen's cases by then goes too, also where the list does not name it.
    """
    again = {(one.kind, one.record_id): one for one in erased}
    for root in [one for one in again.values() if one.kind in ("citizen", "case")]:
        for kind, record_id in _about(connection, root.kind, root.record_id):
            again.setdefault((kind, record_id), Listed(kind, record_id, root.at))
    return _erase(connection, list(again.values()))


def is_erased(connection: Connection, kind: str, record_id: str) -> bool:
    """Whether the record was erased here: then nobody brings it back."""
    one = (ERASED.c.kind == kind) & (ERASED.c.record_id == record_id)
    return connection.execute(select(ERASED.c.at).where(one)).first() is not None


def erased_of(connection: Connection, kind: str) -> set[str]:
    """Every record of a kind that was erased here."""
    query = select(ERASED.c.record_id).where(ERASED.c.kind == kind)
    return set(connection.execute(query).scalars())


def _about(connection: Connection, root: str, record_id: str) -> list[tuple[str, str]]:
    """Kind and id of everything that belongs to a citizen or a case, leaves first."""
    found = [(root, record_id)]
    if root == "citizen":
        for kind in KINDS.values():
            for field in kind.fields:
                if field.references == "citizen":
                    found += _referring(connection, kind.name, field.name, [record_id])
    case_ids = [id for kind_name, id in found if kind_name == "case"]
    for kind in KINDS.values():
        if kind.case_field and kind.name != "case":
            found += _referring(connection, kind.name, kind.case_field, case_ids)
    return list(dict.fromkeys(reversed(found)))


def _referring(
    connection: Connection, kind: str, field: str, ids: list[str]
) -> list[tuple[str, str]]:
    table = RECORDS[kind]
    query = select(table.c.id).where(table.c[field].in_(ids))
    return [(kind, id) for id in connection.execute(query).scalars()]


def _erase(connection: Connection, records: list[Listed]) -> Erased:
    gone = 0
    for one in records:
        given = {"kind": one.kind, "record_id": one.record_id, "at": one.at}
        connection.execute(ERASED.insert().prefix_with("OR IGNORE"), given)
        for table in (OUTBOX, SENT, KEPT, THEIRS, HELD, NEWS):
            here = (table.c.kind == one.kind) & (table.c.record_id == one.record_id)
            connection.execute(table.delete().where(here))
        gone += _erase_record(connection, one.kind, one.record_id)
    if gone:
        forget_deleted(connection)
    notes = tuple(one.record_id for one in records if one.kind == "note")
    return Erased(gone, notes)


def _erase_record(connection: Connection, name: str, record_id: str) -> bool:
    kind = KINDS.get(name)
    if kind is None:
        return False
    record = rows.fetch(connection, kind, record_id)
    if record is None:
        return False
    if not kind.is_sealed(record):
        return rows.delete(connection, kind, record_id)
    table = RECORDS[name]
    sealed = table.c.sealed.is_not(None)
    bury = table.update().where(table.c.id == record_id, sealed).values(**_TOMBSTONES[name])
    return bool(connection.execute(bury).rowcount)
