"""Signing (underskrift): who must sign, what each of them reads, their mark or their refusal.

    state = signing.look(session, form_id)            # parties in order, what is missing
    page = signing.summary(session, form_id, role, language="da")   # large type, this person's
    pad = open_pad(session, form_id, role)            # services.pad
    signing.sign(session, form_id, role, pad, name="Ida Dam", position="ejer")
    signing.refuse(session, form_id, role, name="Ida Dam", reason="…")
    signing.sign_on_paper(session, form_id, role, scan, name="Ida Dam", signed_at=…)
    if signing.look(session, form_id).may_seal: envelopes.seal(session, form_id)

Who signs is the form's data: its signature fields, with when each is asked and required. A party
who is not there signs later: here, on another enrolled device that has the case, or on paper. The
signatures that are given stand, as long as the form does not change; a change begins a new round,
and those of earlier rounds are void and shown as such (`SigningState.void`).
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import BinaryIO

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.store import Reader
from jobassist.records import (
    Envelope,
    Form,
    FormState,
    Signature,
    SignatureMeans,
    SignatureRole,
)
from jobassist.services import attaching, strokes
from jobassist.services.pad import Pad
from jobassist.services.sign_summary import Summary, make_summary
from jobassist.services.signed_content import Content, read_content
from jobassist.session import Session

_BEFORE_SEALING = (FormState.DRAFT, FormState.COMPLETE)
_SCANS = ("image/png", "image/jpeg", "application/pdf")


class PartyState(StrEnum):
    """How far one party has come."""

    WAITING = "waiting"
    SIGNED = "signed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Party:
    """One who signs. `is_drawing`: strokes are kept from a signature that was interrupted."""

    role: SignatureRole
    required: bool
    state: PartyState
    signature: Signature | None = None
    is_drawing: bool = False


@dataclass(frozen=True, slots=True)
class SigningState:
    """Where the signing of a form stands in its present round.

    `void` are the signatures of earlier rounds, latest first: the form was changed after them.
    `may_seal`: everyone who is required has signed, and the form is not sealed yet.
    """

    form: Form
    content_hash: str
    parties: tuple[Party, ...]
    void: tuple[Signature, ...]
    envelope: Envelope | None

    @property
    def missing(self) -> tuple[SignatureRole, ...]:
        """Who has yet to sign."""
        return tuple(
            p.role for p in self.parties if p.required and p.state is not PartyState.SIGNED
        )

    @property
    def may_seal(self) -> bool:
        """Whether it can be sealed now."""
        return self.envelope is None and bool(self.parties) and not self.missing


def look(session: Session, form_id: str) -> SigningState:
    """The state of a form's signing. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        return state_of(tx, read_content(tx, tx.get(Form, form_id)))


def summary(session: Session, form_id: str, role: SignatureRole, language: str = "da") -> Summary:
    """What this party reads before signing: plain sentences, nothing that is not theirs to see.

    Raises: UserError `signing.not_a_party`, `signing.no_language` (with `language`).
    """
    with session.store.read() as tx:
        content = read_content(tx, tx.get(Form, form_id))
    _require_party(content, role)
    return make_summary(content, role, language)


def sign(
    session: Session,
    form_id: str,
    role: SignatureRole,
    pad: Pad,
    *,
    name: str,
    position: str = "",
) -> Signature:
    """The party's mark becomes a picture, kept before it counts; the strokes are erased with it.

    Raises: UserError `signing.no_ink`, `signing.no_name`, `signing.not_complete`,
    `signing.already`, `signing.not_a_party`, `signing.changed`, `signing.sealed`.
    """
    if not pad.is_signature:
        raise UserError("signing.no_ink")
    pad.lift()
    picture = strokes.picture(pad.strokes)
    image_id = session.attachments.add(io.BytesIO(picture))
    made = _signature(session, form_id, role, name, position)
    given = {"means": SignatureMeans.SCREEN, "image_id": image_id}
    return _give(session, made, given, size=len(picture), media="image/svg+xml")


def sign_on_paper(
    session: Session,
    form_id: str,
    role: SignatureRole,
    scan: BinaryIO,
    *,
    name: str,
    signed_at: datetime,
    position: str = "",
) -> Signature:
    """A printed sheet was signed and scanned: PNG, JPEG or PDF, of what the form says now.

    Raises: as `sign` and `attaching.attach_to_form`.
    """
    made = _signature(session, form_id, role, name, position)
    with session.store.read() as tx:
        _checked(tx, made)
    kept, size, media = attaching.take(session, scan, _SCANS)
    given = {"means": SignatureMeans.SCAN, "image_id": kept, "signed_at": signed_at}
    return _give(session, made, given, size=size, media=media)


def refuse(
    session: Session,
    form_id: str,
    role: SignatureRole,
    *,
    name: str,
    reason: str,
    position: str = "",
) -> Signature:
    """The party does not sign, and says why. They may sign later all the same.

    Raises: UserError `signing.no_reason`, and as `sign`.
    """
    if not reason.strip():
        raise UserError("signing.no_reason")
    made = _signature(session, form_id, role, name, position)
    given = {"means": SignatureMeans.SCREEN, "refused": True, "refusal_reason": reason.strip()}
    return _give(session, made, given)


def state_of(tx: Reader, content: Content) -> SigningState:
    """The state of signing within a transaction."""
    form = content.form
    given = tx.find(Signature, form_id=form.id, order="-signed_at")
    now = [one for one in given if stands(one, content)]
    envelopes = tx.find(Envelope, form_id=form.id, round=form.round)
    asked = [SignatureRole(role) for role in (*content.required, *content.optional)]
    parties = []
    for role in (one for one in SignatureRole if one in asked):
        own = [one for one in now if one.role is role]
        last = next((one for one in own if not one.refused), own[0] if own else None)
        state = PartyState.WAITING
        if last is not None:
            state = PartyState.REFUSED if last.refused else PartyState.SIGNED
        drawing = state is not PartyState.SIGNED and bool(tx.ink(form.id, role.value))
        parties.append(Party(role, role.value in content.required, state, last, drawing))
    void = tuple(one for one in given if not stands(one, content) and not one.refused)
    return SigningState(
        form, content.content_hash, tuple(parties), void, envelopes[0] if envelopes else None
    )


def stands(signature: Signature, content: Content) -> bool:
    """Whether it is a signature on the form as it is now."""
    return (signature.round, signature.content_hash) == (content.form.round, content.content_hash)


def _signature(
    session: Session, form_id: str, role: SignatureRole, name: str, position: str
) -> Signature:
    """A signature on what the form says now, without its mark."""
    if not name.strip():
        raise UserError("signing.no_name")
    with session.store.read() as tx:
        content = read_content(tx, tx.get(Form, form_id))
    return Signature(
        id=new_id(),
        case_id=content.form.case_id,
        form_id=form_id,
        round=content.form.round,
        role=role,
        means=SignatureMeans.SCREEN,
        name=name.strip(),
        position=position.strip(),
        signed_at=session.clock.now(),
        content_hash=content.content_hash,
        witness_id=session.user.id,
        device_id=session.device.id,
    )


def _give(
    session: Session,
    made: Signature,
    given: Mapping[str, object],
    *,
    size: int = 0,
    media: str = "",
) -> Signature:
    """Signature, its file's record and the end of its strokes: one transaction."""
    signature = replace(made, **given)  # type: ignore[arg-type]
    with session.store.write() as tx:
        _checked(tx, signature)
        tx.put(signature)
        if signature.image_id is not None:
            tx.put(
                attaching.file_of_case(
                    session,
                    f"signature:{signature.id}",
                    signature.image_id,
                    size,
                    media,
                    title=signature.role.value,
                    case_id=signature.case_id,
                )
            )
        tx.forget_ink(signature.form_id, signature.role.value)
    return signature


def _checked(tx: Reader, signature: Signature) -> None:
    content = read_content(tx, tx.get(Form, signature.form_id))
    _require_party(content, signature.role)
    if content.form.state not in _BEFORE_SEALING:
        raise UserError("signing.sealed")
    if not content.is_complete or content.form.state is not FormState.COMPLETE:
        raise UserError("signing.not_complete")
    if not stands(signature, content):
        raise UserError("signing.changed")
    state = state_of(tx, content)
    party = next(one for one in state.parties if one.role is signature.role)
    if party.state is PartyState.SIGNED:
        raise UserError("signing.already")


def _require_party(content: Content, role: SignatureRole) -> None:
    if role.value not in (*content.required, *content.optional):
        raise UserError("signing.not_a_party")
