"""Talks with a citizen (jobsamtaler, opfølgningssamtaler, cv-samtaler, rundbordssamtaler)."""

from datetime import date, datetime
from enum import StrEnum

from jobassist.records.declare import Merge, Record, Scope, field, record, ref
from jobassist.records.note import ContactChannel


class TalkKind(StrEnum):
    """What a talk is for."""

    JOB = "job"
    FIRST = "first"
    FOLLOW_UP = "follow_up"
    CV = "cv"
    ROUND_TABLE = "round_table"


class TalkState(StrEnum):
    """How it went. A talk the citizen did not come to is not one that was called off.

    One in the bin was planned by mistake: it is in no calendar, and nobody is told of it.
    """

    PLANNED = "planned"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


@record("contact_talk", scope=Scope.CASE, case_field="case_id")
class ContactTalk(Record):
    """A talk, planned or past. Its day and time are civil Danish ones.

    `starts_at` is "09:30", or empty where only the day is known; `minutes` how long it is meant
    to take. `reason` says why that day was chosen. `note_id` is the note that tells of the talk.
    """

    case_id: str = ref("case")
    user_id: str = ref("user", Merge.FIELD)  # who holds it
    kind: TalkKind = field(default=TalkKind.JOB)
    day: date = field()
    starts_at: str = field(default="")
    minutes: int = field(default=45)
    channel: ContactChannel = field(default=ContactChannel.IN_PERSON)
    location: str = field(personal=True, default="")  # a room, a phone number or a meeting's link
    participants: str = field(personal=True, default="")
    agenda: str = field(Merge.LINES, personal=True, default="")
    agreements: str = field(Merge.LINES, personal=True, default="")
    reason: str = field(personal=True, default="")
    state: TalkState = field(default=TalkState.PLANNED)
    note_id: str | None = ref("note", Merge.FIELD, default=None)
    created_at: datetime = field(Merge.FIXED)
    created_by: str = ref("user")
