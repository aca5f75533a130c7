"""Letters: made from a standard text, written on, thrown away or queued; then sealed.

A draft that is thrown away stays in the bin of its case until it is taken back.
"""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stdnum.dk import cvr

from jobassist.errors import AppError, PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import (
    Attachment,
    Case,
    Letter,
    LetterDelivery,
    LetterState,
    ProductionUnit,
)
from jobassist.services import phrases
from jobassist.services.letter_address import home, sender, workplace
from jobassist.services.letter_pdf import render
from jobassist.services.seal import chain_hash, sealed_bytes
from jobassist.services.templates import blanks
from jobassist.services.trash import THROWN
from jobassist.session import Session


def new_letter(
    session: Session, case_id: str, key: str, given: Mapping[str, str] | None = None
) -> Letter:
    """A draft to the case's citizen from a standard text; blanks and choices stay to be filled.

    With `virksomhed.pnummer` in `given` it is to that workplace. An address under protection is
    not written. Raises: what `phrases.unfold` raises.
    """
    text = phrases.unfold(session, key, case_id, given)
    number = (given or {}).get("virksomhed.pnummer", "")
    now = session.clock.now()
    with session.store.write() as tx:
        phrase = phrases.by_key(tx, key)
        units = tx.find(ProductionUnit, p_number=number) if number else []
        address = workplace(tx, units[0]) if units else home(tx, case_id)
        letter = Letter(
            id=new_id(),
            case_id=case_id,
            author_id=session.user.id,
            created_at=now,
            dated=danish_day(now),
            phrase=phrases.version_of(phrase),
            sender=sender(session),
            recipient=address.lines,
            recipient_cvr=address.cvr,
            subject=phrase.title,
            text=text,
        )
        tx.put(letter)
    return letter


def save_letter(session: Session, letter_id: str, **changes: Any) -> Letter:
    """Change a draft (`dated`, `sender`, `recipient`, `recipient_cvr`, `subject`, `text`).

    Raises: UserError `record.sealed` for a queued letter, PolicyDenied `letter.not_author`.
    """
    with session.store.write() as tx:
        letter = _own_draft(session, tx, letter_id)
        changed = replace(letter, **changes)
        if changed != letter:
            tx.put(changed)
    return changed


def discard_letter(session: Session, letter_id: str) -> Letter:
    """Throw a draft away; `restore_letter` takes it back. Raises: as `save_letter`."""
    return save_letter(session, letter_id, state=LetterState.DISCARDED)


def restore_letter(session: Session, letter_id: str) -> Letter:
    """Take a draft out of the bin. Raises: UserError `letter.not_discarded`, `record.sealed`."""
    with session.store.write() as tx:
        letter = tx.get(Letter, letter_id)
        if letter.state is not LetterState.DISCARDED or letter.author_id != session.user.id:
            raise UserError("letter.not_discarded")
        restored = replace(letter, state=LetterState.DRAFT)
        tx.put(restored)
        tx.set_setting(THROWN + letter_id, None)
    return restored


def copy_as_draft(session: Session, letter_id: str) -> Letter:
    """A new draft that says what a letter said, dated today: to send it anew, or elsewhere."""
    now = session.clock.now()
    with session.store.write() as tx:
        old = tx.get(Letter, letter_id)
        copy = Letter(
            id=new_id(),
            case_id=old.case_id,
            author_id=session.user.id,
            created_at=now,
            dated=danish_day(now),
            phrase=old.phrase,
            sender=sender(session),
            recipient=old.recipient,
            recipient_cvr=old.recipient_cvr,
            subject=old.subject,
            text=old.text,
        )
        tx.put(copy)
    return copy


def queue_letter(session: Session, letter_id: str) -> tuple[Letter, bytes]:
    """Seal the letter for sending; returns it with its PDF, whose SHA-256 is sealed with it.

    The PDF is kept among the attachments before the letter is sealed, so that none is without.

    The PDF is an attachment of the case: it travels to the central, which sends it.
    Raises: UserError `letter.empty`, `letter.wrong_cvr`, `letter.open_blanks` (with `count`),
    `record.sealed`.
    """
    with session.store.read() as tx:
        letter = _own_draft(session, tx, letter_id)
    if not (letter.text.strip() and letter.subject.strip() and letter.recipient.strip()):
        raise UserError("letter.empty")
    if letter.recipient_cvr and not cvr.is_valid(letter.recipient_cvr):
        raise UserError("letter.wrong_cvr")
    if still_open := blanks(letter.text) + blanks(letter.subject):
        raise UserError("letter.open_blanks", count=len(still_open))
    pdf = render(letter)
    pdf_id = session.attachments.add(io.BytesIO(pdf))
    try:
        with session.store.write() as tx:
            if _own_draft(session, tx, letter_id) != letter:
                raise UserError("letter.changed")
            queued = _sealed(session, letter, pdf_id)
            tx.put(queued)
            tx.put(_attachment(session, queued, pdf_id, len(pdf)))
    except AppError:
        session.attachments.delete(pdf_id)
        raise
    return queued, pdf


def pdf(session: Session, letter_id: str) -> bytes:
    """The letter as PDF/A-2a: a queued one as it was kept, when it was queued on this device.

    Raises: UserError `store.no_such_record`; EnvironmentFault `attachment.damaged`.
    """
    letter = show_letter(session, letter_id)
    if letter.pdf_id and session.attachments.has(letter.pdf_id):
        return b"".join(session.attachments.read(letter.pdf_id))
    return render(letter)


def forget_erased(session: Session) -> None:
    """Erase the PDFs of letters that were erased, wherever and whenever that was."""
    with session.store.read() as tx:
        letters = tx.find(Letter)
    for letter in letters:
        if letter.pdf_id and letter.sealed is None:
            session.attachments.delete(letter.pdf_id)


def show_letter(session: Session, letter_id: str) -> Letter:
    """The letter. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        return tx.get(Letter, letter_id)


def list_letters(session: Session, case_id: str, *, discarded: bool = False) -> list[Letter]:
    """The case's letters, latest first; without those in the bin, or the bin's alone."""
    with session.store.read() as tx:
        tx.get(Case, case_id)
        found = tx.find(Letter, case_id=case_id, order="-created_at")
    return [one for one in found if (one.state is LetterState.DISCARDED) is discarded]


def deliveries(session: Session, case_id: str) -> dict[str, LetterDelivery]:
    """What became of the case's queued letters at the central, by letter."""
    with session.store.read() as tx:
        return {one.letter_id: one for one in tx.find(LetterDelivery, case_id=case_id)}


def _sealed(session: Session, letter: Letter, pdf_id: str) -> Letter:
    queued = replace(
        letter,
        state=LetterState.QUEUED,
        queued_at=session.clock.now(),
        pdf_id=pdf_id,
        device_id=session.device.id,
    )
    sealed = sealed_bytes(queued)
    digest = chain_hash(None, sealed)
    signature = session.device.sign(digest.encode())
    return replace(queued, sealed=sealed, hash=digest, signature=signature)


def _attachment(session: Session, letter: Letter, pdf_id: str, size: int) -> Attachment:
    return Attachment(
        id=new_id(),
        case_id=letter.case_id,
        author_id=session.user.id,
        made_at=session.clock.now(),
        belongs_to=f"letter:{letter.id}",
        sha256=pdf_id,
        size=size,
        media="application/pdf",
        title=letter.subject,
    )


def _own_draft(session: Session, tx: Reader, letter_id: str) -> Letter:
    letter = tx.get(Letter, letter_id)
    if letter.state is LetterState.QUEUED:
        raise UserError("record.sealed")
    if letter.state is LetterState.DISCARDED:
        raise UserError("letter.discarded")
    if letter.author_id != session.user.id:
        raise PolicyDenied("letter.not_author")
    return letter
