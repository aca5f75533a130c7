"""Erasing a citizen or a case for good. The archive duty comes first."""

from dataclasses import dataclass

from jobassist import log
from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader, Writer
from jobassist.records import Attachment, Case, CaseState, Citizen
from jobassist.services import attaching, letters, parts
from jobassist.services.notes import forget_sound
from jobassist.services.sync import login
from jobassist.session import Session

CLOSED = "closed."
"""Before a case's id: the setting with the day on which it was first seen closed here."""
_ARCHIVED = "archived."


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many records went, and whether every file is free of them already.

    If not, a reader was in the way and the lock (which closes the store) finishes it.
    """

    records: int
    settled: bool


def confirm_archived(session: Session, case_id: str) -> None:
    """Somebody vouches that the archive has the case, or that it may be discarded.

    Raises: UserError `store.no_such_record`.
    """
    day = danish_day(session.clock.now()).isoformat()
    with session.store.write() as tx:
        tx.get(Case, case_id)
        tx.set_setting(_ARCHIVED + case_id, day)


def is_archived(tx: Reader, case_id: str) -> bool:
    """Whether the archive duty has been confirmed for the case."""
    return tx.setting(_ARCHIVED + case_id) is not None


def erase_citizen(session: Session, citizen_id: str) -> Outcome:
    """Erase the citizen with all cases, notes and sound.

    Raises: PolicyDenied `erasure.not_archived` (`count`); UserError `erasure.unsent` (`count`),
    `envelope.not_at_central` (`count`), `store.no_such_record`. Nothing has changed then.
    """
    _refuse_unsent(session)
    with session.store.write() as tx:
        tx.get(Citizen, citizen_id)
        cases = tx.find(Case, citizen_id=citizen_id)
        files = _refuse_unready(tx, cases)
        erased = tx.erase(Citizen, citizen_id)
        _forget(tx, cases)
    return _finish(session, erased.records, erased.note_ids, files)


def erase_case(session: Session, case_id: str) -> Outcome:
    """Erase a closed case, and its citizen with it when there is no other case.

    Raises: as `erase_citizen`, and UserError `erasure.case_open`.
    """
    _refuse_unsent(session)
    with session.store.write() as tx:
        case = tx.get(Case, case_id)
        if case.state is not CaseState.CLOSED:
            raise UserError("erasure.case_open")
        files = _refuse_unready(tx, [case])
        alone = tx.count(Case, citizen_id=case.citizen_id) == 1
        erased = tx.erase(Citizen, case.citizen_id) if alone else tx.erase(Case, case_id)
        _forget(tx, [case])
    return _finish(session, erased.records, erased.note_ids, files)


def _refuse_unsent(session: Session) -> None:
    """The central must have what it will archive; a store without one has nobody to send to."""
    if login(session) is None:
        return
    with session.store.read() as tx:
        if unsent := tx.sync_counts().unsent:
            raise UserError("erasure.unsent", count=unsent)


def _refuse_unready(tx: Reader, cases: list[Case]) -> set[str]:
    """The files of the cases, once their archive duty is done and the central has every part."""
    missing = sum(not is_archived(tx, case.id) for case in cases)
    if missing:
        raise PolicyDenied("erasure.not_archived", count=missing)
    for case in cases:
        parts.require_held(tx, case.id)
    return {file.sha256 for case in cases for file in tx.find(Attachment, case_id=case.id)}


def _forget(tx: Writer, cases: list[Case]) -> None:
    """What the store itself remembered of the cases."""
    for case in cases:
        for mark in (_ARCHIVED, CLOSED):
            tx.set_setting(mark + case.id, None)


def _finish(session: Session, records: int, note_ids: tuple[str, ...], files: set[str]) -> Outcome:
    forget_sound(session, *note_ids)
    attaching.forget(session, files)
    letters.forget_erased(session)
    settled = session.store.settle()
    log.event("erasure.done", records=records, settled=settled)
    return Outcome(records, settled)
