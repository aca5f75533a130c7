"""A clock that stands still until it is told to go on."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Starts at 9.30 Danish time on Friday 20 November 2026."""

    def __init__(self, instant: datetime = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)) -> None:
        self.instant = instant

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self.instant

    def advance(self, **by: float) -> None:
        """Let time pass: `advance(minutes=5)`."""
        self.instant += timedelta(**by)
