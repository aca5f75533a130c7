"""A filled form's record as its filling makes it: the values, and what lists and so on go by."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from jobassist.errors import UserError
from jobassist.forms.definition import Definition, FieldType
from jobassist.forms.filling import Filling
from jobassist.forms.periods import Span
from jobassist.records import CompanyForm, FilledForm, Form
from jobassist.services.candidates import CPR

_TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.COMPANY)


def require_no_citizen(record: FilledForm, definition: Definition) -> None:
    """Colleagues without the case read a form about a company: no CPR number belongs in its texts.

    Raises: UserError `form.cpr_in_text`.
    """
    if not isinstance(record, CompanyForm):
        return
    values = json.loads(record.values)
    for field in definition.fields():
        told = values.get(field.key)
        cells = [(field, told)]
        if field.columns and isinstance(told, list):
            cells = [(c, row.get(c.key)) for row in told for c in field.columns]
        if any(one.type in _TEXTS and CPR.search(str(text or "")) for one, text in cells):
            raise UserError("form.cpr_in_text")


def dumped(data: Any) -> str:
    """JSON as the records keep it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def told_by(
    record: FilledForm, filling: Filling, values: Mapping[str, Any] | None = None
) -> FilledForm:
    """The record with the values, and what lists and reminders go by.

    What is calculated is not kept: two devices that filled in what it comes from would each have
    another, and clash for nothing.
    """
    given = filling.values if values is None else values
    worked_out = {f.key for f in filling.definition.fields() if f.calculate is not None}
    kept = {key: value for key, value in given.items() if key not in worked_out}
    record = replace(
        record,
        values=dumped({key: value for key, value in kept.items() if value is not None}),
        cvr=str(filling.native("cvr") or "") if "cvr" in filling.definition.by_key else "",
        p_number=str(filling.native("p_nummer") or "")
        if "p_nummer" in filling.definition.by_key
        else "",
    )
    if isinstance(record, Form):
        first, last = _days(filling)
        record = replace(record, starts_on=first, ends_on=last)
    return record


def _days(filling: Filling) -> tuple[date | None, date | None]:
    event = filling.native(filling.definition.event) if filling.definition.event else None
    if isinstance(event, Span):
        return event.first, event.last
    return (event, None) if isinstance(event, date) else (None, None)
