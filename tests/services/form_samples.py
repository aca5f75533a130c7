"""Forms as the service tests need them."""

from typing import Any

from jobassist.ids import new_id
from jobassist.records import (
    FilledForm,
    Form,
    FormState,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from jobassist.services import form_flow, forms
from jobassist.session import Session
from tests.fakes.session import CASE
from tests.forms.samples import APPLICATION

LATER = {"periode": {"fra": "2026-12-07", "til": "2027-03-07"}}


def application(session: Session, **changes: Any) -> FilledForm:
    """A complete application of the session's citizen, from the seventh of December on."""
    given = {**APPLICATION, **LATER, **changes}
    del given["cpr"]
    return forms.start(session, "virksomhedspraktik", case_id=CASE.id, given=given)


def mark_signed(session: Session, form_id: str) -> Form:
    """As if everyone had signed and it was sealed."""
    with session.store.write() as tx:
        form = form_flow.stepped(tx.get(Form, form_id), FormState.SIGNED)
        tx.put(form)
    return form


def signature(
    form_id: str,
    role: SignatureRole,
    *,
    refused: bool = False,
    means: SignatureMeans = SignatureMeans.SCREEN,
) -> Signature:
    """A signature of the first round."""
    from tests.fakes.clock import FakeClock

    return Signature(
        id=new_id(),
        case_id=CASE.id,
        form_id=form_id,
        round=1,
        role=role,
        means=means,
        name="Bo Krogh",
        signed_at=FakeClock().now(),
        content_hash="0" * 64,
        refused=refused,
        witness_id="u-mette",
    )
