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
    CompanyForm,
    CompanyVisit,
    Envelope,
    FilledForm,
    Form,
    FormDecision,
    FormState,
    JobOrder,
    Record,
    Signature,
    kind_of,
)
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the central must have. `name`: what, and whose; `sha256` is empty for a record."""

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
        parts = [*_records(tx, (visit, *orders)), *map(_file, files)]
        for form in _begun_at(tx, visit):
            parts += _of_form(tx, form) if isinstance(form, Form) else _records(tx, (form,))
    return parts


def forms_of_visit(session: Session, visit: CompanyVisit) -> list[tuple[FilledForm, FormState]]:
    """The forms that were begun at a visit and lie on this laptop, each with its stage."""
    with session.store.read() as tx:
        return [(form, stage(tx, form)) for form in _begun_at(tx, visit)]


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
    forms = {one.form_id for one in tx.find(Envelope, case_id=case_id)}
    missing = [part for id in forms for part in _of_form(tx, tx.get(Form, id)) if not part.held]
    if missing:
        raise UserError("envelope.not_at_central", count=len(missing))


def _begun_at(tx: Reader, visit: CompanyVisit) -> list[FilledForm]:
    source = f"visit:{visit.id}"
    return [*tx.find(Form, started_from=source), *tx.find(CompanyForm, started_from=source)]


def stage(tx: Reader, form: FilledForm) -> FormState:
    """How far a form has come, as it is shown: SYNCED is a signed one that the central has whole.

    It is worked out from what the central has acknowledged, part by part, and never stored.
    """
    if not isinstance(form, Form) or form.state is not FormState.SIGNED:
        return form.state
    held = all(part.held for part in _of_form(tx, form))
    return FormState.SYNCED if held else FormState.SIGNED


def stages(session: Session, forms: Iterable[FilledForm]) -> dict[str, FormState]:
    """The same for several, by id."""
    with session.store.read() as tx:
        return {form.id: stage(tx, form) for form in forms}


def _of_form(tx: Reader, form: Form) -> list[Part]:
    signatures = tx.find(Signature, form_id=form.id)
    decisions = tx.find(FormDecision, form_id=form.id)
    parts = _records(tx, (form, *decisions, *signatures))
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
        Part(_named(one), one.id, one.rev > 0 and (kind_of(one).name, one.id) not in waiting)
        for one in records
    ]


def _named(record: Record) -> str:
    kind = kind_of(record).name
    return f"{kind}:{record.role}" if isinstance(record, Signature) else kind


def _file(file: Attachment | CompanyAttachment) -> Part:
    return Part(
        name=file.title or file.media,
        record_id=file.id,
        held=file.held_at is not None,
        sha256=file.sha256,
        size=file.size,
        held_at=file.held_at,
    )
