"""A form on its way out: the filing sheet for VITAS, and its data for a machine.

VITAS has no public interface to write to: the sheet shows each field in VITAS' order (the form
file's own order; whether the present VITAS screens have the same is uncertain) with the text to
copy, and a tick for each field that has been typed in.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from jobassist.errors import UserError
from jobassist.forms.definition import Field
from jobassist.forms.wording import shown
from jobassist.records import CompanyForm, Form, FormDecision
from jobassist.services.forms import OpenForm, find_form, open_form, signatures_of
from jobassist.services.signed_content import decision_value
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One field of the filing sheet: what it is called there, and the text to copy."""

    key: str
    section: str
    label: str
    text: str
    ticked: bool


def filing_sheet(session: Session, form_id: str) -> list[SheetRow]:
    """The fields that VITAS asks for and that say anything, in order.

    Raises: UserError `form.not_filed_anywhere`.
    """
    opened = open_form(session, form_id)
    record = opened.record
    if not isinstance(record, Form) or not opened.definition.filed_in:
        raise UserError("form.not_filed_anywhere")
    with session.store.read() as tx:
        tx.extracted(record)
    return [
        SheetRow(field.key, section.title.da, field.label.da, text, field.key in record.ticked)
        for section in opened.definition.sections
        for field in section.fields
        if field.in_vitas and (text := _text(opened, field))
    ]


def tick(session: Session, form_id: str, key: str, *, ticked: bool = True) -> Form:
    """The field stands in VITAS now; or it does not after all. Raises: KeyError."""
    opened = open_form(session, form_id)
    opened.definition.field(key)
    with session.store.write() as tx:
        form = tx.get(Form, form_id)
        marks = {*form.ticked, key} if ticked else {*form.ticked} - {key}
        form = replace(form, ticked=tuple(sorted(marks)))
        tx.put(form)
    return form


def export(session: Session, form_id: str, *, employers_copy: bool = False) -> dict[str, Any]:
    """The form as data for another system; its use is logged as an extract.

    `employers_copy` leaves out what tells of CPR, health and benefit.
    """
    opened = open_form(session, form_id)
    with session.store.read() as tx:
        record = find_form(tx, form_id)
        tx.extracted(record)
        number = record.round if isinstance(record, Form) else 0
        decided = tx.find(FormDecision, form_id=form_id, round=number, order="-decided_at")
        signed = signatures_of(tx, record)
    told = content(opened, employers_copy=employers_copy)
    told["state"] = record.state.value
    if isinstance(record, Form):
        told["vitas_ref"] = record.vitas_ref
    told["signatures"] = [
        {"role": s.role.value, "name": s.name, "at": s.signed_at.isoformat(), "refused": s.refused}
        for s in signed
    ]
    told["decision"] = decision_value(decided[0]) if decided and not employers_copy else None
    return told


def content(opened: OpenForm, *, employers_copy: bool = False) -> dict[str, Any]:
    """What a form says, in JSON's own types: the visible, readable values and the checks."""
    record, definition = opened.record, opened.definition
    values = {
        key: _seen(definition.field(key), value) if employers_copy else value
        for key, value in opened.filling.submitted().items()
        if not employers_copy or definition.field(key).employer_may_see
    }
    return {
        "form": record.type,
        "version": record.version,
        "id": record.id,
        "about": "company" if isinstance(record, CompanyForm) else "citizen",
        "round": record.round if isinstance(record, Form) else 0,
        "follows": record.follows_id if isinstance(record, Form) else None,
        "values": values,
        "checks": [] if employers_copy else json.loads(record.checks),
        "overrides": {} if employers_copy else json.loads(record.overrides),
    }


def _text(opened: OpenForm, field: Field) -> str:
    return shown(field, opened.filling.submitted().get(field.key), "da")


def _seen(field: Field, value: Any) -> Any:
    """A table's rows without the columns that the employer may not see."""
    if not field.columns or not isinstance(value, list):
        return value
    allowed = {column.key for column in field.columns if column.employer_may_see}
    return [{k: v for k, v in row.items() if k in allowed} for row in value]
