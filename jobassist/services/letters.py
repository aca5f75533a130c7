"""Letters: made from a standard text, written on, queued for sending; then sealed."""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jobassist.errors import AppError, PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Case, Citizen, Letter, LetterState
from jobassist.services import phrases
from jobassist.services.letter_pdf import render
from jobassist.services.seal import chain_hash, sealed_bytes
from jobassist.services.templates import blanks
from jobassist.session import Session


def new_letter(
    session: Session, case_id: str, key: str, given: Mapping[str, str] | None = None
) -> Letter:
    """A draft to the case's citizen from a standard text; blanks and choices stay to be filled.

    An address under protection is not written. Raises: what `phrases.unfold` raises.
    """
    text = phrases.unfold(session, key, case_id, given)
    now = session.clock.now()
    with session.store.write() as tx:
        phrase, citizen = phrases.by_key(tx, key), _citizen(tx, case_id)
        letter = Letter(
            id=new_id(),
            case_id=case_id,
            author_id=session.user.id,
            created_at=now,
            dated=danish_day(now),
            phrase=phrases.version_of(phrase),
            sender=_sender(session),
            recipient=_recipient(citizen),
            subject=phrase.title,
            text=text,
        )
        tx.put(letter)
    return letter


def save_letter(session: Session, letter_id: str, **changes: Any) -> Letter:
    """Change a draft (`dated`, `sender`, `recipient`, `subject`, `text`).

    Raises: UserError `record.sealed` for a queued letter, PolicyDenied `letter.not_author`.
    """
    with session.store.write() as tx:
        letter = _own_draft(session, tx, letter_id)
        changed = replace(letter, **changes)
        if changed != letter:
            tx.put(changed)
    return changed


def queue_letter(session: Session, letter_id: str) -> tuple[Letter, bytes]:
    """Seal the letter for sending; returns it with its PDF, whose SHA-256 is sealed with it.

    The PDF is kept among the attachments before the letter is sealed, so that none is without.

    Raises: UserError `letter.empty`, `letter.open_blanks` (with `count`), `record.sealed`.
    """
    with session.store.read() as tx:
        letter = _own_draft(session, tx, letter_id)
    if not (letter.text.strip() and letter.subject.strip() and letter.recipient.strip()):
        raise UserError("letter.empty")
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
    except AppError:
        session.attachments.delete(pdf_id)
        raise
    return queued, pdf


def pdf(session: Session, letter_id: str) -> bytes:
    """The letter as PDF/A-2b: a queued one as it was kept, when it was queued on this device.

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


def list_letters(session: Session, case_id: str) -> list[Letter]:
    """The case's letters, latest first."""
    with session.store.read() as tx:
        tx.get(Case, case_id)
        return tx.find(Letter, case_id=case_id, order="-created_at")


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


def _own_draft(session: Session, tx: Reader, letter_id: str) -> Letter:
    letter = tx.get(Letter, letter_id)
    if letter.state is not LetterState.DRAFT:
        raise UserError("record.sealed")
    if letter.author_id != session.user.id:
        raise PolicyDenied("letter.not_author")
    return letter


def _citizen(tx: Reader, case_id: str) -> Citizen:
    return tx.get(Citizen, tx.get(Case, case_id).citizen_id)


def _sender(session: Session) -> str:
    user, settings = session.user, session.settings
    told = (
        str(settings["municipality_name"]),
        user.org_unit or str(settings["office_name"]),
        user.name,
        user.phone,
        user.email,
    )
    return "\n".join(line for line in told if line)


def _recipient(citizen: Citizen) -> str:
    address = "" if citizen.protected_address else citizen.address
    return "\n".join(line for line in (citizen.name, *address.split(", ")) if line)
