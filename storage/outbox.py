"""Changes on their way to the central, written in the transaction of the change itself.

What an operation carries is kept as text (canonical JSON of the fields in plain form) and read
back from it, so that sending it again sends the same. Unsent changes to one record become one
operation; once handed out an operation is frozen, because the central may have seen it. Of one
record only one operation is on its way at a time: the next waits for its answer.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select

from jobassist.ids import new_id
from jobassist.ports.stored import Kept, Operation, Other
from jobassist.records import Value
from storage.schema import KEPT, OUTBOX

_NOT_TAKEN_IN = {"quarantined", "purged"}
_ID = 64  # no id is longer; a note's text is no id

FIRST_TIME, AGAIN = 0, 1
"""What `OUTBOX.again` says: 0 of what was never sent before a new epoch. After one it counts up:
odd, it is sent again; even, it was refused and waits for rows to come."""


def queue(
    connection: Connection,
    kind: str,
    record_id: str,
    base_rev: int,
    fields: dict[str, Value],
    *,
    epoch: str | None,
    tells: bool = False,
) -> None:
    """Queue a change, joined with an unsent, unfrozen one that was made on the same revision.

    Not so where it names a record that is queued later than that one: the central knows nothing of
    it yet when it meets the earlier. `epoch` is the one `base_rev` was read in; `tells`: it only
    tells what stands.
    """
    told = set(fields) if tells else set()
    open_one = (
        select(OUTBOX.c.seq, OUTBOX.c.payload, OUTBOX.c.told)
        .where(OUTBOX.c.kind == kind, OUTBOX.c.record_id == record_id)
        .where(OUTBOX.c.frozen == 0, OUTBOX.c.base_rev == base_rev)
        .order_by(OUTBOX.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(open_one).first()
    if row and not _names_a_later_one(connection, row.seq, fields):
        joined = {"payload": packed({**json.loads(row.payload), **fields})}
        joined["told"] = names(set(row.told.split()) - set(fields) | told)
        connection.execute(OUTBOX.update().where(OUTBOX.c.seq == row.seq).values(joined))
        return
    values = {"kind": kind, "record_id": record_id, "base_rev": base_rev, "epoch": epoch}
    values |= {"frozen": 0, "payload": packed(fields), "told": names(told)}
    connection.execute(OUTBOX.insert(), {"id": new_id(), **values})


def _names_a_later_one(connection: Connection, seq: int, fields: Mapping[str, Value]) -> bool:
    its = (OUTBOX.c.seq > seq) & OUTBOX.c.record_id.in_(named(fields))
    return connection.execute(select(OUTBOX.c.seq).where(its).limit(1)).first() is not None


def named(fields: Mapping[str, Value]) -> set[str]:
    """Every text in the fields that may be a record's id, alone or in a list."""
    many = [value if isinstance(value, list | tuple) else [value] for value in fields.values()]
    return {text for texts in many for text in texts if isinstance(text, str) and len(text) <= _ID}


def withdraw(connection: Connection, kind: str, record_id: str, told: Mapping[str, Value]) -> bool:
    """Take these values out of what was never handed out; whether there was any of them."""
    its = (OUTBOX.c.kind == kind) & (OUTBOX.c.record_id == record_id) & (OUTBOX.c.frozen == 0)
    found = False
    for row in connection.execute(select(OUTBOX.c.seq, OUTBOX.c.payload).where(its)).all():
        said = json.loads(row.payload)
        left = {n: v for n, v in said.items() if n not in told or told[n] != v}
        if left == said:
            continue
        found, one = True, OUTBOX.c.seq == row.seq
        if left:
            connection.execute(OUTBOX.update().where(one).values(payload=packed(left)))
        else:
            connection.execute(OUTBOX.delete().where(one))
    return found


def hand_out(connection: Connection, limit: int) -> list[Operation]:
    """The oldest operations that wait for nothing, one for each record, frozen from now on."""
    first = select(func.min(OUTBOX.c.seq)).group_by(OUTBOX.c.kind, OUTBOX.c.record_id)
    ready = OUTBOX.c.seq.in_(first) & ((OUTBOX.c.again == FIRST_TIME) | (OUTBOX.c.again % 2 == 1))
    query = select(OUTBOX).where(ready).order_by(OUTBOX.c.seq).limit(limit)
    operations = [to_operation(row) for row in connection.execute(query)]
    seqs = [op.seq for op in operations]
    connection.execute(OUTBOX.update().where(OUTBOX.c.seq.in_(seqs)).values(frozen=1))
    return operations


def hand_out_all(connection: Connection) -> list[Operation]:
    """Every unanswered operation in order, frozen from now on."""
    connection.execute(OUTBOX.update().values(frozen=1))
    return [to_operation(row) for row in connection.execute(select(OUTBOX).order_by(OUTBOX.c.seq))]


def of_record(connection: Connection, kind: str, record_id: str) -> list[Operation]:
    """The record's unanswered operations, oldest first."""
    query = select(OUTBOX).where(OUTBOX.c.kind == kind, OUTBOX.c.record_id == record_id)
    return [to_operation(row) for row in connection.execute(query.order_by(OUTBOX.c.seq))]


def by_id(connection: Connection, op_id: str) -> Operation | None:
    """The unanswered operation, or None."""
    row = connection.execute(select(OUTBOX).where(OUTBOX.c.id == op_id)).first()
    return to_operation(row) if row else None


def take_out(connection: Connection, operation: Operation) -> None:
    """It has been answered, or is kept elsewhere."""
    connection.execute(OUTBOX.delete().where(OUTBOX.c.seq == operation.seq))


def keep(
    connection: Connection,
    operation: Operation,
    why: str,
    *,
    code: str | None = None,
    others: Mapping[str, Other] | None = None,
) -> None:
    """Keep values that did not stand until somebody decides.

    Of what was not taken in at all only the writer's own: they may have lost the case.
    """
    fields = operation.own if why in _NOT_TAKEN_IN else operation.fields
    if operation.fields and not fields:
        return
    connection.execute(
        KEPT.insert(),
        {
            "why": why,
            "op_id": operation.id,
            "kind": operation.kind,
            "record_id": operation.record_id,
            "base_rev": operation.base_rev,
            "payload": packed(fields),
            "code": code,
            "others": json.dumps(dict(others or {}), sort_keys=True),
            "told": names(operation.told),
        },
    )


def kept(connection: Connection) -> list[Kept]:
    """Everything kept, oldest first."""
    return [_kept(row) for row in connection.execute(select(KEPT).order_by(KEPT.c.place))]


def _kept(row: Row[Any]) -> Kept:
    fields, told = json.loads(row.payload), frozenset(row.told.split())
    about = (row.kind, row.record_id, row.base_rev)
    return Kept(
        str(row.place),
        row.why,
        Operation(row.op_id, 0, *about, fields, told=told),
        row.code,
        {name: (by, at) for name, (by, at) in json.loads(row.others).items()},
    )


def forget_kept(connection: Connection, id: str) -> Kept | None:
    """Forget what was kept; returns it, or None if there is none of that id."""
    its = KEPT.c.place == (int(id) if id.isascii() and id.isdigit() else -1)
    row = connection.execute(select(KEPT).where(its)).first()
    connection.execute(KEPT.delete().where(its))
    return _kept(row) if row else None


def forget_others_words(connection: Connection, kind: str, record_id: str) -> None:
    """Of what clashed in the record forget all that this user did not write: the central has it."""
    one = (KEPT.c.kind == kind) & (KEPT.c.record_id == record_id) & (KEPT.c.why == "conflict")
    for row in connection.execute(select(KEPT).where(one)).all():
        its, own = KEPT.c.place == row.place, _kept(row).operation.own
        if own:
            connection.execute(KEPT.update().where(its).values(payload=packed(own)))
        else:
            connection.execute(KEPT.delete().where(its))


def is_kept(connection: Connection, kind: str, record_id: str) -> bool:
    """Whether anything of the record is kept aside."""
    one = (KEPT.c.kind == kind) & (KEPT.c.record_id == record_id)
    return connection.execute(select(KEPT.c.place).where(one).limit(1)).first() is not None


def was_refused(connection: Connection, kind: str, record_id: str) -> bool:
    """Whether the central has quarantined an operation of this record that is still kept here."""
    one = (KEPT.c.kind == kind) & (KEPT.c.record_id == record_id) & (KEPT.c.why == "quarantined")
    return connection.execute(select(KEPT.c.place).where(one).limit(1)).first() is not None


def unsent_fields(operations: Iterable[Operation]) -> set[str]:
    """The fields that these operations change."""
    return {name for operation in operations for name in operation.own}


def packed(fields: dict[str, Value]) -> str:
    """Canonical JSON."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_operation(row: Row[tuple[object, ...]]) -> Operation:
    """The operation a row of the outbox holds."""
    fields, told = json.loads(row.payload), frozenset(row.told.split())
    about = (row.kind, row.record_id, row.base_rev)
    return Operation(row.id, row.seq, *about, fields, row.epoch, told)


def names(told: Iterable[str]) -> str:
    """Fields as a column holds them."""
    return " ".join(sorted(told))
