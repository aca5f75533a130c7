"""Incoming Digital Post: messages in a folder become records in their citizens' cases.

The municipality's gateway puts MeMo messages into `in/`, each whole (by renaming). One that is
taken in is removed; one that nobody can be found for is moved to `set-aside/` and is on IT's page:
moved back to `in/`, it is tried again. A message's own id makes sure that it is taken in once.
"""

import hashlib
import json
import re
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import attachments, identifiers, schema
from central.access import case_scope
from central.database import Database, default_url, now
from central.feed import publish
from central.live import news
from central.post.memo_in import Arrived, File, read
from central.records import checked, insert, look
from central.schema_outbox import arrival
from jobassist import log
from jobassist.errors import EnvironmentFault, UsageError, UserError
from jobassist.records import KINDS, CaseState
from jobassist.sync.wire_live import MAX_ATTACHMENT_BYTES

_CVR = re.compile(r"[0-9]{8}")
_BY_CENTRAL = ""
_MOST_BYTES = 200_000_000
_UNREADABLE = uuid.UUID("0a3e1f7c-52b8-5a6d-9a41-6c1b58a2d7f0")  # names files that say no id


@dataclass(slots=True)
class Counts:
    """What a round did."""

    taken_in: int = 0
    known: int = 0
    set_aside: int = 0


def take_in(database_url: str | None, folder: Path, recipient_cvr: str) -> dict[str, Any]:
    """Take in what lies in the folder: `taken_in`, `known` (it was here), `set_aside`.

    Raises: EnvironmentFault `post.folder`, UsageError `post.no_recipient`.
    """
    if not _CVR.fullmatch(recipient_cvr):
        raise UsageError("post.no_recipient")
    database = Database(database_url or default_url())
    database.before_commit = lambda tx, moved: news.write_down(tx, moved, _BY_CENTRAL)
    counts = Counts()
    try:
        inbox, aside = folder / "in", folder / "set-aside"
        for part in (folder, inbox, aside):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in sorted(inbox.glob("*.xml")):
            if _take(database, file, recipient_cvr, counts):
                file.unlink()
            else:
                file.replace(aside / file.name)
    except OSError:
        raise EnvironmentFault("post.folder", retryable=True) from None
    finally:
        database.close()
    log.event("incoming.round", taken_in=counts.taken_in, set_aside=counts.set_aside)
    return asdict(counts)


def _take(database: Database, file: Path, recipient_cvr: str, counts: Counts) -> bool:
    """Whether the message is in its case now."""
    content = file.read_bytes() if file.stat().st_size <= _MOST_BYTES else b""
    try:
        message = read(content)
        id = message.message_id
    except UserError as error:
        id = str(uuid.uuid5(_UNREADABLE, hashlib.sha256(content).hexdigest()))
        _note(database, id, error.code)
        counts.set_aside += 1
        return False
    try:
        with database.write() as tx:
            is_new = _file_away(tx, message, recipient_cvr)
    except UserError as error:
        _note(database, id, error.code)
        counts.set_aside += 1
        return False
    counts.taken_in += is_new
    counts.known += not is_new
    return True


def _file_away(tx: sa.Connection, message: Arrived, recipient_cvr: str) -> bool:
    """Put it into its case; False if it was there. Raises: UserError `incoming.…`."""
    its = arrival.c.message_id == message.message_id
    before = tx.execute(sa.select(arrival).where(its).with_for_update()).one_or_none()
    if before is not None and before.state == "taken":
        return False
    if message.recipient != recipient_cvr:
        raise UserError("incoming.other_recipient")
    if any(len(file.content) > MAX_ATTACHMENT_BYTES for file in message.files):
        raise UserError("incoming.too_large")
    case_id = _case_of(tx, message)
    case = look(tx, case_id)
    by = case.held.body["coordinator_id"] if case else ""
    id = str(uuid_utils.uuid7())
    fields: dict[str, Any] = {
        "case_id": case_id,
        "message_id": message.message_id,
        "subject": message.subject,
    }
    fields |= {"received_at": now(), "text": message.text, "files": len(message.files)}
    _insert(tx, "incoming_post", id, fields, by)
    for file in message.files:
        _attach(tx, case_id, id, file, by)
    tx.execute(sa.delete(arrival).where(its))
    row = {"message_id": message.message_id, "state": "taken", "reason": "", "case_id": case_id}
    tx.execute(sa.insert(arrival), {**row, "at": now()})
    return True


def _case_of(tx: sa.Connection, message: Arrived) -> str:
    """The sender's open case: the one that the message names, else the only one."""
    if message.sender_type != "CPR":
        raise UserError("incoming.not_a_citizen")
    citizen = identifiers.holder(tx, KINDS["citizen"], {"cpr": message.sender})
    record = schema.record.c
    alike = sa.select(record.id, record.body).where(
        record.kind == "case", record.body.contains(citizen or "-", autoescape=True)
    )
    cases = {str(row.id): json.loads(row.body) for row in tx.execute(alike)} if citizen else {}
    own = {id: body for id, body in cases.items() if body["citizen_id"] == citizen}
    if not own:
        raise UserError("incoming.unknown_sender")
    named = [id for id, body in own.items() if body["number"] == message.case_number]
    working = [id for id, body in own.items() if body["state"] == CaseState.OPEN]
    found = named or working
    if len(found) != 1:
        raise UserError("incoming.several_cases" if found else "incoming.case_closed")
    return found[0]


def _attach(tx: sa.Connection, case_id: str, message: str, file: File, by: str) -> None:
    sha256 = attachments.keep(tx, case_scope(case_id), file.content)
    told: dict[str, Any] = {"case_id": case_id, "author_id": by, "made_at": now(), "held_at": now()}
    told |= {"belongs_to": f"incoming:{message}", "sha256": sha256, "size": len(file.content)}
    told |= {"media": file.media, "title": file.name}
    _insert(tx, "attachment", str(uuid_utils.uuid7()), told, by)


def _insert(tx: sa.Connection, name: str, id: str, fields: dict[str, Any], by: str) -> None:
    kind = KINDS[name]
    body = checked(kind, id, fields)
    publish(tx, insert(tx, kind, id, body, user_id=by, device_id=_BY_CENTRAL)[1])


def _note(database: Database, message_id: str, reason: str) -> None:
    with database.write() as tx:
        tx.execute(sa.delete(arrival).where(arrival.c.message_id == message_id))
        row = {"message_id": message_id, "state": "set_aside", "reason": reason, "case_id": None}
        tx.execute(sa.insert(arrival), {**row, "at": now()})
    log.event("incoming.set_aside", code=reason)
