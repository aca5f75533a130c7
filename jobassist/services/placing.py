"""From a candidate and a workplace to a form, and from a form to a place that the ratio counts."""

from collections.abc import Mapping
from typing import Any

from jobassist.errors import PolicyDenied
from jobassist.ports.store import Writer
from jobassist.records import (
    CandidateProfile,
    Case,
    FilledForm,
    Form,
    ProductionUnit,
    SupportMeasure,
    SupportPlace,
)
from jobassist.services import forms
from jobassist.services.companies import unit_id
from jobassist.services.visits import take_place
from jobassist.session import Session

MEASURES = {
    "virksomhedspraktik": SupportMeasure.INTERNSHIP,
    "loentilskud": SupportMeasure.WAGE_SUBSIDY,
    "nytteindsats": SupportMeasure.UTILITY_JOB,
}
"""The forms that put somebody at a workplace, and what the ratio counts them as."""


def start_form(
    session: Session,
    type: str,
    profile_id: str,
    unit_id: str,
    *,
    visit_id: str | None = None,
    given: Mapping[str, Any] | None = None,
) -> FilledForm:
    """A form about a candidate at a workplace, with everything known of both filled in.

    Raises: PolicyDenied `candidate.case_not_here` when the case is not on this laptop, and what
    `forms.start` raises.
    """
    with session.store.read() as tx:
        profile = tx.get(CandidateProfile, profile_id)
        unit = tx.get(ProductionUnit, unit_id)
        if not tx.count(Case, id=profile.case_id):
            raise PolicyDenied("candidate.case_not_here")
    return forms.start(
        session,
        type,
        case_id=profile.case_id,
        p_number=unit.p_number,
        started_from=f"visit:{visit_id}" if visit_id else f"candidate:{profile.id}",
        given=given,
    )


def place_of(tx: Writer, form: Form) -> SupportPlace | None:
    """Count the person of a form at its workplace for its days; once, and None without a place."""
    measure = MEASURES.get(form.type)
    if measure is None or form.starts_on is None or not form.p_number:
        return None
    known = tx.find(SupportPlace, form=form.id)
    if known:
        return known[0]
    return take_place(
        tx, unit_id(form.p_number), measure, form.starts_on, form.ends_on, form=form.id
    )
