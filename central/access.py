"""Who may see and change what. A user sees the cases they coordinate or are assigned to today."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from central import feed, group, partner, schema
from central.database import note_moved, stamp
from central.many import among
from central.refusal import Refused
from jobassist.records import CaseRole, Kind, Role, Scope
from jobassist.sync.wire import PROTOCOL

ORGANISATION, COMPANIES, CANDIDATES = "organisation", "companies", "candidates"
DENMARK = ZoneInfo("Europe/Copenhagen")
TEAM = "team:"
EVER, NEVER = "0001-01-01", "9999-12-31"

_WRITING_ROLES = {Role.CASEWORKER, Role.COMPANY_CONSULTANT, Role.LIBRARIAN}
_CANDIDATE_ROLES = {Role.CASEWORKER, Role.COMPANY_CONSULTANT}
_READING_CASE_ROLES = {CaseRole.READER, CaseRole.PARTNER}
_COORDINATORS_FIELDS = {"case": {"coordinator_id"}, "case_assignment": None}  # None: all of them


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a user by one of their devices, on a Danish civil day."""

    user_id: str
    role: Role
    device_id: str
    day: date
    protocol: int = PROTOCOL
    expires: datetime | None = None  # when the token does
    team: str = ""  # the key of the user's team (`central.teams`)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a user may read, and until when that is so if nobody changes it."""

    everyones: frozenset[str]
    cases: frozenset[str]
    narrowed: frozenset[str]  # the cases that they see as a partner does
    until: datetime


def case_scope(case_id: str) -> str:
    """What everyone on the case gets."""
    return f"case:{case_id}"


def draft_scope(user_id: str, case_id: str) -> str:
    """What only its author gets, and only while they may see the case."""
    return f"user:{user_id}:{case_id}"


def user_scope(user_id: str) -> str:
    """What one user gets, apart from any case."""
    return f"user:{user_id}"


def team_scope(unit: str) -> str:
    """The scope of a team's own texts; empty for no team. Case and spaces make no other team.

    It is as long as an id: in the access table it stands where a user would.
    """
    name = " ".join(unit.split()).casefold()
    return TEAM + hashlib.sha256(name.encode()).hexdigest()[:31] if name else ""


def partner_scope(case_id: str) -> str:
    """What those get who are on the case as a partner only."""
    return f"partner:{case_id}"


def sight(tx: sa.Connection, actor: Actor) -> Sight:
    """Everything the user may read."""
    tomorrow = datetime.combine(actor.day + timedelta(days=1), time(), DENMARK)
    until = tomorrow.astimezone(UTC)
    roles: dict[str, set[str]] = {}
    for row in tx.execute(_seen(actor).add_columns(schema.access.c.until)):
        roles.setdefault(row.case_id, set()).add(row.role)
        until = min(until, datetime.fromisoformat(row.until)) if row.until else until
    return Sight(
        everyones=frozenset(_everyones(actor)),
        cases=frozenset(roles),
        narrowed=frozenset(case for case, its in roles.items() if its == {CaseRole.PARTNER}),
        until=until,
    )


def case_roles(tx: sa.Connection, actor: Actor, case_id: str) -> set[str]:
    """What the user is to a case today; nothing: they may not see it."""
    carried = group.of(tx)
    known = carried.roles if carried else {}
    if case_id not in known:
        known |= read_roles(tx, actor, [case_id])
    return known[case_id]


def read_roles(tx: sa.Connection, actor: Actor, case_ids: Iterable[str]) -> dict[str, set[str]]:
    """The same for several cases."""
    roles: dict[str, set[str]] = {case_id: set() for case_id in case_ids}
    seen = _seen(actor).where(among(tx, schema.access.c.case_id, roles))
    for row in tx.execute(seen) if roles else ():
        roles[row.case_id].add(row.role)
    return roles


def may_read(tx: sa.Connection, actor: Actor, scope: str) -> bool:
    """Whether the scope is the user's to read today."""
    if scope in _everyones(actor) or (_keeps_texts(actor) and scope.startswith(TEAM)):
        return True
    holder, _, case_id = scope.rpartition(":")
    if holder not in ("case", "partner", user_scope(actor.user_id)):
        return False
    roles = case_roles(tx, actor, case_id)
    return bool(roles) and (roles == {CaseRole.PARTNER}) is (holder == "partner")


def readable(tx: sa.Connection, actor: Actor) -> list[tuple[str, int]]:
    """Every scope the user may read today that holds anything, with its head; by name."""
    seen, scope = sight(tx, actor), schema.scope.c
    names = set(seen.everyones)
    for case_id in seen.cases - seen.narrowed:
        names |= {case_scope(case_id), draft_scope(actor.user_id, case_id)}
    held = sa.select(scope.name, scope.head).where(scope.name.in_(names) | _teams(actor))
    heads = [(str(row.name), int(row.head)) for row in tx.execute(held)]
    for case_id in seen.narrowed:
        if head := feed.head_of(tx, case_scope(case_id), partner.KINDS_SHOWN):
            heads.append((partner_scope(case_id), head))
    return sorted(heads)


def end_emergencies(tx: sa.Connection, case_ids: Iterable[str]) -> None:
    """What was opened in an emergency is closed: the citizen is protected from now on."""
    opened = schema.access.c
    mine = opened.case_id.in_(sorted(case_ids)) & opened.until.is_not(None)
    users = list(tx.scalars(sa.select(opened.user_id).where(mine)))
    tx.execute(sa.delete(schema.access).where(mine))
    note_moved(tx, {f"access:{user_id}": 0 for user_id in users})


def require_write(
    tx: sa.Connection, actor: Actor, kind: Kind, case_id: str | None, names: set[str]
) -> None:
    """Raises Refused `forbidden` unless the user may change these fields of a record."""
    if actor.role not in _WRITING_ROLES:
        raise Refused("forbidden")
    if kind.scope is Scope.CANDIDATES and actor.role not in _CANDIDATE_ROLES:
        raise Refused("forbidden")
    if case_id is None:
        return
    roles = case_roles(tx, actor, case_id)
    if not roles - _READING_CASE_ROLES:
        raise Refused("forbidden")
    coordinators = _COORDINATORS_FIELDS.get(kind.name, set())
    needs_coordinator = coordinators is None or coordinators & names
    if needs_coordinator and CaseRole.COORDINATOR not in roles:
        raise Refused("forbidden")


def may_attach(tx: sa.Connection, actor: Actor, scope: str) -> bool:
    """Whether the user may add files to a scope that they may read."""
    if actor.role not in _WRITING_ROLES:
        return False
    holder, _, case_id = scope.rpartition(":")
    if holder == "case":
        return bool(case_roles(tx, actor, case_id) - _READING_CASE_ROLES)
    return scope == COMPANIES or scope.startswith(user_scope(actor.user_id))


def require_shared(tx: sa.Connection, actor: Actor, record_id: str, created_by: str) -> None:
    """For a record of several cases (a citizen): Refused `forbidden` unless the user works on one.

    Until a case refers to it, it is its creator's.
    """
    holding = feed.scopes_holding(tx, record_id)
    if not holding and created_by == actor.user_id:
        return
    for scope in holding:
        if case_roles(tx, actor, scope.removeprefix("case:")) - _READING_CASE_ROLES:
            return
    raise Refused("forbidden")


def _everyones(actor: Actor) -> set[str]:
    """The scopes that are the user's to read whatever their cases are."""
    candidates = {CANDIDATES} if actor.role in _CANDIDATE_ROLES else set()
    team = {actor.team} if actor.team else set()
    return {ORGANISATION, COMPANIES, user_scope(actor.user_id), *candidates, *team}


def _keeps_texts(actor: Actor) -> bool:
    """A librarian has the texts of every team."""
    return actor.role is Role.LIBRARIAN


def _teams(actor: Actor) -> "sa.ColumnElement[bool]":
    name = schema.scope.c.name
    return name.startswith(TEAM, autoescape=True) if _keeps_texts(actor) else sa.false()


def _seen(actor: Actor) -> "sa.Select[tuple[str, str]]":
    access, day = schema.access.c, actor.day.isoformat()
    return sa.select(access.case_id, access.role).where(
        access.user_id.in_([actor.user_id, actor.team] if actor.team else [actor.user_id]),
        access.from_day <= day,
        access.to_day >= day,
        sa.or_(access.until.is_(None), access.until > stamp(datetime.now(UTC))),
    )
