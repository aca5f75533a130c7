"""Who is on a case: any number of colleagues, each with a part and from a day to a day.

Only the coordinator changes it; the central holds everybody to that (docs/protocol.md, *Who may
change what*).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from jobassist.errors import PolicyDenied, UserError
from jobassist.ids import new_id
from jobassist.ports.clock import danish_day
from jobassist.ports.store import Reader
from jobassist.records import Case, CaseAssignment, CaseRole, User
from jobassist.session import Session


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's part in a case. `user` is None where their name is not known here."""

    assignment: CaseAssignment
    user: User | None
    present: bool  # whether it holds today


@dataclass(frozen=True, slots=True)
class Team:
    """A case's people. `colleagues` is everybody one may put on it, by name."""

    coordinator: User | None
    members: tuple[Member, ...]
    colleagues: tuple[User, ...]
    may_change: bool

    @property
    def present(self) -> tuple[User, ...]:
        """Everybody who is on the case today, the coordinator first, each once."""
        named = [self.coordinator, *(one.user for one in self.members if one.present)]
        return tuple({user.id: user for user in named if user}.values())


def team_of(session: Session, case_id: str) -> Team:
    """The case's people, those of today first. Raises: UserError `store.no_such_record`."""
    today = danish_day(session.clock.now())
    with session.store.read() as tx:
        case = tx.get(Case, case_id)
        users = {user.id: user for user in tx.listed(User, order="name")}
        parts = tx.listed(CaseAssignment, case_id=case_id, order="from_day")
        may_change = _may_change(session, tx, case)
    members = [
        Member(one, users.get(one.user_id), one.from_day <= today <= (one.to_day or today))
        for one in parts
    ]
    return Team(
        users.get(case.coordinator_id),
        tuple(sorted(members, key=lambda one: not one.present)),
        tuple(users.values()),
        may_change,
    )


def assign(
    session: Session,
    case_id: str,
    user_id: str,
    role: CaseRole,
    *,
    from_day: date | None = None,
    to_day: date | None = None,
) -> CaseAssignment:
    """Put a colleague on a case, from today unless said otherwise, until `to_day` included.

    Raises: PolicyDenied `assignment.not_coordinator`; UserError `assignment.already`,
    `assignment.days`, `store.no_such_record`.
    """
    begins = from_day or danish_day(session.clock.now())
    if to_day and to_day < begins:
        raise UserError("assignment.days")
    with session.store.write() as tx:
        _require_coordinator(session, tx, tx.get(Case, case_id))
        tx.get(User, user_id)
        for known in tx.find(CaseAssignment, case_id=case_id, user_id=user_id):
            if known.role is role and (known.to_day is None or known.to_day >= begins):
                raise UserError("assignment.already")
        made = CaseAssignment(
            id=new_id(),
            case_id=case_id,
            user_id=user_id,
            role=role,
            from_day=begins,
            to_day=to_day,
        )
        tx.put(made)
    return made


def end(session: Session, assignment_id: str) -> CaseAssignment:
    """From today the colleague is no longer on the case. Raises: as `assign`."""
    return _until(session, assignment_id, danish_day(session.clock.now()) - timedelta(days=1))


def go_on(session: Session, assignment_id: str) -> CaseAssignment:
    """The colleague is on the case until further notice, after all. Raises: as `assign`."""
    return _until(session, assignment_id, None)


def _until(session: Session, assignment_id: str, to_day: date | None) -> CaseAssignment:
    with session.store.write() as tx:
        known = tx.get(CaseAssignment, assignment_id)
        _require_coordinator(session, tx, tx.get(Case, known.case_id))
        changed = replace(known, to_day=to_day)
        tx.put(changed)
    return changed


def _require_coordinator(session: Session, tx: Reader, case: Case) -> None:
    if not _may_change(session, tx, case):
        raise PolicyDenied("assignment.not_coordinator")


def _may_change(session: Session, tx: Reader, case: Case) -> bool:
    own, today = session.user.id, danish_day(session.clock.now())
    parts = tx.listed(CaseAssignment, case_id=case.id, user_id=own, role=CaseRole.COORDINATOR)
    return case.coordinator_id == own or any(
        one.from_day <= today <= (one.to_day or today) for one in parts
    )
