"""Spans of civil days, and ISO 8601 durations added to a day."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from jobassist.services.danish import after_months

_DURATION = re.compile(r"P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?")
_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included."""

    first: date
    last: date


def later(day: date, duration: str) -> date:
    """The day a duration later; a month too short ends on its last day. Raises: ValueError."""
    found = _DURATION.fullmatch(duration)
    if found is None or not any(found.groups()):
        raise ValueError(duration)
    years, months, weeks, days = (int(number or 0) for number in found.groups())
    moved = after_months(day, years * 12 + months) if years or months else day
    return moved + timedelta(days=weeks * _DAYS_A_WEEK + days)


def last_day(first: date, duration: str) -> date:
    """The last day of a period that begins on `first` and lasts so long."""
    return later(first, duration) - timedelta(days=1)


def weeks_between(first: date, last: date) -> float:
    """How many weeks a period lasts, both days counted."""
    return ((last - first).days + 1) / _DAYS_A_WEEK
