"""The practice case (øvesag): an invented person to try everything on, and gone by one click.

Nothing of it is queued for the central (`ports.store.PRACTICE`); its notes have a chain of their
own; it needs no network. There is one at a time.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any

from jobassist import log
from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.clock import DENMARK, danish_day
from jobassist.ports.store import PRACTICE, Writer
from jobassist.records import (
    Attachment,
    Case,
    CaseAssignment,
    CaseRole,
    Citizen,
    ContactChannel,
    ContactTalk,
    Note,
    NoteState,
    Plan,
    PlanStep,
    TalkKind,
    TalkState,
    Task,
)
from jobassist.services import attaching, letters
from jobassist.services.notes import forget_sound, seal_into
from jobassist.services.practising import PRACTICE_SEAL
from jobassist.session import Session


def practice_case(session: Session) -> str | None:
    """The practice case's id, or None. Looking is no reading of anybody."""
    with session.store.read() as tx:
        marked = tx.setting(PRACTICE)
    return marked.split()[0] if marked else None


def begin_practice(session: Session) -> str:
    """Make the practice case; returns its id.

    It holds a talk of today, one that was held with its final note, a plan and a task. Raises:
    UserError `practice.there`.
    """
    told, now = _told(), session.clock.now()
    case_id, citizen_id = new_id(), new_id()
    with session.store.write() as tx:
        if tx.setting(PRACTICE):
            raise UserError("practice.there")
        tx.set_setting(PRACTICE, f"{case_id} {citizen_id}")
        tx.set_setting(PRACTICE_SEAL, case_id)  # where its chain begins: nobody else's does there
        _put_person(session, tx, told, case_id, citizen_id)
        _put_plan(session, tx, told["plan"], case_id)
        _put_past(session, tx, told, case_id)
        tx.put(
            _talk(
                session,
                case_id,
                day=danish_day(now),
                starts_at=told["talk"]["starts_at"],
                location=told["talk"]["location"],
                agenda=told["talk"]["agenda"],
            )
        )
        tx.put(
            Task(
                id=new_id(),
                case_id=case_id,
                user_id=session.user.id,
                text=told["task"]["text"],
                due_on=danish_day(now) + timedelta(days=told["task"]["days"]),
                created_at=now,
                created_by=session.user.id,
            )
        )
    log.event("practice.begun")
    return case_id


def end_practice(session: Session) -> None:
    """Remove the practice case with everything that was made in it.

    Raises: UserError `practice.none`.
    """
    with session.store.write() as tx:
        marked = tx.setting(PRACTICE)
        if not marked:
            raise UserError("practice.none")
        case_id, citizen_id = marked.split()
        files = {one.sha256 for one in tx.find(Attachment, case_id=case_id)}
        erased = tx.erase(Citizen, citizen_id)
        tx.set_setting(PRACTICE, None)
        tx.set_setting(PRACTICE_SEAL, None)
    forget_sound(session, *erased.note_ids)
    attaching.forget(session, files)
    letters.forget_erased(session)
    session.store.settle()
    log.event("practice.ended", records=erased.records)


def _put_person(
    session: Session, tx: Writer, told: Mapping[str, Any], case_id: str, citizen_id: str
) -> None:
    opened = danish_day(session.clock.now()) - timedelta(days=told["before"]["days"] + 7)
    facts = ("cpr", "given_name", "family_name", "address", "phone", "benefit", "target_group")
    tx.put(Citizen(id=citizen_id, **{name: told[name] for name in facts}))
    tx.put(
        Case(
            id=case_id,
            number=told["number"],
            citizen_id=citizen_id,
            coordinator_id=session.user.id,
            opened_on=opened,
            first_contact_on=opened,
            org_unit=session.user.org_unit,
            title=told["title"],
        )
    )
    tx.put(
        CaseAssignment(
            id=new_id(),
            case_id=case_id,
            user_id=session.user.id,
            role=CaseRole.COORDINATOR,
            from_day=opened,
        )
    )


def _put_plan(session: Session, tx: Writer, told: Mapping[str, Any], case_id: str) -> None:
    now = session.clock.now()
    goal, words = told["job_goal"], told["own_words"]
    tx.put(Plan(id=case_id, case_id=case_id, job_goal=goal, own_words=words, created_at=now))
    for position, text in enumerate(told["steps"]):
        tx.put(
            PlanStep(
                id=new_id(),
                case_id=case_id,
                text=text,
                position=position,
                created_at=now,
                created_by=session.user.id,
            )
        )


def _put_past(session: Session, tx: Writer, told: Mapping[str, Any], case_id: str) -> None:
    """A talk that was held, and the final note that tells of it."""
    before = told["before"]
    day = danish_day(session.clock.now()) - timedelta(days=before["days"])
    at = datetime.combine(day, time(10, 0), DENMARK).astimezone(session.clock.now().tzinfo)
    note = Note(
        id=new_id(),
        case_id=case_id,
        author_id=session.user.id,
        created_at=at,
        occurred_at=at,
        finalised_at=at,
        channel=ContactChannel.PHONE,
        title=told["title"],
        text=before["note"],
        state=NoteState.DRAFT,
    )
    final = seal_into(session, tx, note)
    tx.put(
        _talk(
            session,
            case_id,
            day=day,
            starts_at="10:00",
            agreements=before["agreements"],
            state=TalkState.HELD,
            note_id=final.id,
        )
    )


def _talk(session: Session, case_id: str, **fields: Any) -> ContactTalk:
    return ContactTalk(
        id=new_id(),
        case_id=case_id,
        user_id=session.user.id,
        kind=TalkKind.JOB,
        channel=ContactChannel.PHONE,
        created_at=session.clock.now(),
        created_by=session.user.id,
        **fields,
    )


@cache
def _told() -> dict[str, Any]:
    """What the practice case says (resources/names/practice.toml)."""
    file = resources.files("resources.names").joinpath("practice.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
