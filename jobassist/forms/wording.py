"""How a kept value reads, in Danish and English."""

from collections.abc import Callable
from datetime import date
from typing import Any

from jobassist.forms.definition import Field, FieldType
from jobassist.forms.periods import Span
from jobassist.forms.values import native

_MINUTES = 60


def shown(field: Field, kept: Any, language: str = "da") -> str:
    """A kept value as people read it; empty for nothing."""
    if kept is None:
        return ""
    value = native(field, kept)
    tell = _SHOWN.get(field.type)
    if value is None or tell is None:
        return str(kept)
    return tell(field, value, language)


def _show_day(_field: Field, day: date, _language: str) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _show_period(field: Field, span: Span, language: str) -> str:
    return "-".join(_show_day(field, day, language) for day in (span.first, span.last))


def _show_yes_no(_field: Field, value: bool, language: str) -> str:
    yes, no = ("Yes", "No") if language == "en" else ("Ja", "Nej")
    return yes if value else no


def _show_choices(field: Field, value: str | list[str], language: str) -> str:
    words = {choice.code: choice.words(language) for choice in field.choices}
    codes = value if isinstance(value, list) else [value]
    return ", ".join(words.get(code, str(code)) for code in codes)


def _show_cpr(_field: Field, cpr: str, _language: str) -> str:
    return f"{cpr[:6]}-{cpr[6:]}"


def _show_hours(_field: Field, value: float, language: str) -> str:
    hours, minutes = divmod(round(value * _MINUTES), _MINUTES)
    units = ("hours", "minutes") if language == "en" else ("timer", "minutter")
    return f"{hours} {units[0]}" + (f" {minutes} {units[1]}" if minutes else "")


def _show_money(_field: Field, value: float, _language: str) -> str:
    whole, _, cents = f"{value:,.2f}".partition(".")
    return f"{whole.replace(',', '.')},{cents} kr."


def _show_number(_field: Field, value: float, _language: str) -> str:
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def _show_rows(field: Field, rows: list[dict[str, Any]], language: str) -> str:
    lines = []
    for row in rows:
        cells = [
            _SHOWN[column.type](column, row[column.key], language)
            if column.type in _SHOWN
            else str(row[column.key])
            for column in field.columns
            if row.get(column.key) is not None
        ]
        lines.append("; ".join(cells))
    return "\n".join(lines)


_SHOWN: dict[FieldType, Callable[[Field, Any, str], str]] = {
    FieldType.DATE: _show_day,
    FieldType.PERIOD: _show_period,
    FieldType.YES_NO: _show_yes_no,
    FieldType.DECLARATION: _show_yes_no,
    FieldType.CHOICE: _show_choices,
    FieldType.CHOICES: _show_choices,
    FieldType.CPR: _show_cpr,
    FieldType.HOURS: _show_hours,
    FieldType.MONEY: _show_money,
    FieldType.NUMBER: _show_number,
    FieldType.TABLE: _show_rows,
}
