"""Time: instants are UTC; days and deadlines are Danish civil dates (DESIGN, Time)."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


class Clock(Protocol):
    """What time it is. The client's clock is only a claim; order comes from the central."""

    def now(self) -> datetime:
        """The instant, in UTC, to the millisecond."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The instant, in UTC, to the millisecond."""
        instant = datetime.now(UTC)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def danish_day(instant: datetime) -> date:
    """The Danish civil date of an instant."""
    return instant.astimezone(DENMARK).date()
