"""What the central has of a visit, a form or an envelope, part by part.

A record is there when the central has answered for it and nothing of it waits here; a file is there
when the central has every byte and has checked the hash (`held_at`). Until all parts of an
envelope are there, nothing on this laptop may delete them (`require_held`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jobassist.errors import UserError
from jobassist.ports.store import Reader
from jobassist.records import (
    Attachment,
    CompanyAttachment,
    CompanyVisit,
    Envelope,
    Form,
    JobOrder,
    Record,
    Signature,
    kind_of,
)
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the central must have. `name` says what it is; `sha256` is empty for a record."""

    name: str
    record_id: str
    held: bool
    sha256: str = ""
    size: int = 0
    held_at: datetime | None = None


def of_visit(session: Session, visit: CompanyVisit) -> list[Part]:
    """The visit, its photos and scans, its job orders, and the forms that were begun at it."""
    with session.store.read() as tx:
        files = tx.find(CompanyAttachment, belongs_to=f"visit:{visit.id}")
        orders = tx.find(JobOrder, visit_id=visit.id)
        forms = tx.find(Form, started_from=f"visit:{visit.id}")
        parts = [*_records(tx, (visit, *orders)), *map(_file, files)]
        for form in forms:
            parts += _of_form(tx, form)
    return parts


def of_form(session: Session, form_id: str) -> list[Part]:
    """The form, its signatures and envelopes with all their files, and what is attached to it."""
    with session.store.read() as tx:
        return _of_form(tx, tx.get(Form, form_id))


def require_held(tx: Reader, case_id: str) -> None:
    """Raises: UserError `envelope.not_at_central` (with `count`) while a sealed part is only here.

    A laptop that knows no central has nobody to wait for.
    """
    if tx.setting("central.id") is None:
        return
    envelopes = tx.find(Envelope, case_id=case_id)
    missing = [part for one in envelopes for part in _of_envelope(tx, one) if not part.held]
    if missing:
        raise UserError("envelope.not_at_central", count=len(missing))


def _of_form(tx: Reader, form: Form) -> list[Part]:
    signatures = tx.find(Signature, form_id=form.id)
    parts = _records(tx, (form, *signatures))
    owners = [f"form:{form.id}", *(f"signature:{one.id}" for one in signatures)]
    for owner in owners:
        parts += map(_file, tx.find(Attachment, belongs_to=owner))
    for envelope in tx.find(Envelope, form_id=form.id):
        parts += _of_envelope(tx, envelope)
    return parts


def _of_envelope(tx: Reader, envelope: Envelope) -> list[Part]:
    files = tx.find(Attachment, belongs_to=f"envelope:{envelope.id}")
    return [*_records(tx, (envelope,)), *map(_file, files)]


def _records(tx: Reader, records: Iterable[Record]) -> list[Part]:
    """A record with a revision is at the central, as far as nothing of it waits to be sent."""
    waiting = tx.unsent_records()
    return [
        Part(kind_of(one).name, one.id, one.rev > 0 and (kind_of(one).name, one.id) not in waiting)
        for one in records
    ]


def _file(file: Attachment | CompanyAttachment) -> Part:
    return Part(
        name=file.title or file.media,
        record_id=file.id,
        held=file.held_at is not None,
        sha256=file.sha256,
        size=file.size,
        held_at=file.held_at,
    )
