"""Cases: find them, open them, start them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.ports.stored import CaseCard
from jobassist.records import (
    Case,
    CaseAssignment,
    CaseRole,
    CaseState,
    Citizen,
    Misfiling,
    Note,
    NoteState,
    NoteTransfer,
    User,
)
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as its page shows it. `notes` is the timeline, latest event first.

    `misfiled` notes were found to belong to another case and are hidden; `transferred` are the
    ids of notes that stand in the case system.
    """

    case: Case
    citizen: Citizen
    coordinator: User | None
    team: tuple[tuple[CaseAssignment, User | None], ...]
    notes: tuple[Note, ...]
    misfiled: int = 0
    transferred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CaseWords:
    """How a list names a case."""

    citizen: str
    number: str
    target_group: str


def case_words(tx: Reader, case_ids: Iterable[str]) -> dict[str, CaseWords]:
    """The words of these cases; those that are not here are left out. No reading: it is a list."""
    cases = tx.listed_among(Case, "id", set(case_ids))
    found = tx.listed_among(Citizen, "id", {case.citizen_id for case in cases})
    citizens = {citizen.id: citizen for citizen in found}
    return {
        case.id: CaseWords(of.name, case.number, of.target_group)
        for case in cases
        if (of := citizens.get(case.citizen_id))
    }


def not_here(session: Session, case_ids: Iterable[str]) -> list[str]:
    """Those of the cases that have left this computer. No reading: nothing is shown of them."""
    with session.store.read() as tx:
        return [id for id in case_ids if not tx.count(Case, id=id)]


def list_cases(session: Session, query: str = "", limit: int | None = None) -> list[CaseCard]:
    """Open cases matching every word of `query` in name, CPR or case number; all without one."""
    with session.store.read() as tx:
        return tx.case_cards(query, limit=limit)


def count_cases(session: Session, query: str = "") -> int:
    """How many open cases match every word of `query`."""
    with session.store.read() as tx:
        return tx.case_count(query)


def open_case(session: Session, case_id: str) -> CaseFile:
    """Everything the case page shows. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        case = tx.get(Case, case_id)
        assignments = tx.find(CaseAssignment, case_id=case_id, order="from_day")
        users = {user.id: user for user in tx.find(User)}
        hidden = {moved.note_id for moved in tx.find(Misfiling, case_id=case_id)}
        marks = tx.find(NoteTransfer, case_id=case_id, taken_back=False)
        notes = tx.find(Note, case_id=case_id, order="-occurred_at")
        return CaseFile(
            case=case,
            citizen=tx.get(Citizen, case.citizen_id),
            coordinator=users.get(case.coordinator_id),
            team=tuple((a, users.get(a.user_id)) for a in assignments),
            notes=tuple(
                note
                for note in notes
                if note.id not in hidden and note.state is not NoteState.DISCARDED
            ),
            misfiled=len(hidden),
            transferred=frozenset(mark.note_id for mark in marks),
        )


def start_case(session: Session, citizen: Citizen, number: str, title: str = "") -> Case:
    """A new case for a citizen with the user as its coordinator."""
    today = danish_day(session.clock.now())
    case = Case(
        id=new_id(),
        number=number,
        citizen_id=citizen.id,
        coordinator_id=session.user.id,
        opened_on=today,
        title=title,
        org_unit=session.user.org_unit,
    )
    own = CaseAssignment(
        id=new_id(),
        case_id=case.id,
        user_id=session.user.id,
        role=CaseRole.COORDINATOR,
        from_day=today,
    )
    with session.store.write() as tx:
        for record in (citizen, case, own):
            tx.put(record)
    return case


def close_case(session: Session, case_id: str) -> Case:
    """The case is done with today; closing a closed one does nothing.

    Raises: UserError `store.no_such_record`, `case.drafts` (`count`) while it has open drafts.
    """
    with session.store.write() as tx:
        case = tx.get(Case, case_id)
        if case.state is CaseState.CLOSED:
            return case
        if drafts := tx.count(Note, case_id=case_id, state=NoteState.DRAFT):
            raise UserError("case.drafts", count=drafts)
        today = danish_day(session.clock.now())
        closed = replace(case, state=CaseState.CLOSED, closed_on=today)
        tx.put(closed)
        return closed


def reopen_case(session: Session, case_id: str) -> Case:
    """Work goes on in a closed case. Raises: UserError `store.no_such_record`."""
    with session.store.write() as tx:
        opened = replace(tx.get(Case, case_id), state=CaseState.OPEN, closed_on=None)
        tx.put(opened)
        return opened
