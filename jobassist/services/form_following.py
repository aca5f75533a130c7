"""An extension or an end of a form: begun from it, with everything known filled in."""

import json
from datetime import timedelta
from typing import Any

from jobassist.errors import UserError
from jobassist.records import Form, FormState
from jobassist.services.form_definitions import definition_of
from jobassist.services.forms import OpenForm, begin, open_form
from jobassist.session import Session

EXTENSION, END = "forlaengelse", "ophoer"
_FOLLOWED = (FormState.APPROVED, FormState.RUNNING, FormState.EXTENDED)


def extend(session: Session, form_id: str) -> Form:
    """A draft that extends the form's course: from the day after its end.

    Raises: UserError `form.cannot_follow` when the form is not approved or has no extensions.
    """
    return _follow(session, form_id, EXTENSION)


def end(session: Session, form_id: str) -> Form:
    """A draft that ends the form's course. Raises: UserError `form.cannot_follow`."""
    return _follow(session, form_id, END)


def _follow(session: Session, form_id: str, how: str) -> Form:
    before = open_form(session, form_id)
    record = before.record
    if not isinstance(record, Form) or how not in before.definition.follows:
        raise UserError("form.cannot_follow")
    if record.state not in _FOLLOWED:
        raise UserError("form.cannot_follow")
    definition = definition_of(session, record.type)  # a new form is today's version
    kept: dict[str, Any] = json.loads(record.values)
    values = {
        field.key: kept[field.key]
        for field in definition.fields()
        if field.copied and field.key in kept and field.calculate is None
    }
    for field in definition.fields():
        known = _previous(before, field.source, how)
        if known is not None:
            values[field.key] = known
        elif field.key not in values and field.default is not None:
            values[field.key] = field.default
    values["art"] = how
    begun = begin(
        session,
        definition,
        values,
        case_id=record.case_id,
        started_from=f"form:{record.id}",
        follows_id=record.id,
    )
    assert isinstance(begun, Form)
    return begun


def _previous(before: OpenForm, source: str, how: str) -> Any:
    """What the earlier form tells; None for what it does not."""
    record, native = before.record, before.filling.native
    assert isinstance(record, Form)
    first, last = record.starts_on, record.ends_on
    if source == "previous.vitas_ref":
        return record.vitas_ref or None
    if source == "previous.first_day":
        earliest = native("samlet_start") if "samlet_start" in before.definition.by_key else None
        day = earliest or first
        return day.isoformat() if day else None
    if source == "previous.next_extension":
        number = native("forlaengelse_nr") if "forlaengelse_nr" in before.definition.by_key else 0
        return int(number or 0) + 1
    if source == "previous.next_period" and first and last:
        if how == END:
            return {"fra": first.isoformat(), "til": last.isoformat()}
        return {"fra": (last + timedelta(days=1)).isoformat(), "til": ""}
    return None
