"""Handing a case over: a checklist, the moment it changes hands, and the receiver's yes."""

import tomllib
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from importlib import resources

from jobassist.errors import PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Writer
from jobassist.records import Case, CaseAssignment, CaseHandover, CaseRole, User
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the checklist; `key` stands in the record."""

    key: str
    da: str
    en: str


@cache
def checklist() -> tuple[Point, ...]:
    """What is to be done before a case changes hands (resources/handover.toml)."""
    said = resources.files("resources").joinpath("handover.toml").read_text(encoding="utf-8")
    return tuple(Point(**point) for point in tomllib.loads(said)["point"])


def begin_handover(session: Session, case_id: str, to_id: str, text: str = "") -> CaseHandover:
    """Prepare to hand a case over. One that is open already for this case is returned.

    Raises: PolicyDenied `handover.not_coordinator`; UserError `handover.to_oneself`,
    `store.no_such_record`.
    """
    with session.store.write() as tx:
        _require_coordinator(session, tx, case_id)
        tx.get(User, to_id)
        if to_id == session.user.id:
            raise UserError("handover.to_oneself")
        for known in tx.find(CaseHandover, case_id=case_id, to_id=to_id):
            if known.handed_over_at is None:
                return known
        handover = CaseHandover(
            id=new_id(),
            case_id=case_id,
            from_id=session.user.id,
            to_id=to_id,
            created_at=session.clock.now(),
            text=text,
        )
        tx.put(handover)
    return handover


def handovers_of(session: Session, case_id: str) -> list[CaseHandover]:
    """The case's hand-overs, the latest first."""
    with session.store.read() as tx:
        return tx.listed(CaseHandover, case_id=case_id, order="-created_at")


def tick(session: Session, handover_id: str, key: str, *, done: bool = True) -> CaseHandover:
    """A point of the checklist is done, or is not. Raises: UserError `handover.unknown_point`."""
    if key not in {point.key for point in checklist()}:
        raise UserError("handover.unknown_point")
    with session.store.write() as tx:
        handover = tx.get(CaseHandover, handover_id)
        left = set(handover.done) - {key}
        changed = replace(handover, done=tuple(sorted(left | ({key} if done else set()))))
        tx.put(changed)
    return changed


def hand_over(session: Session, handover_id: str) -> CaseHandover:
    """The case is the other's from now on: they become its coordinator, and follow it.

    Raises: PolicyDenied `handover.not_coordinator`; UserError `handover.open_points` (`count`).
    """
    with session.store.write() as tx:
        handover = tx.get(CaseHandover, handover_id)
        _require_coordinator(session, tx, handover.case_id)
        if still := {point.key for point in checklist()} - set(handover.done):
            raise UserError("handover.open_points", count=len(still))
        stays = CaseAssignment(
            id=new_id(),
            case_id=handover.case_id,
            user_id=session.user.id,
            role=CaseRole.CASEWORKER,
            from_day=danish_day(session.clock.now()),
        )
        given = replace(handover, handed_over_at=session.clock.now())
        tx.put(stays)  # until the receiver says yes, both can see the case
        tx.put(given)
        for part in _coordinating(session, tx, handover.case_id):
            tx.put(replace(part, to_day=danish_day(session.clock.now()) - timedelta(days=1)))
        tx.put(replace(tx.get(Case, handover.case_id), coordinator_id=handover.to_id))
    return given


def accept(session: Session, handover_id: str) -> CaseHandover:
    """The receiver says yes. Raises: PolicyDenied `handover.not_yours`."""
    with session.store.write() as tx:
        handover = tx.get(CaseHandover, handover_id)
        if handover.to_id != session.user.id or handover.handed_over_at is None:
            raise PolicyDenied("handover.not_yours")
        accepted = replace(handover, accepted_at=session.clock.now())
        tx.put(accepted)
    return accepted


def _require_coordinator(session: Session, tx: Writer, case_id: str) -> None:
    if tx.get(Case, case_id).coordinator_id != session.user.id:
        raise PolicyDenied("handover.not_coordinator")


def _coordinating(session: Session, tx: Writer, case_id: str) -> list[CaseAssignment]:
    """What makes the user a coordinator besides being named in the case."""
    own = session.user.id
    parts = tx.find(CaseAssignment, case_id=case_id, user_id=own, role=CaseRole.COORDINATOR)
    return [part for part in parts if part.to_day is None]
