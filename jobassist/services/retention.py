"""How long what is kept: dated rules as data, what they ask for today, and doing it.

The legal record goes only when somebody asks for it, unless policy says otherwise. What serves
no purpose any more goes by itself: sound whose note is final, old entries of the access log.
"""

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources

from jobassist import log
from jobassist.errors import UserError
from jobassist.ids import made_at
from jobassist.ports.clock import DENMARK, danish_day
from jobassist.ports.store import SyncWriter
from jobassist.records import Attachment, Case, CaseState, Note, NoteState
from jobassist.services import erasure, letters, sync_files
from jobassist.services.notes import forget_sound
from jobassist.services.sync import login
from jobassist.services.sync_pull import LEFT
from jobassist.services.trash import empty_old
from jobassist.session import Session

_PERIOD = re.compile(r"P(?P<number>\d+)(?P<unit>[DM])")
_AUTOMATIC = "retention_automatic"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `keep` is an ISO 8601 period in days or months; `source` says who asks for it."""

    id: str
    subject: str
    keep: str
    valid_from: date
    valid_to: date | None
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Due:
    """A closed case whose time has passed. It cannot go before `archived` is confirmed."""

    case_id: str
    number: str
    closed_on: date
    rule: Rule
    archived: bool


@dataclass(frozen=True, slots=True)
class Tidied:
    """What went by itself: dictations, entries of the access log, and cases (by policy only).

    `left`: closed cases that left this computer; the central keeps them.
    """

    sounds: int
    accesses: int
    cases: int
    left: int = 0


def rule(subject: str, on: date) -> Rule:
    """The rule for a subject that holds on that day; KeyError if there is none."""
    for one in _rules():
        if one.subject == subject and one.valid_from <= on <= (one.valid_to or on):
            return one
    raise KeyError(subject)


def before(day: date, period: str) -> date:
    """The day a period earlier; a month too short ends on its last day."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(period)
    number = int(found["number"])
    if found["unit"] == "D":
        return day - timedelta(days=number)
    months = day.year * 12 + day.month - 1 - number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(session: Session) -> list[Due]:
    """Closed cases that may go today, the longest closed first. Looking is logged as nothing."""
    today = danish_day(session.clock.now())
    one = rule("case", today)
    with session.store.sync() as tx:  # housekeeping, nobody's reading
        closed = _closed(tx, today)
        return [
            Due(case.id, case.number, since, one, erasure.is_archived(tx, case.id))
            for case, since in sorted(closed, key=lambda pair: pair[1])
            if since <= before(today, one.keep)
        ]


def carry_out(session: Session, case_id: str) -> erasure.Outcome:
    """Erase a case that is due. Raises: UserError `retention.not_due`, and as `erase_case`."""
    if case_id not in {one.case_id for one in due(session)}:
        raise UserError("retention.not_due")
    return erasure.erase_case(session, case_id)


def tidy(session: Session) -> Tidied:
    """What goes without asking. For the start of a session, away from the window's thread."""
    today = danish_day(session.clock.now())
    sounds = forget_sound(session, *_notes_without_need_of_sound(session))
    sounds += _forget_old_sound(session, today)
    empty_old(session)
    letters.forget_erased(session)
    oldest = before(today, rule("access_log", today).keep)
    with session.store.write() as tx:
        accesses = tx.trim_accesses(datetime.combine(oldest, time(), DENMARK).astimezone(UTC))
    cases, left = _erase_by_policy(session), _leave_computer(session, today)
    log.event("retention.tidied", sounds=sounds, accesses=accesses, cases=cases, left=left)
    return Tidied(sounds, accesses, cases, left)


def _leave_computer(session: Session, today: date) -> int:
    """Closed cases go from here when their time is over and the central has everything of them.

    A case that is opened again there comes back with the next sync.
    """
    days = session.settings["closed_case_days"]
    period = f"P{days}D" if days else rule("closed_case_on_laptop", today).keep
    left = 0
    with session.store.sync() as tx:
        if login(session) is None or tx.sync_counts().unsent:
            return 0
        for case, since in _closed(tx, today):
            if since <= before(today, period):
                left += _leave(tx, case.id)
    if left:
        letters.forget_erased(session)
        session.store.settle()
    return left


def _leave(tx: SyncWriter, case_id: str) -> bool:
    """Every scope of the case goes; how far it was fetched stays, so that it is not fetched anew.

    One that never came from the central stays: nobody else has it. So does one with a file that the
    central does not have yet.
    """
    scopes, files = tx.scopes(), tx.listed(Attachment, case_id=case_id)
    if f"case:{case_id}" not in scopes or not all(file.held_at for file in files):
        return False
    sync_files.remember_gone(tx, {file.sha256 for file in files})
    for scope, cursor in scopes.items():
        if scope.split(":")[-1] == case_id:
            tx.purge(scope)
            tx.set_setting(LEFT + scope, str(cursor))
    tx.set_setting(erasure.CLOSED + case_id, None)
    return True


def _erase_by_policy(session: Session) -> int:
    """Only the organisation's policy may say so; a user's own choice does not count."""
    ready = [one for one in due(session) if one.archived]
    if not (session.settings.locked(_AUTOMATIC) and session.settings[_AUTOMATIC]):
        return 0
    for one in ready:
        erasure.erase_case(session, one.case_id)
    return len(ready)


def _closed(tx: SyncWriter, today: date) -> list[tuple[Case, date]]:
    """Closed cases and since when: the day it was closed, or this store first saw it closed."""
    found = []
    for case in tx.find(Case, state=CaseState.CLOSED):
        mark = erasure.CLOSED + case.id
        since = case.closed_on.isoformat() if case.closed_on else tx.setting(mark)
        if since is None:
            since = today.isoformat()
            tx.set_setting(mark, since)
        found.append((case, date.fromisoformat(since)))
    for case in tx.find(Case, state=CaseState.OPEN):  # opened again: its time begins anew
        if tx.setting(erasure.CLOSED + case.id):
            tx.set_setting(erasure.CLOSED + case.id, None)
    return found


def _notes_without_need_of_sound(session: Session) -> list[str]:
    """Notes with sound that are final or gone: a process was killed before it erased it."""
    note_ids = {note_id for _, note_id in session.recordings.kept()}
    if not note_ids:
        return []
    with session.store.sync() as tx:
        drafts = {
            note.id
            for note_id in note_ids
            for note in tx.find(Note, id=note_id)
            if note.state is not NoteState.FINAL
        }
    return sorted(note_ids - drafts)


def _forget_old_sound(session: Session, today: date) -> int:
    oldest = before(today, rule("sound_of_draft", today).keep)
    gone = 0
    for dictation_id, _ in session.recordings.kept():
        if _is_older(dictation_id, oldest):
            session.recordings.delete(dictation_id)
            gone += 1
    return gone


def _is_older(dictation_id: str, day: date) -> bool:
    try:
        return danish_day(made_at(dictation_id)) < day
    except ValueError:  # a file with a name of somebody else's making: `store check` tells it
        return False


@cache
def _rules() -> tuple[Rule, ...]:
    file = resources.files("resources.rules").joinpath("retention.toml")
    return tuple(
        Rule(
            id=one["id"],
            subject=one["subject"],
            keep=one["keep"],
            valid_from=one["valid_from"],
            valid_to=one.get("valid_to"),
            source=one["source"],
            certainty=one["certainty"],
        )
        for one in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]
    )
