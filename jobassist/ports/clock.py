"""Time: instants are UTC; days and deadlines are Danish civil dates (DESIGN, Time)."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")
_SET_SECONDS = 60.0


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


class CorrectedClock:
    """The machine's clock, put right by what the central said: `ahead` is added to it.

    Once the machine's clock is set, or it has slept, the correction says nothing any more, and
    the machine's own time holds until the central is asked again.
    """

    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead
        self._ran = _started()

    def now(self) -> datetime:
        """The instant, in UTC, to the millisecond."""
        moved = abs(_started() - self._ran) > _SET_SECONDS
        return SystemClock().now() + (timedelta() if moved else self._ahead)


def _started() -> float:
    """When the machine was started, by its own clock: it moves when that is set."""
    return time.time() - time.monotonic()


def danish_day(instant: datetime) -> date:
    """The Danish civil date of an instant."""
    return instant.astimezone(DENMARK).date()
