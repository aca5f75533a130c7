"""A visit without a window, to be killed: fields typed, strokes drawn, forms signed and sealed.

What is acknowledged is sent through a pipe as it happens; `judge` looks at what the vault holds.
"""

import json
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.vault import _stores
from jobassist.envelope.verify import BrokenEnvelopeError, verify
from jobassist.forms import library
from jobassist.ids import new_id
from jobassist.ports.clock import SystemClock
from jobassist.records import Attachment, Envelope, Form, FormState, SignatureRole
from jobassist.services import envelopes, forms, signing
from jobassist.services.pad import open_pad
from jobassist.session import Session
from jobassist.settings import Settings
from storage.opened import OpenedStore

TYPE = "virksomhedspraktik"
_VALUES = {
    "art": "ny",
    "cvr": "99001232",
    "p_nummer": "9000000001",
    "virksomhedsnavn": "Skagen Bådeværft",
    "ansatte_hoveder": 23,
    "cpr": _stores.CITIZEN.cpr,
    "borger_navn": _stores.CITIZEN.name,
    "ydelse": "dagpenge",
    "periode": {"fra": "2026-12-01", "til": "2026-12-28"},
    "opgaver": "Slibe og lakere. " * 20,
}
MOST_LOST_SECONDS = 0.2


def session_of(opened: OpenedStore) -> Session:
    """A session without ears."""

    def none() -> Any:
        raise AssertionError("nothing listens here")

    return Session(
        store=opened.store,
        user=opened.owner(),
        device=opened.device,
        clock=SystemClock(),
        settings=Settings(),
        recordings=opened.recordings,
        attachments=opened.attachments,
        written=none,
        recogniser=none,
        microphone=none,
    )


def new_form(session: Session, **changes: Any) -> Form:
    """A completed form in the store."""
    now = session.clock.now()
    form = Form(
        id=new_id(),
        case_id=_stores.CASE.id,
        author_id=session.user.id,
        created_at=now,
        type=TYPE,
        version=library.packaged(TYPE).version,
        state=FormState.COMPLETE,
        values=json.dumps({**_VALUES, **changes}, ensure_ascii=False),
        completed_at=now,
    )
    with session.store.write() as tx:
        tx.put(form)
    return form


def sign_all(session: Session, form_id: str) -> None:
    """Everybody's mark, without an audience."""
    for role in signing.look(session, form_id).missing:
        pad = open_pad(session, form_id, role)
        for x in (500, 3_000):
            pad.begin(x, 2_000)
            for step in range(30):
                pad.draw(x + 60 * step, 2_000 - (step % 5) * 250)
            pad.lift()
        signing.sign(session, form_id, role, pad, name="Ida Dam")


def visit(folder: Path, phase: int, answer: Connection) -> None:
    """Fill, draw and seal without end, beginning with the phase of that number.

    Tells ("text", form, text), ("ink", form, role, finished strokes, points, when),
    ("signing" and "signed", form, role) and ("sealed", envelope).
    """
    session = session_of(_stores.unlock(folder))
    answer.send(("begin",))
    phases = [_fill, _draw_all, _seal]
    while True:
        phases[phase % len(phases)](session, answer)
        phase += 1


def _fill(session: Session, answer: Connection) -> None:
    draft = new_form(session)
    with session.store.write() as tx:
        tx.put(replace(draft, state=FormState.DRAFT, completed_at=None))
    opened = forms.open_form(session, draft.id)
    text = "Ønsker lys og ro"
    for end in range(1, len(text) + 1):
        forms.fill(session, opened, "bemaerkninger", text[:end])
        answer.send(("text", draft.id, text[:end].rstrip()))


def _draw_all(session: Session, answer: Connection) -> None:
    form = new_form(session)
    for role in signing.look(session, form.id).missing:
        _draw(session, form.id, role, answer)


def _seal(session: Session, answer: Connection) -> None:
    form = new_form(session)
    sign_all(session, form.id)
    answer.send(("sealed", envelopes.seal(session, form.id).id))


def _draw(session: Session, form_id: str, role: SignatureRole, answer: Connection) -> None:
    pad = open_pad(session, form_id, role)
    for x in (500, 3_000, 6_000):
        pad.begin(x, 2_000)
        for step in range(1, 25):
            time.sleep(0.002)  # a pen gives some hundred points a second
            pad.draw(x + 60 * step, 2_000 - (step % 5) * 250)
            answer.send(("ink", form_id, role.value, len(pad.strokes) - 1, step + 1, time.time()))
        pad.lift()
    answer.send(("ink", form_id, role.value, len(pad.strokes), 0, time.time()))
    answer.send(("signing", form_id, role.value))
    signing.sign(session, form_id, role, pad, name="Ida Dam")
    answer.send(("signed", form_id, role.value))


def judge(folder: Path, heard: list[tuple[Any, ...]], killed_at: float) -> dict[str, int]:
    """What was lost of what was acknowledged: fields, strokes, parts of envelopes."""
    lost = {"fields": 0, "strokes": 0, "late_points": 0, "signatures": 0, "half_envelopes": 0}
    opened = _stores.unlock(folder)
    session = session_of(opened)
    try:
        texts = {told[1]: told[2] for told in heard if told[0] == "text"}
        for form_id, text in texts.items():
            kept = forms.open_form(session, form_id).filling.values.get("bemaerkninger", "")
            lost["fields"] += not str(kept).startswith(text)
        lost_ink = _lost_ink(session, heard, killed_at)
        lost |= {name: lost[name] + count for name, count in lost_ink.items()}
        lost["half_envelopes"] = _half(session, heard)
    finally:
        opened.close()
    return lost


def _lost_ink(session: Session, heard: list[tuple[Any, ...]], killed_at: float) -> dict[str, int]:
    """Strokes that were finished, and points older than what may be lost."""
    lost = {"strokes": 0, "late_points": 0, "signatures": 0}
    signed = {told[1:3] for told in heard if told[0] == "signed"}
    signing_now = {told[1:3] for told in heard if told[0] == "signing"}
    for form_id, role in {told[1:3] for told in heard if told[0] == "ink"}:
        parties = {p.role.value: p for p in signing.look(session, form_id).parties}
        has_signed = parties[role].state is signing.PartyState.SIGNED
        lost["signatures"] += (form_id, role) in signed and not has_signed
        if has_signed or ((form_id, role) in signing_now and has_signed):
            continue
        own = [told for told in heard if told[0] == "ink" and told[1:3] == (form_id, role)]
        strokes = open_pad(session, form_id, SignatureRole(role)).strokes
        finished = max(told[3] for told in own)
        lost["strokes"] += len([s for s in strokes[:finished] if len(s) >= 25]) < finished
        old = [told for told in own if killed_at - told[5] > MOST_LOST_SECONDS]
        if old and old[-1][3] == finished and old[-1][4]:
            there = len(strokes[finished]) if len(strokes) > finished else 0
            lost["late_points"] += there < old[-1][4]
    return lost


def _half(session: Session, heard: list[tuple[Any, ...]]) -> int:
    """Envelopes that do not verify, lack a part, or were acknowledged and are not there."""
    with session.store.read() as tx:
        found = tx.find(Envelope)
        sealed = {form.id for form in tx.find(Form, state=FormState.SIGNED)}
        told = {one.belongs_to for one in tx.find(Attachment)}
    half = len(sealed ^ {one.form_id for one in found})
    half += len({one[1] for one in heard if one[0] == "sealed"} - {one.id for one in found})
    for one in found[-3:]:
        half += f"envelope:{one.id}" not in told
        try:
            verify(envelopes.export(session, one.id))
        except BrokenEnvelopeError:
            half += 1
    return half


def pdf_bytes(session: Session, form_id: str) -> bytes:
    """The sealed document of a form that everybody has signed."""
    return envelopes.pdf(session, envelopes.seal(session, form_id).id)


__all__ = ["judge", "new_form", "pdf_bytes", "session_of", "sign_all", "visit"]
