"""What others changed in the cases, noted as it comes in, for those who follow them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from jobassist.ports.stored import News
from jobassist.records import Kind, Record, Value
from jobassist.records.plain import plain
from storage import rows
from storage.schema import NEWS


def tell(
    connection: Connection, kind: Kind, record: Record, changed: Mapping[str, Value], at: datetime
) -> None:
    """The record came in, new or with these fields changed; what it holds is not repeated."""
    if kind.case_field is not None:
        connection.execute(NEWS.insert(), _told(kind, record, changed, at))


def tell_all(connection: Connection, kind: Kind, new: Sequence[Record], at: datetime) -> None:
    """Records of a kind came in, all of them new."""
    if kind.case_field is not None and new:
        rows.insert_plainly(connection, NEWS, [_told(kind, one, {}, at) for one in new])


def _told(
    kind: Kind, record: Record, changed: Mapping[str, Value], at: datetime
) -> dict[str, object]:
    case_id = record.id if kind.case_field == "id" else getattr(record, str(kind.case_field))
    its = {"case_id": case_id, "kind": kind.name, "record_id": record.id, "at": str(plain(at))}
    return {**its, "fields": " ".join(sorted(changed))}


def since(connection: Connection, case_id: str | None, place: int) -> list[News]:
    """What came in after a place, oldest first; of one case, or of all."""
    query = select(NEWS).where(NEWS.c.place > place).order_by(NEWS.c.place)
    if case_id is not None:
        query = query.where(NEWS.c.case_id == case_id)
    return [
        News(
            row.place,
            row.case_id,
            row.kind,
            row.record_id,
            tuple(row.fields.split()),
            datetime.fromisoformat(row.at),
        )
        for row in connection.execute(query)
    ]


def forget(connection: Connection, kind: str, record_id: str) -> None:
    """The record is gone from here."""
    connection.execute(delete(NEWS).where(NEWS.c.kind == kind, NEWS.c.record_id == record_id))


def forget_before(connection: Connection, at: datetime) -> None:
    """Nobody asks for what came in before then."""
    connection.execute(delete(NEWS).where(NEWS.c.at < str(plain(at))))
