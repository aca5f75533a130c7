"""From a candidate and a workplace to a form, and from a form to a place that the ratio counts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
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
    """Count the person of a form at its workplace for its days; once, and None without a place.

    An extension is a place of its own for the days it adds; an end is none. A workplace that is not
    in the register has no places to count.
    """
    measure = MEASURES.get(form.type)
    if measure is None or form.starts_on is None or not form.p_number or _ends_another(form):
        return None
    known = tx.find(SupportPlace, form=form.id)
    if known:
        return known[0]
    at = unit_id(form.p_number)
    if not tx.count(ProductionUnit, id=at):
        return None
    return take_place(tx, at, measure, form.starts_on, form.ends_on, form=form.id)


def leave_place(tx: Writer, form_id: str, last: date) -> None:
    """The person of a form was there on `last` for the last time; the place is free from then on.

    It never makes a stay longer than it was granted.
    """
    for place in tx.find(SupportPlace, form=form_id):
        if place.to_day is None or place.to_day > last:
            tx.put(replace(place, to_day=last))


def settle_end(tx: Writer, form: Form) -> None:
    """An approved end frees the place of the course that it ends, from the day after its end."""
    said = json.loads(form.values)
    if form.follows_id is None or not _ends_another(form) or not said.get("faktisk_slut"):
        return
    leave_place(tx, form.follows_id, date.fromisoformat(str(said["faktisk_slut"])))


def _ends_another(form: Form) -> bool:
    return bool(json.loads(form.values).get("art") == "ophoer")
