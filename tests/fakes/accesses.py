"""The fake store's access log: a plain list, without hashes to chain."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from jobassist.ports.access import Access, AccessEntry
from jobassist.ports.clock import Clock
from jobassist.records import ContactChannel, Note
from storage.trail import Trail

_SAME = timedelta(minutes=1)


def tell(log: list[AccessEntry], trail: Trail, clock: Clock, user_id: str) -> None:
    """Append the trail's accesses, save those of the last minute."""
    now = clock.now()
    recent = {entry.touch for entry in log if now - entry.at < _SAME}
    for touch in trail.touches():
        if touch not in recent:
            number = log[-1].number + 1 if log else 1
            log.append(AccessEntry(number, now, user_id, touch))


def fitting(
    log: list[AccessEntry],
    citizen_id: str | None = None,
    action: Access | None = None,
    since: datetime | None = None,
) -> list[AccessEntry]:
    """The entries that fit."""
    return [
        entry
        for entry in log
        if (citizen_id is None or entry.touch.citizen_id == citizen_id)
        and (action is None or entry.touch.action is action)
        and (since is None or entry.at >= since)
    ]


def hashed(words: Iterable[str]) -> str:
    """What stands for the words; no key is needed where nothing is kept."""
    return " ".join(sorted({str(hash(word.casefold())) for word in words}))


def searches_for(log: list[AccessEntry], words: list[str]) -> list[AccessEntry]:
    """Searches by a beginning of a word."""
    beginnings = [word[:length] for word in words for length in range(2, len(word) + 1)]
    wanted = {hashed([beginning]) for beginning in beginnings}
    found = fitting(log, action=Access.SEARCH)
    return [entry for entry in found if wanted & set(entry.touch.record_id.split())]


def tombstone(note: Note) -> Note:
    """A final note without its content."""
    return replace(
        note,
        participants="",
        title="",
        text="",
        phrases=(),
        channel=ContactChannel.NONE,
        sealed=None,
    )
