"""Journal notes: draft, finalise, correct by addendum, find."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jobassist import log
from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.store import Reader, Writer
from jobassist.records import Case, Note, NoteState
from jobassist.services.marks import Mark, packed
from jobassist.services.other_citizens import others_mentioned
from jobassist.services.phrase_use import count_edits
from jobassist.services.practising import PRACTICE_SEAL, practice_ids
from jobassist.services.seal import seal
from jobassist.services.templates import blanks
from jobassist.session import Session

_LAST_SEAL = "chain.last_hash"
LONGEST_TEXT = 200_000
"""The most signs a note may have: some 80 pages."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A note found by search; `snippet` marks the words that matched with ⟦ and ⟧.

    `citizen` is the name of the citizen it is about, `case_number` the case's.
    """

    note: Note
    snippet: str
    citizen: str
    case_number: str


def new_draft(
    session: Session,
    case_id: str,
    text: str = "",
    *,
    occurred_at: datetime | None = None,
    stored: bool = True,
) -> Note:
    """A new draft of the user's; not `stored`, it is only once `save_draft` gets it as `new`.

    Raises: UserError `store.no_such_record` for an unknown case, `note.too_long`.
    """
    now = session.clock.now()
    note = Note(
        id=new_id(),
        case_id=case_id,
        author_id=session.user.id,
        created_at=now,
        occurred_at=occurred_at or now,
        text=_fit(text),
    )
    with session.store.write() as tx:
        tx.get(Case, case_id)
        if stored:
            tx.put(note)
    return note


def save_draft(
    session: Session,
    note_id: str,
    *,
    new: Note | None = None,
    marks: Sequence[Mark] | None = None,
    **changes: Any,
) -> Note:
    """Change a draft's fields (`text`, `title`, `channel`, `phrases`…).

    `new` is the draft as it was made, if it may not be stored yet: then it is from now on. `marks`
    are its doubtful words, in place of those that were kept; None leaves them.

    Raises: UserError `record.sealed` for a final note, `note.too_long`; PolicyDenied
    `note.not_author`.
    """
    with session.store.write() as tx:
        if new and not tx.count(Note, id=note_id):
            tx.put(new)
        note = _own_draft(session, tx, note_id)
        changed = replace(note, **changes)
        if changed.text != note.text:
            changed = replace(changed, text=_fit(changed.text))
        if changed != note:
            tx.put(changed)
        if marks is not None and (doubts := packed(marks)) != tx.doubts(note_id):
            tx.keep_doubts(note_id, doubts)
    return changed


def finalise(session: Session, note_id: str, *, despite_others: bool = False) -> Note:
    """Lock the draft: sealed, chained and signed. From now on only addenda correct it.

    What was dictated for it is erased; what cannot be erased now goes at the next unlock.
    `despite_others`: the author has seen that it mentions another citizen, and means it.

    Raises: UserError `note.empty`, `note.open_blanks` (with `count`), `note.other_citizen`
    (with `count`), `record.sealed`.
    """
    with session.store.write() as tx:
        note = _own_draft(session, tx, note_id)
        if not note.text.strip():
            raise UserError("note.empty")
        if still_open := blanks(note.text):
            raise UserError("note.open_blanks", count=len(still_open))
        if not despite_others and (others := others_mentioned(tx, note)):
            raise UserError("note.other_citizen", count=len(others))
        count_edits(tx, note)
        final = seal_into(session, tx, replace(note, finalised_at=session.clock.now()))
    forget_sound(session, note_id)
    return final


def forget_sound(session: Session, *note_ids: str) -> int:
    """Erase the recordings of these notes, and text of them that has no place yet.

    Returns how many recordings went.
    """
    from jobassist.services import transcript  # late: it brings numpy

    gone = 0
    for note_id in note_ids:
        for dictation_id in session.recordings.of_note(note_id):
            transcript.forget(session, dictation_id)
            try:
                session.recordings.delete(dictation_id)
            except EnvironmentFault as fault:
                log.event("recording.stays", recording=dictation_id, code=fault.code)
            else:
                gone += 1
    return gone


def seal_into(session: Session, tx: Writer, note: Note) -> Note:
    """Seal a note that is ready, as the next link of this device's chain, in the transaction.

    The practice case has a chain of its own: what goes with it leaves no gap in the real one.
    """
    practised = note.case_id in practice_ids(tx)
    chain = PRACTICE_SEAL if practised else _LAST_SEAL
    final = seal(note, tx.setting(chain), session.device)
    tx.put(final)
    tx.set_setting(chain, final.hash)
    return final


def add_addendum(session: Session, note_id: str, text: str, *, stored: bool = True) -> Note:
    """A draft that corrects or adds to a final note; `stored` as for `new_draft`.

    Raises: UserError `note.not_final`, `note.too_long`.
    """
    with session.store.write() as tx:
        original = tx.get(Note, note_id)
        if original.state is not NoteState.FINAL:
            raise UserError("note.not_final")
        now = session.clock.now()
        addendum = Note(
            id=new_id(),
            case_id=original.case_id,
            author_id=session.user.id,
            created_at=now,
            occurred_at=now,
            text=_fit(text),
            addendum_to=original.id,
        )
        if stored:
            tx.put(addendum)
    return addendum


def show(session: Session, note_id: str) -> Note:
    """The note. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        return tx.get(Note, note_id)


def list_notes(session: Session, case_id: str) -> list[Note]:
    """The case's notes, latest event first."""
    with session.store.read() as tx:
        tx.get(Case, case_id)
        return tx.find(Note, case_id=case_id, order="-occurred_at")


def search(session: Session, query: str, limit: int = 50) -> list[Hit]:
    """Notes containing every word of `query` (by prefix), best first."""
    with session.store.read() as tx:
        found = tx.search_notes(query, limit=limit)
        hits = [
            Hit(tx.get(Note, hit.id), hit.snippet, hit.citizen, hit.case_number) for hit in found
        ]
    return [hit for hit in hits if hit.note.state is not NoteState.DISCARDED]


def _fit(text: str) -> str:
    """The text as a note may hold it: what is neither sign, newline nor tab is left out."""
    if len(text) > LONGEST_TEXT:
        raise UserError("note.too_long", most=LONGEST_TEXT)
    return _NOT_TEXT.sub("", text)


def _own_draft(session: Session, tx: Reader, note_id: str) -> Note:
    note = tx.get(Note, note_id)
    if note.state is NoteState.DISCARDED:
        raise UserError("note.discarded")
    if note.state is not NoteState.DRAFT:
        raise UserError("record.sealed")
    if note.author_id != session.user.id:
        raise PolicyDenied("note.not_author")
    return note
