"""A form as it lies on the desk: what it is about, what was filled in for one, where one was.

Where one was is kept at every step to another field, so that a killed program opens the form
again at that field. It is kept as the window's place (`whereabouts`).
"""

import json
from dataclasses import dataclass

from jobassist.records import Case, Citizen, Form, FormState, Signature, SignatureRole
from jobassist.services import forms
from jobassist.services.form_facts import facts_for
from jobassist.services.forms import OpenForm
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """An opened form with its surroundings.

    `known` names, for each field that still holds what was filled in for one, whence it came:
    `company`, `citizen`, `municipality` or `previous`. `signatures` are those that stand;
    `is_decided`: a decision was made on the spot, and nothing is sealed yet.
    """

    opened: OpenForm
    citizen: str
    known: dict[str, str]
    signatures: tuple[Signature, ...]
    is_decided: bool = False

    @property
    def company(self) -> str:
        """The name of the workplace, as the form tells it."""
        values = self.opened.filling.values
        return str(values.get("virksomhedsnavn") or values.get("virksomhed") or "")

    @property
    def is_locked(self) -> bool:
        """Whether it cannot be changed as it stands: signed, or further on its way."""
        held = bool(self.signatures) or self.is_decided
        return held or self.opened.record.state not in forms.EDITABLE


def open_desk(session: Session, form_id: str) -> Desk:
    """Open a form. Raises: as `forms.open_form`."""
    opened = forms.open_form(session, form_id)
    record = opened.record
    citizen = ""
    with session.store.read() as tx:
        if isinstance(record, Form):
            citizen = tx.get(Citizen, tx.get(Case, record.case_id).citizen_id).name
        signatures = tuple(forms.signatures_of(tx, record))
        is_decided = record.state is FormState.COMPLETE and bool(forms.spot_decisions(tx, record))
    facts = facts_for(session, opened.case_id, record.p_number)
    kept = json.loads(record.values)
    known = {
        field.key: field.source.partition(".")[0]
        for field in opened.definition.fields()
        if field.source
        and kept.get(field.key) is not None
        and (
            kept[field.key] == facts.get(field.source)
            or (field.source.startswith("previous.") and isinstance(record, Form))
        )
    }
    return Desk(opened, citizen, known, signatures, is_decided)


def names_of(opened: OpenForm, consultant: str) -> dict[SignatureRole, str]:
    """Who signs, as far as the form tells: by the fields that name them."""
    by_source = {field.source: field.key for field in opened.definition.fields() if field.source}
    values = opened.filling.values

    def name(source: str) -> str:
        return str(values.get(by_source.get(source, "")) or "")

    return {
        SignatureRole.EMPLOYER: name("company.contact_name"),
        SignatureRole.EMPLOYEE_REP: name("company.rep_name"),
        SignatureRole.CITIZEN: name("citizen.name"),
        SignatureRole.CONSULTANT: consultant,
    }
