"""Days and words as Danes write them."""

import re
from datetime import date, timedelta
from functools import lru_cache

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli",
    "august", "september", "oktober", "november", "december",
)  # fmt: skip
_WRITTEN = re.compile(r"(\d{1,2})\. ([a-z]+) (\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SATURDAY = 5
_FIRST_OF_MAY = (5, 1)  # a day off in some workplaces, but an office day
_MONTHS_A_YEAR = 12


def danish_date(day: date) -> str:
    """A day as it stands in a text: "3. november 2026"."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def read_date(written: str) -> date | None:
    """The day that a text names: "3. november 2026", "3-11-2026", "2026-11-03"; else None."""
    text = written.strip().lower()
    try:
        if found := _WRITTEN.fullmatch(text):
            return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        if found := _NUMBERS.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return None


def is_working_day(day: date) -> bool:
    """Neither weekend nor holiday, Constitution Day, Christmas Eve or New Year's Eve."""
    return day.weekday() < _SATURDAY and day not in _days_off(day.year)


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def after_working_days(day: date, count: int) -> date:
    """The `count`th working day after the day."""
    for _ in range(count):
        day = working_day_from(day + timedelta(days=1))
    return day


def after_months(day: date, count: int) -> date:
    """The same date `count` months later, or that month's last day when it has no such date."""
    years, month = divmod(day.month - 1 + count, _MONTHS_A_YEAR)
    for number in range(day.day, 0, -1):
        try:
            return date(day.year + years, month + 1, number)
        except ValueError:
            continue
    raise ValueError(count)


def genitive(name: str) -> str:
    """Whose it is: "Mettes", "Anders'", "Max'" (Retskrivningsordbogen § 13)."""
    return name + ("'" if name[-1:].lower() in ("s", "x", "z") else "s") if name else ""


@lru_cache(maxsize=16)
def _days_off(year: int) -> frozenset[date]:
    from holidays.countries.denmark import Denmark  # late: the first paint needs no holidays

    known = Denmark(years=year, categories=("public", "optional"))  # type: ignore[no-untyped-call]
    return frozenset(day for day in known if (day.month, day.day) != _FIRST_OF_MAY)
