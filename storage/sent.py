"""Operations that the central has acknowledged, kept for a while.

Should the central be put back to an earlier state, it has forgotten the latest of them. Then they
are sent again, under the same ids and with the same bytes: those it remembers have no second
effect, and those it lost are not lost.
"""

from datetime import datetime

from sqlalchemy import Connection, select

from jobassist.ids import new_id
from jobassist.ports.store import EPOCH
from jobassist.ports.stored import Operation
from storage import outbox
from storage.outbox import AGAIN, FIRST_TIME
from storage.schema import OUTBOX, SENT, SETTING

EPOCH_BEFORE = "central.epoch_before"
_TRIES = 5
_MAY_FIT_LATER = {"unknown_record", "unknown_reference", "forbidden"}


def remember(connection: Connection, operation: Operation, at: datetime) -> None:
    """The central has answered it: keep what was sent."""
    connection.execute(
        SENT.insert().prefix_with("OR REPLACE"),
        {
            "seq": operation.seq,
            "id": operation.id,
            "kind": operation.kind,
            "record_id": operation.record_id,
            "base_rev": operation.base_rev,
            "payload": outbox.packed(operation.fields),
            "epoch": operation.epoch,
            "answered_at": at.isoformat(),
            "told": outbox.names(operation.told),
        },
    )


def forget_before(connection: Connection, at: datetime) -> None:
    """Forget what was answered before then."""
    connection.execute(SENT.delete().where(SENT.c.answered_at < at.isoformat()))


def forget(connection: Connection, kind: str, record_id: str) -> None:
    """The record is gone from here, and with it what was sent of it."""
    connection.execute(SENT.delete().where(SENT.c.kind == kind, SENT.c.record_id == record_id))


def send_again(connection: Connection) -> None:
    """Put everything back into the outbox, in its old order, as it was sent."""
    connection.execute(OUTBOX.update().where(OUTBOX.c.again == FIRST_TIME).values(again=AGAIN))
    for row in connection.execute(select(SENT).order_by(SENT.c.seq)).all():
        given = {**row._mapping, "frozen": 1, "again": AGAIN}
        del given["answered_at"]
        connection.execute(OUTBOX.insert(), given)
    connection.execute(SENT.delete())


def wait(connection: Connection, operation: Operation, code: str | None) -> bool:
    """Whether a refused one, sent again, may yet fit: others have not sent theirs again.

    It was answered under its id, so it goes on under a new one.
    """
    its = OUTBOX.c.seq == operation.seq
    again = connection.execute(select(OUTBOX.c.again).where(its)).scalar_one()
    if again == FIRST_TIME or again > 2 * _TRIES or code not in _MAY_FIT_LATER:
        return False
    connection.execute(OUTBOX.update().where(its).values(id=new_id(), again=again + 1))
    return True


def wake(connection: Connection) -> None:
    """Rows have come: what waited is tried again."""
    waits = (OUTBOX.c.again > FIRST_TIME) & (OUTBOX.c.again % 2 == 0)
    connection.execute(OUTBOX.update().where(waits).values(again=OUTBOX.c.again + 1))


def epoch_of(connection: Connection, *, earlier: bool) -> str | None:
    """The epoch of a record's revision as it stands here; `earlier`: it has not come again."""
    key = EPOCH_BEFORE if earlier else EPOCH
    return connection.execute(select(SETTING.c.value).where(SETTING.c.key == key)).scalar()
