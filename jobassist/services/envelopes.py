"""Envelopes: a form that everyone has signed, sealed as one; its PDF, its export, its proof.

    envelope = envelopes.seal(session, form_id)         # needs signing.look(...).may_seal
    envelopes.export(session, envelope.id, Copy.EMPLOYER)   # the file's bytes
    envelopes.pdf(session, envelope.id)                 # PDF/A-2a, tagged
    jobassist.envelope.verify.verify(content)           # anywhere, from the bytes alone

Pictures and PDFs are among the attachments before the envelope is written, and envelope, their
records and the form's new state commit together: there is no half envelope. The head names the
access log's last entry, and the log's next one names the envelope: they are chained.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from jobassist.envelope.canonical import canonical, parse
from jobassist.envelope.leaves import Leaf
from jobassist.envelope.packet import (
    FILE_PATH,
    Copy,
    Packet,
    Signer,
    make_head,
    root_of,
    signed_bytes,
    to_bytes,
)
from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.store import Reader, Writer
from jobassist.records import (
    Attachment,
    Envelope,
    Form,
    FormState,
    Signature,
)
from jobassist.records.plain import plain
from jobassist.services import attaching, form_deciding, form_flow, signing
from jobassist.services.envelope_leaves import DOCUMENTS, Files, file_value, leaves_of
from jobassist.services.envelope_pdf import render
from jobassist.services.seal import chain_hash, sealed_bytes
from jobassist.services.signed_content import Content, read_content
from jobassist.services.sync import CERTIFICATE
from jobassist.session import Session

_PDF = "application/pdf"


def seal(session: Session, form_id: str) -> Envelope:
    """Seal a form that everyone has signed.

    Raises: UserError `signing.not_all` (with `count`), `signing.sealed`, `signing.changed`,
    `envelope.too_large`, `envelope.not_fetched` while a signature that was given on another
    laptop has no picture here; EnvironmentFault as attachments do.
    """
    id, now = new_id(), session.clock.now()
    with session.store.read() as tx:
        content, signatures = _ready(tx, form_id)
        log_head = tx.log_head()
    images = _images(session, signatures)
    documents = {
        copy: render(
            content,
            signatures,
            images,
            copy=copy,
            author=session.user.name,
            envelope_id=id,
            timestamp=int(now.timestamp()),
        )
        for copy in Copy
    }
    kept = {copy: session.attachments.add(io.BytesIO(pdf)) for copy, pdf in documents.items()}
    files = {
        copy: file_value(_PDF, kept[copy], len(documents[copy]), name)
        for copy, name in DOCUMENTS.items()
    }
    leaves, employers = leaves_of(content, signatures, images, files)
    about = {
        "envelope": id,
        "form": form_id,
        "type": content.form.type,
        "definition": content.form.version,
        "round": content.form.round,
        "sealed_at": plain(now),
        "user": session.user.id,
        "device": session.device.id,
        "log_head": log_head,
    }
    head = make_head(about, leaves)
    said = {
        "head": head,
        "signature": session.device.sign(signed_bytes(root_of(head))),
        "public_key": session.device.public_key,
        "leaves": [{"path": one.path, "salt": one.salt, "value": one.value} for one in leaves],
        "employer": employers,
    }
    envelope = _sealed(
        session,
        Envelope(
            id=id,
            case_id=content.form.case_id,
            author_id=session.user.id,
            form_id=form_id,
            made_at=now,
            round=content.form.round,
            form_version=content.form.version,
            content=canonical(said).decode(),
            root=root_of(head),
            pdf_id=kept[Copy.FULL],
        ),
    )
    with session.store.write() as tx:
        again, _ = _ready(tx, form_id)
        if again.content_hash != content.content_hash:
            raise UserError("signing.changed")
        for copy, pdf in documents.items():
            tx.put(
                attaching.file_of_case(
                    session,
                    f"envelope:{id}",
                    kept[copy],
                    len(pdf),
                    _PDF,
                    title=DOCUMENTS[copy],
                    case_id=envelope.case_id,
                )
            )
        tx.put(envelope)
        tx.put(_settled(tx, again, now))
        tx.forget_ink(form_id)
    return envelope


def find(session: Session, name: str) -> Envelope:
    """The envelope with this id, or the latest of the form with it.

    Raises: UserError `envelope.none`.
    """
    with session.store.read() as tx:
        found = tx.find(Envelope, id=name) or tx.find(Envelope, form_id=name, order="-round")
    if not found:
        raise UserError("envelope.none")
    return found[0]


def export(session: Session, envelope_id: str, copy: Copy = Copy.FULL) -> bytes:
    """The envelope as a file that proves itself. Logged as an extract.

    Raises: UserError `envelope.none`, `envelope.erased`, `envelope.not_fetched` (with `count`) for
    files that have not come to this laptop yet; EnvironmentFault `attachment.damaged`.
    """
    envelope = find(session, envelope_id)
    said = _content(envelope)
    own = range(len(said["leaves"])) if copy is Copy.FULL else said["employer"]
    leaves = tuple(Leaf(index=index, **said["leaves"][index]) for index in own)
    ids = [leaf.value["sha256"] for leaf in leaves if leaf.path.startswith(FILE_PATH)]
    files = _read(session, ids)
    with session.store.write() as tx:
        certificate = _certificate(tx, envelope, said["public_key"])
        tx.extracted(envelope)
    signer = Signer(envelope.device_id or "", said["public_key"], certificate)
    return to_bytes(Packet(copy, said["head"], said["signature"], signer, leaves, files))


def pdf(session: Session, envelope_id: str, copy: Copy = Copy.FULL) -> bytes:
    """The sealed document. Logged as an extract. Raises: as `export`."""
    envelope = find(session, envelope_id)
    title = DOCUMENTS[copy]
    with session.store.write() as tx:
        found = tx.find(Attachment, belongs_to=f"envelope:{envelope.id}", title=title)
        tx.extracted(envelope)
    if not found:
        raise UserError("envelope.not_fetched", count=1)
    return _read(session, [found[0].sha256])[found[0].sha256]


def _ready(tx: Reader, form_id: str) -> tuple[Content, list[Signature]]:
    """What is to be sealed, if it may be."""
    content = read_content(tx, tx.get(Form, form_id))
    state = signing.state_of(tx, content)
    if state.envelope is not None:
        raise UserError("signing.sealed")
    if not state.may_seal:
        raise UserError("signing.not_all", count=max(1, len(state.missing)))
    signatures = [party.signature for party in state.parties if party.signature is not None]
    return content, signatures


def _settled(tx: Writer, content: Content, now: datetime) -> Form:
    """The form as it is sealed: signed, and what was decided on the spot in force.

    One that the central has not seen as it was sealed was captured offline.
    """
    form = content.form
    if form.rev == 0 or ("form", form.id) in tx.unsent_records():
        form = replace(form, captured_offline_at=now)
    if content.decision is None:
        return form_flow.stepped(form, FormState.SIGNED)
    return form_deciding.in_force(tx, form, content.decision, content.definition)


def _images(session: Session, signatures: list[Signature]) -> Files:
    """The pictures of the signatures, as their records name them."""
    with session.store.read() as tx:
        records = [
            record
            for one in signatures
            for record in tx.find(Attachment, belongs_to=f"signature:{one.id}")
        ]
    own = [one.image_id for one in signatures if one.image_id is not None]
    content = _read(session, own)
    return {r.sha256: (r.media, content[r.sha256]) for r in records}


def _read(session: Session, ids: Iterable[str]) -> dict[str, bytes]:
    """Files by their hash. Raises: UserError `envelope.not_fetched`, as long as one is missing."""
    wanted = set(ids)
    missing = [id for id in wanted if not session.attachments.has(id)]
    if missing:
        raise UserError("envelope.not_fetched", count=len(missing))
    return {id: b"".join(session.attachments.read(id)) for id in wanted}


def _sealed(session: Session, envelope: Envelope) -> Envelope:
    """As a letter: the record's own seal, by which the central takes it in."""
    own = replace(envelope, device_id=session.device.id)
    sealed = sealed_bytes(own)
    digest = chain_hash(None, sealed)
    signature = session.device.sign(digest.encode())
    return replace(own, sealed=sealed, hash=digest, signature=signature)


def _content(envelope: Envelope) -> dict[str, Any]:
    if not envelope.content:
        raise UserError("envelope.erased")
    said: dict[str, Any] = parse(envelope.content.encode())
    return said


def _certificate(tx: Reader, envelope: Envelope, public_key: str) -> dict[str, str] | None:
    """The central's certificate of the device that sealed it, when it is this one.

    Another device's is the central's to hand out; the envelope says who that device is.
    """
    kept = tx.setting(CERTIFICATE)
    if kept is None:
        return None
    certificate: dict[str, str] = json.loads(kept)
    said = json.loads(certificate["statement"])
    if (said["device"], said["public_key"]) != (envelope.device_id, public_key):
        return None
    return {name: certificate[name] for name in ("statement", "signature", "central_key")}
