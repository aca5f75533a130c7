"""The organisation's seal on every signed document, put there as soon as the document has come in.

A delivery of the outbox is written when the central has its last byte (`DOCUMENT_SIGNED`), and
`Sealer` is whom it is delivered to: claimed by one process, tried again after a fault or a crash,
and with IT when it cannot be done. The sealed document is an attachment of the envelope's case,
`sealed_document`, which the feed tells everyone on the case of; the document that was signed, and
its hash, stay as they are.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import sqlalchemy as sa
import uuid_utils

from central import attachments, config
from central.access import case_scope
from central.connectors import outbox
from central.connectors.port import ENVELOPE, SIGNED, Connector, Event, Parcel
from central.database import Database, default_url, now
from central.feed import publish
from central.live import news
from central.pades import OrganisationSeal
from central.post.gateway import Receipt
from central.records import checked, insert, load
from central.schema import record
from central.schema_outbox import delivery
from jobassist import log
from jobassist.errors import EnvironmentFault, UserError
from jobassist.records import KINDS

SEALED = "sealed_document"
NAME = "segl"
_BY_CENTRAL = ""  # stands for the device in what the central itself writes


class Sealer:
    """Whom signed documents are delivered to (`Connector`)."""

    name = NAME
    events = frozenset({Event.DOCUMENT_SIGNED})

    def __init__(self, database: Database, seal: OrganisationSeal) -> None:
        self._database, self.seal = database, seal

    def deliver(self, parcel: Parcel) -> None:
        """Seal it and keep the sealed one beside it; what has a seal gets no second.

        No transaction is open while it is sealed. Raises: UserError `connector.erased`, and what
        `OrganisationSeal.seal` raises.
        """
        if parcel.content is None:
            raise UserError("connector.erased")
        with self._database.read() as tx:
            if _sealed(tx, parcel.record["case_id"], parcel.record["belongs_to"]):
                return
        sealed = self.seal.seal(parcel.content)
        with self._database.write() as tx:
            _keep(tx, parcel.record_id, sealed)
        log.event("document.sealed", stamped=bool(self.seal.stamped_by))

    def receipts(self) -> Iterator[Receipt]:
        """Nobody answers."""
        return iter(())

    def noted(self, delivery_id: str) -> None:
        """Nothing to do."""


def connectors(settings: config.Config | None, database: Database) -> tuple[Connector, ...]:
    """Everybody to deliver to: those of the configuration, and the seal."""
    if settings is None:
        return ()
    own = (Sealer(database, settings.seal),) if settings.seal else ()
    return (*settings.connectors, *own)


def enter_waiting(database: Database) -> int:
    """Write deliveries for what came in before there was a seal to put on it; how many."""
    if all(one.name != NAME for one in database.connectors):
        return 0
    with database.write() as tx:
        entered = set(
            tx.scalars(sa.select(delivery.c.record_id).where(delivery.c.connector == NAME))
        )
        waiting = [one for one in _waiting(tx) if one[0] not in entered]
        for record_id, case_id in waiting:
            outbox.enter(tx, (Event.DOCUMENT_SIGNED,), record_id, case_id)
    return len(waiting)


def seal_documents(
    database_url: str | None, pkcs12: bytes | None = None, passphrase: bytes | None = None
) -> dict[str, Any]:
    """Seal what came in and has no seal, with a key given or the central's: `sealed`, how many.

    Raises: EnvironmentFault `central.seal_key`, `central.no_seal`, `central.timestamp`.
    """
    settings = config.read()
    seal = OrganisationSeal(pkcs12, passphrase) if pkcs12 else settings.seal
    if seal is None:
        raise EnvironmentFault("central.no_seal")
    count = 0
    with closing(Database(database_url or default_url())) as database:
        database.before_commit = lambda tx, moved: news.write_down(tx, moved, _BY_CENTRAL)
        database.connectors = settings.connectors
        with database.read() as tx:
            waiting = list(_waiting(tx))
        for record_id, _ in waiting:
            count += _seal_one(database, seal, record_id)
    return {"sealed": count}


def _seal_one(database: Database, seal: OrganisationSeal, record_id: str) -> bool:
    with database.read() as tx:
        body = json.loads(
            tx.scalar(sa.select(record.c.body).where(record.c.id == record_id)) or "{}"
        )
        content = attachments.content(tx, body["sha256"]) if body else None
    if content is None:
        return False
    sealed = seal.seal(content)
    with database.write() as tx:
        return _keep(tx, record_id, sealed)


def _keep(tx: sa.Connection, record_id: str, sealed: bytes) -> bool:
    """Keep the sealed document beside the signed one, whose row is locked; whether there was none.

    Raises: UserError `connector.erased`.
    """
    signed = load(tx, record_id)
    if signed is None or signed.case_id is None:
        raise UserError("connector.erased")
    told, case_id = signed.held.body, signed.case_id
    if _sealed(tx, case_id, told["belongs_to"]):
        return False
    id, at = attachments.keep(tx, case_scope(case_id), sealed), now()
    own = {"made_at": at, "sha256": id, "size": len(sealed), "title": SEALED, "held_at": at}
    new_id, kind = str(uuid_utils.uuid7()), KINDS["attachment"]
    made = checked(kind, new_id, {**told, **own})
    by = told["author_id"]
    _, places = insert(tx, kind, new_id, made, user_id=by, device_id=_BY_CENTRAL)
    outbox.enter(tx, outbox.told_of(kind, made, sealed=False), new_id, case_id)
    publish(tx, places)
    return True


def _sealed(tx: sa.Connection, case_id: str, belongs_to: str) -> bool:
    mine = (record.c.kind == "attachment") & (record.c.case_id == case_id)
    bodies = tx.scalars(sa.select(record.c.body).where(mine, record.c.body.contains(SEALED)))
    told = (json.loads(body) for body in bodies)
    return any((one["title"], one["belongs_to"]) == (SEALED, belongs_to) for one in told)


def _waiting(tx: sa.Connection) -> Iterator[tuple[str, str]]:
    """The signed documents that are here whole and have no seal: record and case."""
    rows = tx.execute(
        sa.select(record.c.id, record.c.case_id, record.c.body)
        .where(record.c.kind == "attachment", record.c.body.contains(SIGNED))
        .order_by(record.c.id)
    ).all()
    told = [(row.id, row.case_id, json.loads(row.body)) for row in rows]
    done = {(case, body["belongs_to"]) for _, case, body in told if body["title"] == SEALED}
    for id, case_id, body in told:
        of_envelope = body["title"] == SIGNED and body["belongs_to"].startswith(ENVELOPE)
        if of_envelope and body["held_at"] and (case_id, body["belongs_to"]) not in done:
            yield id, case_id
