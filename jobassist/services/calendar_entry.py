"""A talk, or the next contact with a company, as a calendar entry (iCalendar, RFC 5545).

It goes to a calendar that is no case system: it says no more than the setting `calendar_details`
allows, and by default nothing of anybody. Its id is the record's, so that saving it again moves
the entry. Times are given in UTC, which every calendar shows as its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from jobassist import log
from jobassist.errors import UserError
from jobassist.ports.clock import DENMARK
from jobassist.ports.store import Reader
from jobassist.records import Case, CompanyVisit, ContactTalk, ProductionUnit, Record, TalkState
from jobassist.services.cases import case_words
from jobassist.services.exporting import may_save, write_private
from jobassist.session import Session

_LONGEST_LINE = 75  # octets, without the line's end
_TITLES = {"da": ("Samtale", "Virksomhedskontakt"), "en": ("Talk", "Company contact")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A calendar entry. Without `starts` it takes the whole `day`."""

    uid: str
    sequence: int
    day: date
    starts: time | None
    minutes: int
    title: str
    place: str = ""
    cancelled: bool = False


def entry_of_talk(session: Session, tx: Reader, talk: ContactTalk) -> Entry:
    """What the calendar is told of a talk."""
    details, title = str(session.settings["calendar_details"]), _title(session, 0)
    words = case_words(tx, [talk.case_id]).get(talk.case_id)
    if details == "case" and words:
        title = f"{title}, {words.number}"
    elif details == "name" and words:
        title = f"{title}: {words.citizen}"
    return Entry(
        uid=talk.id,
        sequence=talk.rev,
        day=talk.day,
        starts=time.fromisoformat(talk.starts_at) if talk.starts_at else None,
        minutes=talk.minutes,
        title=title,
        place=talk.location if details == "name" else "",
        cancelled=talk.state in (TalkState.CANCELLED, TalkState.DISCARDED),
    )


def entry_of_visit(session: Session, tx: Reader, visit: CompanyVisit) -> Entry:
    """What the calendar is told of the next contact; a workplace is no person.

    Raises: UserError `calendar.no_day`.
    """
    if visit.next_contact_on is None:
        raise UserError("calendar.no_day")
    units = tx.listed(ProductionUnit, id=visit.unit_id)
    title = _title(session, 1)
    named = f"{title}: {units[0].name}" if units else title
    return Entry(visit.id, visit.rev, visit.next_contact_on, None, 0, named)


def save_entry(
    session: Session, record: type[ContactTalk | CompanyVisit], id: str, file: Path
) -> None:
    """Write the entry where the user said; it is logged as an extract.

    Raises: PolicyDenied `export.not_there`; UserError `calendar.no_day`, `store.no_such_record`;
    EnvironmentFault `sheet.not_saved`.
    """
    may_save(session.settings, file)
    with session.store.read() as tx:
        found: Record = tx.get(record, id)
        if isinstance(found, ContactTalk):
            tx.get(Case, found.case_id)
            entry = entry_of_talk(session, tx, found)
        else:
            assert isinstance(found, CompanyVisit)
            entry = entry_of_visit(session, tx, found)
        tx.extracted(found)
    write_private(file, written([entry], session.clock.now()))
    log.event("calendar.saved", id=id)


def file_name(day: date) -> str:
    """A name for the file that tells of nobody."""
    return f"aftale-{day.isoformat()}.ics"


def written(entries: Iterable[Entry], now: datetime) -> bytes:
    """The entries as a calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//jobassist//jobassist//DA"]
    for one in entries:
        lines += ["BEGIN:VEVENT", f"UID:{one.uid}@jobassist", f"DTSTAMP:{_instant(now)}"]
        lines += [f"SEQUENCE:{one.sequence}", *_when(one), f"SUMMARY:{_escaped(one.title)}"]
        if one.place:
            lines.append(f"LOCATION:{_escaped(one.place)}")
        lines += ["CLASS:PRIVATE", f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}"]
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _title(session: Session, which: int) -> str:
    return _TITLES[session.settings["language"]][which]


def _when(one: Entry) -> list[str]:
    if one.starts is None:
        after = one.day + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    begins = datetime.combine(one.day, one.starts, DENMARK).astimezone(UTC)
    ends = begins + timedelta(minutes=one.minutes)  # in UTC: 45 minutes are 45 on any night
    return [f"DTSTART:{_instant(begins)}", f"DTEND:{_instant(ends)}"]


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    one_line = " ".join(text.split())
    for sign in ("\\", ";", ","):
        one_line = one_line.replace(sign, f"\\{sign}")
    return one_line


def _folded(line: str) -> bytes:
    """The line in UTF-8, folded after at most 75 octets and never within a sign."""
    folded, room = b"", _LONGEST_LINE
    for sign in line:
        octets = sign.encode()
        if len(octets) > room:
            folded, room = folded + b"\r\n ", _LONGEST_LINE - 1
        folded, room = folded + octets, room - len(octets)
    return folded
