"""What citizens have sent to their case by Digital Post, and who has dealt with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from jobassist import log
from jobassist.ids import new_id
from jobassist.ports.store import Reader
from jobassist.records import (
    Attachment,
    Case,
    IncomingHandling,
    IncomingPost,
    Letter,
    User,
)
from jobassist.services import exporting
from jobassist.services.cases import case_words
from jobassist.services.following import followed
from jobassist.services.letters import new_letter, save_letter
from jobassist.session import Session

_ANSWER = "Svar: "


@dataclass(frozen=True, slots=True)
class Handled:
    """Who has dealt with a letter (empty: a colleague who is not known here), and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message with its files; a file may still be on its way (`ports.Attachments`)."""

    message: IncomingPost
    files: tuple[Attachment, ...]
    handled: Handled | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter nobody has dealt with, and whose it is."""

    message: IncomingPost
    citizen: str
    case_number: str


def in_case(session: Session, case_id: str) -> list[Incoming]:
    """The case's messages, the latest first."""
    with session.store.read() as tx:
        return read_case(tx, case_id)


def read_case(tx: Reader, case_id: str) -> list[Incoming]:
    """The same within a transaction."""
    messages = tx.find(IncomingPost, case_id=case_id)
    if not messages:
        return []
    names = {user.id: user.name for user in tx.listed(User)}
    marks = tx.listed(IncomingHandling, case_id=case_id, taken_back=False)
    handled = {
        mark.incoming_id: Handled(names.get(mark.user_id, ""), mark.handled_at)
        for mark in sorted(marks, key=lambda one: one.handled_at, reverse=True)
    }
    found = [
        Incoming(
            one, tuple(tx.find(Attachment, belongs_to=f"incoming:{one.id}")), handled.get(one.id)
        )
        for one in messages
    ]
    return sorted(found, key=lambda one: one.message.received_at, reverse=True)


def waiting(session: Session) -> list[Waiting]:
    """Letters nobody has dealt with, in the cases this user follows; the oldest first."""
    with session.store.read() as tx:
        done = {mark.incoming_id for mark in tx.listed(IncomingHandling, taken_back=False)}
        open_ones = [one for one in tx.listed(IncomingPost) if one.id not in done]
        mine = _mine(session, tx, {one.case_id for one in open_ones})
        words = case_words(tx, mine)
    found = [
        Waiting(one, words[one.case_id].citizen, words[one.case_id].number)
        for one in open_ones
        if one.case_id in words
    ]
    return sorted(found, key=lambda one: one.message.received_at)


def mark_handled(session: Session, incoming_id: str, *, handled: bool = True) -> None:
    """The letter has been dealt with, for everybody on the case; or it has not after all.

    Raises: UserError `store.no_such_record`.
    """
    with session.store.write() as tx:
        message = tx.get(IncomingPost, incoming_id)
        marks = tx.find(IncomingHandling, incoming_id=incoming_id, taken_back=False)
        if handled and not marks:
            tx.put(
                IncomingHandling(
                    id=new_id(),
                    case_id=message.case_id,
                    incoming_id=message.id,
                    user_id=session.user.id,
                    handled_at=session.clock.now(),
                )
            )
        for mark in marks if not handled else ():
            tx.put(replace(mark, taken_back=True))
    log.event("incoming.handled", incoming=incoming_id, handled=handled)


def answer(session: Session, incoming_id: str, key: str) -> Letter:
    """A draft to the citizen from a standard text, with the letter's subject in its own.

    Raises: as `letters.new_letter`.
    """
    with session.store.read() as tx:
        message = tx.get(IncomingPost, incoming_id)
    letter = new_letter(session, message.case_id, key)
    subject = message.subject.strip()
    return save_letter(session, letter.id, subject=_ANSWER + subject) if subject else letter


def save_file(session: Session, file: Attachment, to: Path) -> None:
    """A copy of a letter's file outside the store, logged as an extract.

    Raises: PolicyDenied `export.not_there`; UserError `attachment.none` while it is on its way;
    EnvironmentFault `attachment.damaged`, `sheet.not_saved`.
    """
    exporting.may_save(session.settings, to)
    content = b"".join(session.attachments.read(file.sha256))
    exporting.write_private(to, content)
    with session.store.read() as tx:
        tx.extracted(file)
    log.event("incoming.file_saved", attachment=file.id)


def _mine(session: Session, tx: Reader, case_ids: Iterable[str]) -> set[str]:
    return {id for id in case_ids if tx.count(Case, id=id) and followed(session, tx, id)}
