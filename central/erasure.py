"""Erasing a case: what was said is gone here, on devices at their next contact, and in backups.

Records stay as empty tombstones, so that chains and feeds hold. The ids are also listed in a file
outside the database (`keys.state_folder`): a restored backup is erased again from that list.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from central import attachments, diary, identifiers, schema
from central.access import case_scope
from central.database import Database, note_moved, now
from central.feed import publish, scopes_holding
from central.schema_files import attachment
from central.schema_law import erased
from jobassist.errors import UserError
from jobassist.records import CaseState

_EMPTY = {"body": "{}", "field_revs": "{}", "history": "{}", "unknown": "{}"}


def erase_case(database: Database, folder: Path, central_id: str, case_id: str) -> int:
    """Erase a closed case that archive duty has been done for; how many records.

    Raises: UserError `central.no_such_case`, `central.case_open`.
    """
    record = schema.record.c
    with database.write() as tx:
        said = tx.scalar(sa.select(record.body).where(record.id == case_id, record.kind == "case"))
        body = json.loads(said or "{}")
        if not body:
            raise UserError("central.no_such_case")
        if body["state"] != CaseState.CLOSED:
            raise UserError("central.case_open")
        ids = set(tx.scalars(sa.select(record.id).where(record.case_id == case_id)))
        citizen = body["citizen_id"]
        if scopes_holding(tx, citizen) <= {case_scope(case_id)}:
            ids.add(citizen)  # nobody else works with them
        # The list first: whatever happens to the database, what is listed is forgotten.
        _list(folder, central_id, ids)
        _forget(tx, ids)
        for row in tx.execute(
            sa.select(attachment.c.scope, attachment.c.id).where(
                attachment.c.scope.endswith(f":{case_id}", autoescape=True)
            )
        ).all():
            attachments.drop(tx, row.scope, row.id)
        diary.note(tx, None, "erase", case_scope(case_id), records=len(ids))
    return len(ids)


def replay(tx: sa.Connection, folder: Path, central_id: str) -> int:
    """Erase again what the list says, after a restore; how many records."""
    file = _file(folder, central_id)
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    listed = {json.loads(line)["record"] for line in lines}
    record = schema.record.c
    there = sa.select(record.id).where(record.id.in_(listed), record.body != "{}")
    ids = set(tx.scalars(there)) if listed else set()
    _forget(tx, ids)
    for id in ids:  # a case's attachments go with it
        ending = attachment.c.scope.endswith(f":{id}", autoescape=True)
        held = sa.select(attachment.c.scope, attachment.c.id).where(ending)
        for row in tx.execute(held).all():
            attachments.drop(tx, row.scope, row.id)
    return len(ids)


def _forget(tx: sa.Connection, ids: Iterable[str]) -> None:
    record, kept, operation = schema.record, schema.kept, schema.operation
    for id in sorted(ids):
        known = sa.select(erased.c.record_id).where(erased.c.record_id == id)
        if tx.scalar(known) is None:
            tx.execute(sa.insert(erased), {"record_id": id, "erased_at": now()})
        publish(tx, {id: set()})
        tx.execute(sa.update(record).where(record.c.id == id).values(**_EMPTY))
        said = sa.select(kept.c.operation_id).where(kept.c.record_id == id)
        for row in tx.execute(sa.select(operation).where(operation.c.id.in_(said))).all():
            answer = {**json.loads(row.answer), "clashes": []}
            told = sa.update(operation).where(operation.c.id == row.id)
            tx.execute(told.values(answer=json.dumps(answer)))
        tx.execute(sa.delete(kept).where(kept.c.record_id == id))
        identifiers.leave(tx, id)
        gone = sa.select(schema.access.c.user_id).where(schema.access.c.case_id == id)
        note_moved(tx, {f"access:{user}": 0 for user in tx.scalars(gone)})
        # Access stays, so that their devices hear that it is gone, until the assignments end.


def _list(folder: Path, central_id: str, ids: Iterable[str]) -> None:
    file = _file(folder, central_id)
    with file.open("a", encoding="utf-8") as out:
        file.chmod(0o600)
        out.writelines(json.dumps({"record": id, "at": now()}) + "\n" for id in sorted(ids))
        out.flush()
        os.fsync(out.fileno())


def _file(folder: Path, central_id: str) -> Path:
    return folder / f"erased-{central_id}.jsonl"
