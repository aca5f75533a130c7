"""Min dag: everything that waits for the user today, in one reading."""

from dataclasses import dataclass
from datetime import date, timedelta

from jobassist.ports.clock import danish_day
from jobassist.records import Note, NoteState
from jobassist.services.cases import case_words
from jobassist.services.deadlines import Deadline, talk_deadlines
from jobassist.services.ending_courses import Ending, ending_courses
from jobassist.services.filing import Untransferred, untransferred, untransferred_count
from jobassist.services.following import Change, changes_for_me
from jobassist.services.incoming import Waiting, waiting
from jobassist.services.talks import PlannedTalk, talks_on
from jobassist.services.tasks import OpenTask, my_tasks
from jobassist.session import Session

_OF_LETTERS = ("incoming_post", "incoming_handling")  # they wait under a heading of their own
SOON = timedelta(days=7)
"""How far ahead a deadline is shown."""


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A note the user has begun and not finalised."""

    note: Note
    citizen: str
    case_number: str


@dataclass(frozen=True, slots=True)
class MyDay:
    """What a day holds. `tasks` are those due within a week, late ones first, and undated ones.

    `untransferred` are the newest notes that the case system has not got, of
    `untransferred_count`.
    """

    day: date
    talks: tuple[PlannedTalk, ...]
    tasks: tuple[OpenTask, ...]
    deadlines: tuple[Deadline, ...]
    drafts: tuple[OwnDraft, ...]
    untransferred: tuple[Untransferred, ...]
    conflicts: int
    quarantined: int
    news: tuple[Change, ...] = ()  # from colleagues, the latest first
    letters: tuple[Waiting, ...] = ()  # from citizens, that nobody has dealt with
    courses: tuple[Ending, ...] = ()  # internships and the like that end soon
    untransferred_count: int = 0

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits."""
        waits = (self.talks, self.tasks, self.deadlines, self.drafts, self.untransferred, self.news)
        more = (self.letters, self.courses, self.conflicts, self.quarantined)
        return not (any(waits) or any(more))


def read_day(session: Session, most: int | None = None) -> MyDay:
    """Today as it stands in the store, with at most that many notes. Raises: as a read does."""
    today = danish_day(session.clock.now())
    with session.store.read() as tx:
        waits = tx.sync_counts()
        mine = tx.listed(
            Note, author_id=session.user.id, state=NoteState.DRAFT, order="-occurred_at"
        )
        words = case_words(tx, (note.case_id for note in mine))
    drafts = [
        OwnDraft(note, words[note.case_id].citizen, words[note.case_id].number)
        for note in mine
        if note.case_id in words
    ]
    return MyDay(
        day=today,
        talks=tuple(talks_on(session, today)),
        tasks=tuple(my_tasks(session, today + SOON)),
        deadlines=tuple(talk_deadlines(session, today + SOON)),
        drafts=tuple(drafts),
        untransferred=tuple(untransferred(session, most)),
        conflicts=waits.conflicts,
        quarantined=waits.quarantined,
        news=tuple(one for one in changes_for_me(session) if one.kind not in _OF_LETTERS),
        letters=tuple(waiting(session)),
        courses=tuple(ending_courses(session)),
        untransferred_count=untransferred_count(session),
    )
