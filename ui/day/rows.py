"""What Min dag lists: headings, and under each what waits, with where it leads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from textwrap import shorten

from PySide6.QtCore import QCoreApplication

from jobassist.ports.clock import danish_day
from jobassist.records import Note, TalkState
from jobassist.services.deadlines import Deadline
from jobassist.services.ending_courses import Ending
from jobassist.services.filing import Untransferred, mark_transferred
from jobassist.services.following import Change, look_again, looked
from jobassist.services.incoming import Waiting, mark_handled
from jobassist.services.my_day import MyDay, OwnDraft
from jobassist.services.talks import PlannedTalk
from jobassist.services.tasks import OpenTask, set_done
from jobassist.services.whereabouts import Place
from jobassist.session import Session
from ui.cases.changes import in_a_line
from ui.companies.words import form_name
from ui.noop import QT_TRANSLATE_NOOP
from ui.shell.places import CASE, SEALED, TALK, TEAM
from ui.words import CHANNELS, TALKS, day, word

_SAID = 300  # signs of a text without a title: wider than any line, and not too long to hear
MOST = 20
"""Rows under a heading; its number counts them all."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A line of the list. Without a `place` it is a heading.

    `when` is a time of day for a talk, and a day for everything else. `tick` marks it done, or
    not done after all; `late` is for what should have been done before today.
    """

    title: str
    detail: str = ""
    when: str = ""
    place: Place | None = None
    tick: Callable[[bool], object] | None = None
    late: bool = False
    is_talk: bool = False
    symbol: str = "draft"


def rows_of(session: Session, today: MyDay) -> list[DayRow]:
    """The day from above: talks, letters, news, what is due, drafts, what the case system lacks."""
    notes, day = today.untransferred, today.day
    news, due = _news(today), _due(session, today)
    lacking = max(len(notes), today.untransferred_count)
    groups: tuple[tuple[str, int, Iterable[DayRow]], ...] = (
        (_tr(_TALKS), len(today.talks), map(_talk, today.talks)),
        (_tr(_LETTERS), len(today.letters), (_letter(session, one, day) for one in today.letters)),
        (_tr(_NEWS), len(news), (_changed(session, its, day) for its in news)),
        (_tr(_TASKS), len(due), (made() for made in due)),
        (_tr(_DRAFTS), len(today.drafts), (_draft(one, day) for one in today.drafts)),
        (_tr(_TO_TRANSFER), lacking, (_note(session, one, day) for one in notes)),
    )
    found: list[DayRow] = []
    for heading, count, rows in groups:
        if count:  # a caseworker may have thousands: what is not shown is not made
            found += [DayRow(heading, str(count)), *islice(rows, MOST)]
    return found


_TALKS = QT_TRANSLATE_NOOP("DayRows", "Samtaler")
_LETTERS = QT_TRANSLATE_NOOP("DayRows", "Breve fra borgere")
_NO_SUBJECT = QT_TRANSLATE_NOOP("DayRows", "Brev uden emne")
_NEWS = QT_TRANSLATE_NOOP("DayRows", "Nyt fra kolleger")
_TASKS = QT_TRANSLATE_NOOP("DayRows", "Opgaver og frister")
_DRAFTS = QT_TRANSLATE_NOOP("DayRows", "Kladder")
_TO_TRANSFER = QT_TRANSLATE_NOOP("DayRows", "Skal overføres til fagsystemet")
_TALK_DUE = QT_TRANSLATE_NOOP("DayRows", "Næste samtale efter {basis}")
_TALK_DUE_PERHAPS = QT_TRANSLATE_NOOP("DayRows", "Næste samtale efter {basis} (reglen er usikker)")
_COURSE_ENDS = QT_TRANSLATE_NOOP("DayRows", "{course} slutter: følg op, forlæng eller afslut")
_UNSURE = "U"
_OF_TEAM = {"case_message", "case_handover", "case_assignment"}
_STATES = {
    TalkState.HELD: QT_TRANSLATE_NOOP("DayRows", "afholdt"),
    TalkState.NO_SHOW: QT_TRANSLATE_NOOP("DayRows", "udeblevet"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("DayRows", text)


def _talk(one: PlannedTalk) -> DayRow:
    talk = one.talk
    facts = [word(TALKS[talk.kind]), word(CHANNELS[talk.channel]), one.case_number]
    if state := _STATES.get(talk.state):
        facts.append(_tr(state))
    when = talk.starts_at.replace(":", ".").removeprefix("0")
    place = Place(TALK, talk.case_id, talk.id)
    if talk.state is not TalkState.PLANNED:
        place = Place(CASE, talk.case_id, talk.note_id or "")
    return DayRow(one.citizen, " · ".join(facts), when, place, is_talk=True)


def _letter(session: Session, one: Waiting, today: date) -> DayRow:
    message = one.message
    return DayRow(
        one.citizen,
        f"{message.subject or _tr(_NO_SUBJECT)} · {one.case_number}",
        day(danish_day(message.received_at), today),
        Place(CASE, message.case_id, message.id),
        lambda done: mark_handled(session, message.id, handled=done),
        symbol="letter",
    )


def _news(today: MyDay) -> list[list[Change]]:
    """What is news in each case, those first in which something is for the user."""
    cases: dict[str, list[Change]] = {}
    for change in today.news:
        cases.setdefault(change.case_id, []).append(change)
    return sorted(cases.values(), key=lambda its: not any(one.for_me for one in its))


def _changed(session: Session, its: list[Change], today: date) -> DayRow:
    last, seen_before = its[0], list[int]()

    def tick(done: bool) -> None:
        if done:
            seen_before.append(looked(session, last.case_id))
        else:
            look_again(session, last.case_id, seen_before.pop())

    told = any(one.kind in _OF_TEAM for one in its)
    return DayRow(
        last.citizen,
        f"{in_a_line(its)} · {last.case_number}",
        day(danish_day(last.at), today),
        Place(TEAM if told else CASE, last.case_id),
        tick,
        symbol="people",
    )


def _task(session: Session, one: OpenTask, today: date) -> DayRow:
    task, due = one.task, one.task.due_on
    return DayRow(
        task.text,
        f"{one.citizen} · {one.case_number}",
        day(due, today) if due else "",
        Place(CASE, task.case_id),
        lambda done: set_done(session, task.id, done=done),
        late=bool(due and due < today),
    )


def _due(session: Session, today: MyDay) -> list[Callable[[], DayRow]]:
    """What makes the rows of tasks and deadlines, by their day; a task without one comes last."""
    day = today.day
    dated = [
        (one.task.due_on or date.max, partial(_task, session, one, day)) for one in today.tasks
    ]
    dated += [(one.due_on, partial(_deadline, one, day)) for one in today.deadlines]
    dated += [(one.ends_on, partial(_course, one, day)) for one in today.courses]
    return [made for _, made in sorted(dated, key=lambda pair: pair[0])]


def _deadline(one: Deadline, today: date) -> DayRow:
    sure = one.rule.certainty != _UNSURE
    words = _tr(_TALK_DUE if sure else _TALK_DUE_PERHAPS).format(basis=one.rule.basis)
    return DayRow(
        one.citizen,
        f"{words} · {one.case_number}",
        day(one.due_on, today),
        Place(CASE, one.case_id),
        late=one.due_on < today,
        symbol="day",
    )


def _course(one: Ending, today: date) -> DayRow:
    said = _tr(_COURSE_ENDS).format(course=form_name(one.form.type))
    return DayRow(
        one.citizen,
        f"{said} · {one.case_number}",
        day(one.ends_on, today),
        Place(SEALED, one.form.case_id, one.form.id),
        late=one.ends_on < today,
        symbol="day",
    )


def _draft(one: OwnDraft, today: date) -> DayRow:
    written = day(danish_day(one.note.occurred_at), today)
    place = Place(CASE, one.note.case_id, one.note.id)
    return DayRow(one.citizen, _about(one.note), written, place)


def _note(session: Session, one: Untransferred, today: date) -> DayRow:
    note = one.note
    return DayRow(
        one.citizen,
        _about(note),
        day(danish_day(note.occurred_at), today),
        Place(CASE, note.case_id, note.id),
        lambda done: mark_transferred(session, note.id, transferred=done),
    )


def _about(note: Note) -> str:
    if note.title:
        return note.title
    said = shorten(note.text, _SAID, placeholder=" …")
    return said or _tr("Uden tekst")


QT_TRANSLATE_NOOP("DayRows", "Uden tekst")
