"""A record turned out to be another one (docs/protocol.md, *Joined records*): it gives way here.

What referred to it refers to the other; what it said differently is kept for its user to decide,
what waited to be sent about it included.
"""

from sqlalchemy import Connection

from jobassist.ports.stored import Operation
from jobassist.records import KINDS, Kind, Merge, Value
from jobassist.records.plain import to_plain
from storage import outbox, rows
from storage.schema import KEPT, RECORDS


def give_way(connection: Connection, kind: Kind, old_id: str, new_id: str) -> None:
    """Before the old one is let go; nothing happens while the other is not here."""
    old = rows.fetch(connection, kind, old_id)
    new = rows.fetch(connection, kind, new_id)
    if old is None or new is None:
        return
    waiting = outbox.of_record(connection, kind.name, old_id)
    for operation in waiting:
        outbox.take_out(connection, operation)
    its = (KEPT.c.kind == kind.name) & (KEPT.c.record_id == old_id)
    connection.execute(KEPT.update().where(its).values(record_id=new_id))
    if differing := differences(kind, to_plain(old), to_plain(new)):
        told = frozenset(differing.keys() - outbox.unsent_fields(waiting))
        kept = Operation("", 0, kind.name, new_id, new.rev, differing, told=told)
        outbox.keep(connection, kept, "conflict")
    for other in KINDS.values():
        for field in other.fields:
            if field.references == kind.name:
                table = RECORDS[other.name]
                change = table.update().where(table.c[field.name] == old_id)
                connection.execute(change.values({field.name: new_id}))


def differences(kind: Kind, old: dict[str, Value], new: dict[str, Value]) -> dict[str, Value]:
    """What the old one says that the new one does not, of the fields that one may change."""
    settled = {f.name for f in kind.fields if f.merge in (Merge.FIXED, Merge.CENTRAL)}
    return {n: v for n, v in old.items() if v and v != new[n] and n not in settled}
