"""The bin: what a user may throw away, taken back within some days, and then emptied.

Drafts of notes and letters, tasks, talks that were planned and never held, texts of one's own. A
record is never deleted: it says that it is in the bin, here and on the user's other devices.
Emptying writes its content empty, which travels to the central like any change.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from jobassist import log
from jobassist.errors import PolicyDenied, UserError
from jobassist.ports.store import Reader, Writer
from jobassist.records import (
    ContactTalk,
    Letter,
    LetterState,
    Note,
    NoteState,
    PrivatePhrase,
    Record,
    TalkState,
    Task,
)
from jobassist.services.cases import case_words
from jobassist.services.notes import forget_sound
from jobassist.session import Session

THROWN = "thrown."
"""Before a record's id: the setting with the instant this store first saw it in the bin."""
_LONGEST_TITLE = 80


class Kind(StrEnum):
    """What can be thrown away."""

    NOTE = "note"
    LETTER = "letter"
    TASK = "task"
    TALK = "contact_talk"
    TEXT = "private_phrase"


@dataclass(frozen=True, slots=True)
class Thrown:
    """Something in the bin. `until` is when it is emptied; `citizen` is empty for a text."""

    kind: Kind
    id: str
    title: str
    case_id: str
    citizen: str
    case_number: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Way:
    """How one kind goes into the bin, comes back, and is emptied."""

    cls: type[Record]
    is_in: Callable[[Any], bool]
    is_mine: Callable[[Session, Any], bool]
    may_go: Callable[[Any], bool]
    into: dict[str, Any]
    back: dict[str, Any]
    empty: dict[str, Any]
    title: Callable[[Any], str]


def throw_away(session: Session, kind: Kind, id: str) -> None:
    """Into the bin.

    Raises: UserError `trash.not_this`, `store.no_such_record`; PolicyDenied `trash.not_yours`.
    """
    way = _WAYS[kind]
    with session.store.write() as tx:
        record = tx.get(way.cls, id)
        if not way.is_mine(session, record):
            raise PolicyDenied("trash.not_yours")
        if way.is_in(record):
            return
        if not way.may_go(record):
            raise UserError("trash.not_this")
        tx.put(replace(record, **way.into))
        tx.set_setting(THROWN + id, session.clock.now().isoformat())
    log.event("trash.thrown", kind=kind.value)


def take_back(session: Session, kind: Kind, id: str) -> None:
    """Out of the bin again. Raises: UserError `trash.not_there`."""
    way = _WAYS[kind]
    with session.store.write() as tx:
        record = tx.get(way.cls, id)
        if not way.is_in(record) or not way.is_mine(session, record) or not way.title(record):
            raise UserError("trash.not_there")
        tx.put(replace(record, **way.back))
        tx.set_setting(THROWN + id, None)


def in_the_bin(session: Session) -> list[Thrown]:
    """What the user threw away, the latest first. It is a list: no reading of each."""
    with session.store.read() as tx:
        found = [(kind, record) for kind, record in _discarded(session, tx)]
        words = case_words(tx, (getattr(record, "case_id", "") for _, record in found))
        now = session.clock.now()
        since = {record.id: _since(tx, record.id) or now for _, record in found}
    kept = timedelta(days=session.settings["trash_days"])
    made = []
    for kind, record in found:
        case_id = getattr(record, "case_id", "")
        if case_id and case_id not in words:
            continue
        named = words.get(case_id)
        made.append(
            Thrown(
                kind,
                record.id,
                _WAYS[kind].title(record),
                case_id,
                named.citizen if named else "",
                named.number if named else "",
                since[record.id],
                since[record.id] + kept,
            )
        )
    return sorted(made, key=lambda one: one.since, reverse=True)


def empty(session: Session, kind: Kind, id: str) -> None:
    """For good: its content is written empty, here and everywhere. Raises as `take_back`."""
    way = _WAYS[kind]
    with session.store.write() as tx:
        record = tx.get(way.cls, id)
        if not way.is_in(record) or not way.is_mine(session, record):
            raise UserError("trash.not_there")
        _empty(tx, way, record)
    if kind is Kind.NOTE:
        forget_sound(session, id)
    log.event("trash.emptied", count=1)


def empty_old(session: Session) -> int:
    """Empty what has been in the bin longer than the setting says; returns how many went.

    What was thrown away on another device begins its time when this one first sees it.
    """
    now, kept = session.clock.now(), timedelta(days=session.settings["trash_days"])
    gone: list[tuple[Kind, str]] = []
    with session.store.sync() as tx:  # housekeeping, nobody's reading
        found = list(_discarded(session, tx))
        since = {record.id: _since(tx, record.id) for _, record in found}
    due = [(kind, one) for kind, one in found if (at := since[one.id]) and now - at >= kept]
    new = [one.id for _, one in found if since[one.id] is None]
    if not (due or new):
        return 0
    with session.store.write() as tx:
        for id in new:
            tx.set_setting(THROWN + id, now.isoformat())
        for kind, record in due:
            _empty(tx, _WAYS[kind], record)
            gone.append((kind, record.id))
    forget_sound(session, *(id for kind, id in gone if kind is Kind.NOTE))
    if gone:
        log.event("trash.emptied", count=len(gone))
    return len(gone)


def _empty(tx: Writer, way: _Way, record: Record) -> None:
    tx.put(replace(record, **way.empty))
    tx.set_setting(THROWN + record.id, None)


def _discarded(session: Session, tx: Reader) -> list[tuple[Kind, Record]]:
    """Everything in the bin that still says something."""
    found: list[tuple[Kind, Record]] = []
    for kind, way in _WAYS.items():
        found += [
            (kind, record)
            for record in tx.listed(way.cls, **way.into)
            if way.is_mine(session, record) and way.title(record)
        ]
    return found


def _since(tx: Reader, id: str) -> datetime | None:
    at = tx.setting(THROWN + id)
    return datetime.fromisoformat(at) if at else None


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:_LONGEST_TITLE]


def _told_of_talk(talk: ContactTalk) -> str:
    """A talk always says its day, until it is emptied."""
    facts = (f"{talk.day:%d-%m-%Y}", talk.starts_at, talk.location)
    return " ".join(fact for fact in facts if fact) if talk.reason != _EMPTIED else ""


_EMPTIED = "-"  # a talk's day cannot be empty: this says that the rest is

_WAYS: dict[Kind, _Way] = {
    Kind.NOTE: _Way(
        cls=Note,
        is_in=lambda one: one.state is NoteState.DISCARDED,
        is_mine=lambda session, one: one.author_id == session.user.id,
        may_go=lambda one: one.state is NoteState.DRAFT,
        into={"state": NoteState.DISCARDED},
        back={"state": NoteState.DRAFT},
        empty={"text": "", "title": "", "participants": "", "phrases": ()},
        title=lambda one: one.title or _first_line(one.text),
    ),
    Kind.LETTER: _Way(
        cls=Letter,
        is_in=lambda one: one.state is LetterState.DISCARDED,
        is_mine=lambda session, one: one.author_id == session.user.id,
        may_go=lambda one: one.state is LetterState.DRAFT,
        into={"state": LetterState.DISCARDED},
        back={"state": LetterState.DRAFT},
        empty={"text": "", "subject": "", "recipient": ""},
        title=lambda one: one.subject or _first_line(one.text),
    ),
    Kind.TASK: _Way(
        cls=Task,
        is_in=lambda one: one.discarded,
        is_mine=lambda session, one: session.user.id in (one.user_id, one.created_by),
        may_go=lambda _: True,
        into={"discarded": True},
        back={"discarded": False},
        empty={"text": ""},
        title=lambda one: one.text,
    ),
    Kind.TALK: _Way(
        cls=ContactTalk,
        is_in=lambda one: one.state is TalkState.DISCARDED,
        is_mine=lambda session, one: session.user.id in (one.user_id, one.created_by),
        may_go=lambda one: one.state is TalkState.PLANNED and not one.note_id,
        into={"state": TalkState.DISCARDED},
        back={"state": TalkState.PLANNED},
        empty={
            "location": "",
            "participants": "",
            "agenda": "",
            "agreements": "",
            "reason": _EMPTIED,
        },
        title=_told_of_talk,
    ),
    Kind.TEXT: _Way(
        cls=PrivatePhrase,
        is_in=lambda one: one.discarded,
        is_mine=lambda session, one: one.owner_id == session.user.id,
        may_go=lambda _: True,
        into={"discarded": True},
        back={"discarded": False},
        empty={"title": "", "body": "", "spoken_name": "", "abbreviation": "", "tags": ()},
        title=lambda one: one.title,
    ),
}
