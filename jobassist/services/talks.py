"""Talks: plan, hold, call off. What a talk leads to is agreed at its end."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from jobassist import log
from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.ports.clock import DENMARK, danish_day
from jobassist.ports.store import Writer
from jobassist.records import (
    Case,
    ContactTalk,
    Note,
    NoteState,
    TalkKind,
    TalkState,
    Task,
)
from jobassist.services.cases import case_words
from jobassist.services.notes import finalise, new_draft, save_draft
from jobassist.session import Session

LONGEST_MINUTES = 480
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class PlannedTalk:
    """A talk as a list of the day shows it."""

    talk: ContactTalk
    citizen: str
    case_number: str


@dataclass(frozen=True, slots=True)
class Closing:
    """What is agreed at the end of a talk.

    `next_talk`: the fields of the next one as for `plan_talk`, or None. `tasks`: text and day.
    """

    agreements: str = ""
    next_talk: dict[str, Any] | None = None
    tasks: tuple[tuple[str, date | None], ...] = ()


def plan_talk(session: Session, case_id: str, day: date, **fields: Any) -> ContactTalk:
    """Put a talk in the calendar; `fields` are those of `ContactTalk`.

    Raises: UserError `talk.in_the_past`, `talk.time` (`starts_at` is no "09:30"),
    `talk.minutes`, `store.no_such_record`.
    """
    with session.store.write() as tx:
        return _plan(session, tx, case_id, day, fields)


def change_talk(session: Session, talk_id: str, **changes: Any) -> ContactTalk:
    """Change a planned talk. Raises as `plan_talk`, and UserError `talk.is_over`."""
    with session.store.write() as tx:
        talk = tx.get(ContactTalk, talk_id)
        if talk.state is not TalkState.PLANNED:
            raise UserError("talk.is_over")
        changed = _checked(session, replace(talk, **changes), moved="day" in changes)
        if changed != talk:
            tx.put(changed)
        return changed


def call_off(session: Session, talk_id: str, reason: str = "") -> ContactTalk:
    """The talk will not be held (afbud); who called it off stands in `reason`."""
    return change_talk(session, talk_id, state=TalkState.CANCELLED, reason=reason)


def begin_note(session: Session, talk_id: str) -> Note:
    """The draft that tells of the talk: the one that was begun, or a new one with its facts.

    Raises: UserError `store.no_such_record`.
    """
    with session.store.read() as tx:
        talk = tx.get(ContactTalk, talk_id)
        if talk.note_id and tx.count(Note, id=talk.note_id):
            return tx.get(Note, talk.note_id)
    made = new_draft(session, talk.case_id, occurred_at=_instant(session, talk), stored=False)
    note = save_draft(
        session, made.id, new=made, channel=talk.channel, participants=talk.participants
    )
    with session.store.write() as tx:
        tx.put(replace(tx.get(ContactTalk, talk_id), note_id=note.id))
    return note


def no_show(session: Session, talk_id: str) -> Note:
    """The citizen did not come (udeblivelse): the draft in which that is written down.

    It is to be reported the same or the next day (BEK 257/2023 § 118): a task says so.
    """
    note = begin_note(session, talk_id)
    with session.store.write() as tx:
        talk = tx.get(ContactTalk, talk_id)
        if talk.state is not TalkState.NO_SHOW:
            tx.put(replace(talk, state=TalkState.NO_SHOW))
    log.event("talk.no_show", talk=talk_id)
    return note


def read_talk(session: Session, talk_id: str) -> ContactTalk:
    """The talk. Raises: UserError `store.no_such_record`."""
    with session.store.read() as tx:
        return tx.get(ContactTalk, talk_id)


def end_talk(
    session: Session, talk_id: str, closing: Closing, *, despite_others: bool = False
) -> ContactTalk:
    """The talk is over: its note is locked, and what was agreed is written down, all or nothing.

    A note that cannot be locked yet (an open blank) stops it before anything has changed.

    Raises: as `finalise` and `plan_talk`.
    """
    with session.store.read() as tx:
        talk = tx.get(ContactTalk, talk_id)
        note = tx.get(Note, talk.note_id) if talk.note_id else None
    if closing.next_talk:
        _checked(session, _new(session, talk.case_id, closing.next_talk), moved=True)
    if note and note.state is NoteState.DRAFT:
        finalise(session, note.id, despite_others=despite_others)
    with session.store.write() as tx:
        over = replace(talk, state=TalkState.HELD, agreements=closing.agreements)
        tx.put(over)
        if closing.next_talk:
            tx.put(_new(session, talk.case_id, closing.next_talk))
        for text, due_on in closing.tasks:
            tx.put(_task(session, talk, text, due_on))
    log.event("talk.ended", talk=talk_id, tasks=len(closing.tasks))
    return over


def talks_of_case(session: Session, case_id: str) -> list[ContactTalk]:
    """A case's talks, the latest day first."""
    with session.store.read() as tx:
        found = tx.find(ContactTalk, case_id=case_id)
    found = [talk for talk in found if talk.state is not TalkState.DISCARDED]
    return sorted(found, key=lambda talk: (talk.day, talk.starts_at), reverse=True)


def talks_on(session: Session, day: date) -> list[PlannedTalk]:
    """The user's talks of a day, by the clock; those that were called off are left out."""
    with session.store.read() as tx:
        talks = [
            talk
            for talk in tx.listed(ContactTalk, user_id=session.user.id, day=day)
            if talk.state not in (TalkState.CANCELLED, TalkState.DISCARDED)
        ]
        words = case_words(tx, (talk.case_id for talk in talks))
    found = [
        PlannedTalk(talk, words[talk.case_id].citizen, words[talk.case_id].number)
        for talk in talks
        if talk.case_id in words
    ]
    return sorted(found, key=lambda one: (one.talk.starts_at or "24", one.citizen))


def agreed_before(session: Session, talk: ContactTalk) -> ContactTalk | None:
    """The last talk that was held in the case before this one: what was agreed then."""
    earlier = [
        other
        for other in talks_of_case(session, talk.case_id)
        if other.state is TalkState.HELD
        and (other.day, other.starts_at) < (talk.day, talk.starts_at)
    ]
    return earlier[0] if earlier else None


def _plan(
    session: Session, tx: Writer, case_id: str, day: date, fields: dict[str, Any]
) -> ContactTalk:
    tx.get(Case, case_id)
    talk = _checked(session, _new(session, case_id, {**fields, "day": day}), moved=True)
    tx.put(talk)
    return talk


def _new(session: Session, case_id: str, fields: dict[str, Any]) -> ContactTalk:
    return ContactTalk(
        id=new_id(),
        case_id=case_id,
        created_at=session.clock.now(),
        created_by=session.user.id,
        **{"user_id": session.user.id, "kind": TalkKind.FOLLOW_UP, **fields},
    )


def _checked(session: Session, talk: ContactTalk, *, moved: bool) -> ContactTalk:
    if moved and talk.day < danish_day(session.clock.now()):
        raise UserError("talk.in_the_past", day=talk.day.isoformat())
    if talk.starts_at and not _TIME.fullmatch(talk.starts_at):
        raise UserError("talk.time")
    if not 0 < talk.minutes <= LONGEST_MINUTES:
        raise UserError("talk.minutes", most=LONGEST_MINUTES)
    return talk


def _instant(session: Session, talk: ContactTalk) -> datetime:
    """When the talk is held; now, where no time was set."""
    if not talk.starts_at:
        return session.clock.now()
    civil = datetime.combine(talk.day, time.fromisoformat(talk.starts_at), DENMARK)
    return civil.astimezone(session.clock.now().tzinfo)


def _task(session: Session, talk: ContactTalk, text: str, due_on: date | None) -> Task:
    return Task(
        id=new_id(),
        case_id=talk.case_id,
        user_id=session.user.id,
        text=text,
        due_on=due_on,
        source=talk.id,
        created_at=session.clock.now(),
        created_by=session.user.id,
    )
