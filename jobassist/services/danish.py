"""Days as Danes write them."""

from datetime import date

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli",
    "august", "september", "oktober", "november", "december",
)  # fmt: skip


def danish_date(day: date) -> str:
    """A day as it stands in a text: "3. november 2026"."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"
