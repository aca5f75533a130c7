"""Enrolment: the owner of a stand-alone store becomes the central's user."""

import json

from sqlalchemy import Connection

from jobassist.records import KINDS, Value
from storage import outbox
from storage.schema import OUTBOX, RECORDS, SETTING

OWNER = "owner"
"""The setting that holds the id of the user whose store this is."""


def is_owner(connection: Connection, user_id: str) -> bool:
    """Whether it is the user whose store this is."""
    its = (SETTING.c.key == OWNER) & (SETTING.c.value == user_id)
    return connection.execute(SETTING.select().where(its)).first() is not None


def adopt(connection: Connection, old: str, new: str) -> None:
    """Replace a user's id wherever it stands, except in sealed bytes; no operation comes of it."""
    if old == new:
        return
    _replace_record(connection, old, new)
    is_owner = (SETTING.c.key == OWNER) & (SETTING.c.value == old)
    connection.execute(SETTING.update().where(is_owner).values(value=new))
    for kind in KINDS.values():
        for field in kind.fields:
            if field.references == "user":
                table = RECORDS[kind.name]
                change = table.update().where(table.c[field.name] == old)
                connection.execute(change.values({field.name: new}))
    for row in connection.execute(OUTBOX.select()).all():
        if row.kind == "user" and row.record_id in (old, new):
            connection.execute(OUTBOX.delete().where(OUTBOX.c.seq == row.seq))
            continue
        before = json.loads(row.payload)
        after = _renamed(row.kind, before, old, new)
        if after != before:
            change = OUTBOX.update().where(OUTBOX.c.seq == row.seq)
            connection.execute(change.values(payload=outbox.packed(after)))


def _replace_record(connection: Connection, old: str, new: str) -> None:
    """The central's own record of the user, when it is here already, stands."""
    users = RECORDS["user"]
    if connection.execute(users.select().where(users.c.id == new)).first():
        connection.execute(users.delete().where(users.c.id == old))
    else:
        connection.execute(users.update().where(users.c.id == old).values(id=new))


def _renamed(kind: str, fields: dict[str, Value], old: str, new: str) -> dict[str, Value]:
    references = {f.name for f in KINDS[kind].fields if f.references == "user"}
    return {n: new if n in references and v == old else v for n, v in fields.items()}
