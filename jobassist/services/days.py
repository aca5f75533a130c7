"""Date arithmetic of merge fields: "om 14 dage", the next working day, a deadline."""

import re
from datetime import date, timedelta

from jobassist.services.danish import (
    after_months,
    after_working_days,
    danish_date,
    read_date,
    working_day_from,
)

DEADLINE_DAYS = 14
_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_LATER = re.compile(r"(?:om|plus)_(\d{1,3})_(dage|uger|maaneder|arbejdsdage)")
_DAYS_A_WEEK = 7


def deadline(today: date) -> str:
    """The usual answer by letter: 14 days, and then the first working day."""
    return danish_date(working_day_from(today + timedelta(days=DEADLINE_DAYS)))


def counted_from(today: date, name: str) -> str:
    """`dato.om_14_dage`, `dato.naeste_arbejdsdag`, `frist.om_4_uger`; empty for other names.

    A `frist` that would end on a day off ends on the next working day.
    """
    group, _, rest = name.partition(".")
    if group not in ("dato", "frist"):
        return ""
    if rest == "naeste_arbejdsdag":
        return danish_date(after_working_days(today, 1))
    day = _later(today, rest) if rest.startswith("om_") else None
    if day is None:
        return ""
    return danish_date(working_day_from(day) if group == "frist" else day)


def modified_day(value: str, modifier: str) -> str:
    """A written day moved (`plus_14_dage`) or its weekday (`ugedag`); empty for other texts."""
    day = read_date(value)
    if day is None:
        return ""
    if modifier == "ugedag":
        return _WEEKDAYS[day.weekday()]
    moved = _later(day, modifier) if modifier.startswith("plus_") else None
    return danish_date(moved) if moved else ""


def _later(day: date, asked: str) -> date | None:
    found = _LATER.fullmatch(asked)
    if found is None:
        return None
    count, unit = int(found[1]), found[2]
    try:
        if unit == "maaneder":
            return after_months(day, count)
        if unit == "arbejdsdage":
            return after_working_days(day, count)
        return day + timedelta(days=count * (_DAYS_A_WEEK if unit == "uger" else 1))
    except (ValueError, OverflowError):
        return None
