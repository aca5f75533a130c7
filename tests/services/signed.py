"""A completed internship form about the fake session's citizen, ready to be signed."""

import json
from typing import Any

from jobassist.forms import library
from jobassist.ids import new_id
from jobassist.records import Form, FormState, Signature, SignatureRole
from jobassist.services import pad as pads
from jobassist.services import signing
from jobassist.session import Session
from tests.fakes.session import CASE, CITIZEN

VALUES: dict[str, Any] = {
    "art": "ny",
    "cvr": "99001232",
    "p_nummer": "9000000001",
    "virksomhedsnavn": "Skagen Bådeværft",
    "arbejdssted": "Havnevej 1, 9990 Skagen",
    "ansatte_hoveder": 23,
    "cpr": CITIZEN.cpr,
    "borger_navn": CITIZEN.name,
    "ydelse": "dagpenge",
    "periode": {"fra": "2026-12-01", "til": "2026-12-28"},
    "timer": "30:00",
    "stilling": "Bådebygger",
    "opgaver": "Slibe og lakere; hjælpe på værftet.\nØve æ, ø og å.",
    "formaal": "afklaring",
    "formaal_tekst": "Afklare, om bådebyggeri kan blive et jobmål.",
    "oplaerer": "Ida Dam",
    "har_skaanehensyn": True,
    "skaanehensyn_samtykke": True,
    "skaanehensyn": "Ingen tunge løft (diskusprolaps).",
}
NAMES = {
    SignatureRole.EMPLOYER: "Ida Dam",
    SignatureRole.EMPLOYEE_REP: "Per Ås",
    SignatureRole.CITIZEN: CITIZEN.name,
    SignatureRole.CONSULTANT: "Mette Holm",
}


def complete_form(session: Session, **changes: Any) -> Form:
    """The form, completed; `changes` are values."""
    now = session.clock.now()
    form = Form(
        id=new_id(),
        case_id=CASE.id,
        author_id=session.user.id,
        created_at=now,
        type="virksomhedspraktik",
        version=library.packaged("virksomhedspraktik").version,
        cvr="99001232",
        p_number="9000000001",
        state=FormState.COMPLETE,
        values=json.dumps({**VALUES, **changes}, ensure_ascii=False),
        checks='[{"rule":"praktik.forhold","version":"1","verdict":"ok","basis":"LAB"}]',
        completed_at=now,
    )
    with session.store.write() as tx:
        tx.put(form)
    return form


def draw(session: Session, form_id: str, role: SignatureRole) -> pads.Pad:
    """A pad with a mark on it."""
    pad = pads.open_pad(session, form_id, role)
    for start in (500, 3_000):
        pad.begin(start, 2_000)
        for step in range(20):
            pad.draw(start + 90 * step, 2_000 - (step % 5) * 250)
        pad.lift()
    return pad


def sign(session: Session, form_id: str, role: SignatureRole) -> Signature:
    """That role's signature on the screen."""
    pad = draw(session, form_id, role)
    return signing.sign(session, form_id, role, pad, name=NAMES[role], position=role.value)


def sign_all(session: Session, form_id: str) -> None:
    """Everybody who is required."""
    for role in signing.look(session, form_id).missing:
        sign(session, form_id, role)
