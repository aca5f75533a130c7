"""After a note is final: carried over to the case system, or found to be in the wrong case."""

from dataclasses import dataclass, replace

from jobassist import log
from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.records import Case, Misfiling, Note, NoteState, NoteTransfer
from jobassist.services.cases import case_words
from jobassist.services.notes import seal_into
from jobassist.services.practising import practice_ids
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Untransferred:
    """A final note of the user's that the case system has not got yet."""

    note: Note
    citizen: str
    case_number: str


def mark_transferred(session: Session, note_id: str, *, transferred: bool = True) -> None:
    """The note stands in the case system now (overført til fagsystem); or it does not after all.

    Raises: UserError `note.not_final`.
    """
    with session.store.write() as tx:
        note = tx.get(Note, note_id)
        if note.state is not NoteState.FINAL:
            raise UserError("note.not_final")
        marks = [mark for mark in tx.find(NoteTransfer, note_id=note_id) if not mark.taken_back]
        if transferred and not marks:
            tx.put(
                NoteTransfer(
                    id=new_id(),
                    case_id=note.case_id,
                    note_id=note_id,
                    user_id=session.user.id,
                    transferred_at=session.clock.now(),
                )
            )
        for mark in marks if not transferred else ():
            tx.put(replace(mark, taken_back=True))


def untransferred(session: Session, limit: int | None = None) -> list[Untransferred]:
    """The user's final notes that still have to go to the case system, newest first.

    Those of the practice case never do. A caseworker may have tens of thousands: a list shows
    `limit` of them, and tells `untransferred_count`.
    """
    with session.store.read() as tx:
        practice = practice_ids(tx)
        waiting = tx.untransferred(session.user.id, besides=practice, limit=limit)
        words = case_words(tx, (note.case_id for note in waiting))
    return [
        Untransferred(note, words[note.case_id].citizen, words[note.case_id].number)
        for note in waiting
        if note.case_id in words
    ]


def untransferred_count(session: Session) -> int:
    """How many there are."""
    with session.store.read() as tx:
        return tx.untransferred_count(session.user.id, besides=practice_ids(tx))


def move_misfiled(session: Session, note_id: str, to_case_id: str, reason: str) -> Note:
    """The final note belongs to another case (fejljournalisering): file it there instead.

    In the wrong case it is hidden and never edited; in the right one its text is sealed anew,
    with the day it tells of. All or nothing; the access log of both citizens shows it.

    Raises: UserError `note.not_final`, `misfiling.same_case`, `misfiling.no_reason`,
    `misfiling.practice`, `misfiling.done_before`.
    """
    with session.store.write() as tx:
        note, right = tx.get(Note, note_id), tx.get(Case, to_case_id)
        if note.state is not NoteState.FINAL:
            raise UserError("note.not_final")
        if note.case_id == right.id:
            raise UserError("misfiling.same_case")
        if {note.case_id, right.id} & practice_ids(tx):
            raise UserError("misfiling.practice")
        if not reason.strip():
            raise UserError("misfiling.no_reason")
        if tx.count(Misfiling, note_id=note_id):
            raise UserError("misfiling.done_before")
        now = session.clock.now()
        copy = Note(
            id=new_id(),
            case_id=right.id,
            author_id=session.user.id,
            created_at=note.created_at,
            occurred_at=note.occurred_at,
            channel=note.channel,
            participants=note.participants,
            title=note.title,
            text=note.text,
            phrases=note.phrases,
            model=note.model,
            model_unfit=note.model_unfit,
            finalised_at=now,
        )
        final = seal_into(session, tx, copy)
        tx.put(
            Misfiling(
                id=new_id(),
                case_id=note.case_id,
                note_id=note.id,
                copy_id=final.id,
                reason=reason.strip(),
                user_id=session.user.id,
                moved_at=now,
            )
        )
    log.event("note.misfiling_moved", note=note_id, copy=final.id)
    return final
