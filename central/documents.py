"""The organisation's seal, put on every signed document that has come in whole.

Run it after receipts (a timer of some minutes will do); it seals what has none yet, one document a
transaction. The sealed document is an attachment of the envelope's case, `sealed_document`, which
the feed tells everyone on the case of; the document that was signed stays as it is.
"""

import json
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import attachments, config
from central.access import case_scope
from central.connectors import outbox
from central.database import Database, default_url, now
from central.feed import publish
from central.live import news
from central.pades import OrganisationSeal
from central.records import checked, insert
from central.schema import record
from jobassist.records import KINDS

SIGNED, SEALED = "document", "sealed_document"
_BY_CENTRAL = ""  # stands for the device in what the central itself writes


def seal_documents(
    database_url: str | None, pkcs12: bytes, passphrase: bytes | None
) -> dict[str, Any]:
    """Seal what has come in: `sealed`, how many. Raises: EnvironmentFault `central.seal_key`."""
    seal = OrganisationSeal(pkcs12, passphrase)
    database = Database(database_url or default_url())
    database.before_commit = lambda tx, moved: news.write_down(tx, moved, _BY_CENTRAL)
    database.connectors = config.read().connectors
    count = 0
    try:
        while _seal_one(database, seal):
            count += 1
    finally:
        database.close()
    return {"sealed": count}


def _seal_one(database: Database, seal: OrganisationSeal) -> bool:
    """Seal the first document that waits; False when none does."""
    with database.write() as tx:
        waiting = _waiting(tx)
        if waiting is None:
            return False
        case_id, told = waiting
        content = attachments.content(tx, told["sha256"])
        if content is None:
            return False
        sealed = seal.seal(content)
        id = attachments.keep(tx, case_scope(case_id), sealed)
        body = {
            **told,
            "made_at": now(),
            "sha256": id,
            "size": len(sealed),
            "title": SEALED,
            "held_at": now(),
        }
        record_id, kind = str(uuid_utils.uuid7()), KINDS["attachment"]
        made = checked(kind, record_id, body)
        by = told["author_id"]
        _, places = insert(tx, kind, record_id, made, user_id=by, device_id=_BY_CENTRAL)
        outbox.enter(tx, outbox.told_of(kind, made, sealed=False), record_id, case_id)
        publish(tx, places)
    return True


def _waiting(tx: sa.Connection) -> tuple[str, dict[str, Any]] | None:
    """A signed document that is here whole and has no seal: its case, and what is told of it."""
    rows = tx.execute(
        sa.select(record.c.case_id, record.c.body)
        .where(record.c.kind == "attachment", record.c.body.contains(SIGNED))
        .order_by(record.c.id)
    ).all()
    told = [(row.case_id, json.loads(row.body)) for row in rows]
    done = {body["belongs_to"] for _, body in told if body["title"] == SEALED}
    for case_id, body in told:
        if body["title"] == SIGNED and body["held_at"] and body["belongs_to"] not in done:
            return case_id, body
    return None
