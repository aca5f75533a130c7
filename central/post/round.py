"""One round of the post: receipts are taken in, letters whose PDF is here are handed over.

Each letter is a transaction of its own. The gateway has the message before the queue says so: a
crash between the two hands the same message over again, under the same id.
"""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Database
from central.feed import publish
from central.post import memo, queue
from central.post.gateway import Gateway, Receipt
from central.post.queue import Queued
from central.records import Places, load
from jobassist import log
from jobassist.errors import UserError
from jobassist.records import DeliveryState

FindPdf = Callable[[sa.Connection, str], bytes | None]
"""An attachment's content by its SHA-256 in hex, or None while not all of it is here."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a round needs. The sender is the municipality; `version` one of `memo.VERSIONS`."""

    gateway: Gateway
    sender_cvr: str
    sender_name: str
    find_pdf: FindPdf
    version: str = memo.VERSIONS[0]


@dataclass(slots=True)
class Counts:
    """What a round did, and what is left."""

    sent: int = 0
    failed: int = 0
    handed_over: int = 0
    waiting: int = 0


def go(database: Database, means: Means) -> Counts:
    """Take in the receipts, hand over what can be.

    Raises: EnvironmentFault `post.folder`; a letter that cannot be sent is told as failed.
    """
    counts = Counts()
    for receipt in means.gateway.receipts():
        _take_in(database, means.gateway, receipt, counts)
    with database.read() as tx:
        queued = queue.in_state(tx, DeliveryState.QUEUED)
    for letter in queued:
        with database.write() as tx:
            publish(tx, _hand_over(tx, letter, means, counts))
    log.event("post.round", handed_over=counts.handed_over, waiting=counts.waiting)
    return counts


def _take_in(database: Database, gateway: Gateway, receipt: Receipt, counts: Counts) -> None:
    with database.write() as tx:
        letter = queue.by_message(tx, receipt.message_id)
        if letter is not None and not queue.is_done(letter):
            state = DeliveryState.SENT if receipt.is_sent else DeliveryState.FAILED
            publish(tx, queue.tell(tx, letter, state, receipt.reason))
            counts.sent += receipt.is_sent
            counts.failed += not receipt.is_sent
    gateway.noted(receipt.message_id)


def _hand_over(tx: sa.Connection, letter: Queued, means: Means, counts: Counts) -> Places:
    try:
        message = _message(tx, letter, means)
    except UserError as error:
        counts.failed += 1
        log.event("post.refused", code=error.code)
        reason = f"{error.code} {error.params.get('element', '')}".strip()
        return queue.tell(tx, letter, DeliveryState.FAILED, reason)
    if message is None:
        counts.waiting += 1
        return {}
    means.gateway.hand_over(letter.message_id, message)
    counts.handed_over += 1
    return queue.tell(tx, letter, DeliveryState.HANDED_OVER)


def _message(tx: sa.Connection, letter: Queued, means: Means) -> bytes | None:
    """The letter as MeMo, or None while its PDF is not here."""
    stored, case = load(tx, letter.letter_id), load(tx, letter.case_id)
    citizen = load(tx, case.held.body["citizen_id"]) if case else None
    if stored is None or case is None or citizen is None:
        raise UserError("post.erased")
    said = stored.held.body
    if not said["pdf_id"]:
        raise UserError("post.no_pdf")
    pdf = means.find_pdf(tx, said["pdf_id"])
    if pdf is None:
        return None
    return memo.write(
        memo.Post(
            message_id=letter.message_id,
            letter_id=letter.letter_id,
            sender_cvr=means.sender_cvr,
            sender_name=means.sender_name,
            recipient=said["recipient_cvr"] or citizen.held.body["cpr"],
            recipient_name=said["recipient"].partition("\n")[0],
            subject=said["subject"],
            case_number=case.held.body["number"],
            queued_at=letter.queued_at,
            pdf=pdf,
        ),
        means.version,
    )
