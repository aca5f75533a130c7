"""What a field holds: read from what people type or say, kept as JSON, counted with natively.

How people read it: `forms.wording`.

| type | kept as (JSON) | in expressions |
|---|---|---|
| tekst, lang_tekst, virksomhed, borger, epost, telefon, cpr, cvr, p_nummer | text | text |
| tal | number | number |
| timer | "hh:mm" | hours as a decimal number |
| beloeb | "kroner.oere" | kroner as a number |
| dato | "yyyy-mm-dd" | day |
| periode | {"fra": day, "til": day} | span |
| valg | code | code |
| flere_valg | list of codes | list |
| ja_nej, erklaering | true, false | the same |
| tabel | list of {column: value} | list of the same, natively |

Nothing filled in is None. What cannot be read is kept as it was typed, as text, so that no
keystroke is lost; it counts as not filled in.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from jobassist.forms import identity
from jobassist.forms.definition import Field, FieldType
from jobassist.forms.periods import Span
from jobassist.services.danish import read_date

LONGEST_TEXT = 200
LONGEST_LONG_TEXT = 20_000
_CLOCK = re.compile(r"(\d{1,3})[:.](\d{2})")
_SPOKEN_HOURS = re.compile(r"(\d{1,3})\s*(?:t|timer|time)?(?:\s*(?:og)?\s*(\d{1,2})\s*min\w*)?")
_DECIMAL_HOURS = re.compile(r"(\d{1,3}),(\d{1,2})")
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d{1,12}(?:[.,]\d+)?")
_EMAIL = re.compile(r"[^\s@,;<>()]{1,64}@[^\s@,;<>().]+(\.[^\s@,;<>().]+)+")
_PHONE = re.compile(r"\+?\d{8,15}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ROUND_KR = re.compile(r"\s*(kr\.?|kroner|dkk)$", re.IGNORECASE)
_YES = {"ja", "yes", "true", "sand", "1", "j", "y"}
_NO = {"nej", "no", "false", "falsk", "0", "n"}
_MINUTES = 60
_MOST_HOURS = 1000


class UnreadableError(ValueError):
    """The value cannot be what the field holds. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(field: Field, raw: Any, *, replacement: bool = False) -> Any:
    """The value as it is kept; None for nothing. Raises: UnreadableError.

    Both the kept form and what people write are read ("3. november 2026", "30,5", "1.250 kr.").
    A table is checked by its cells elsewhere; here its rows must be objects of known columns.
    """
    if isinstance(raw, str):
        raw = raw.strip() if field.type is not FieldType.LONG_TEXT else raw
    if raw is None or raw in ("", [], {}):
        return None
    if field.type is FieldType.CPR:
        return _cpr(raw, replacement)
    return _READERS[field.type](field, raw)


def native(field: Field, kept: Any) -> Any:
    """A kept value as expressions count with it; None for what is not readable."""
    if kept is None:
        return None
    try:
        return _NATIVE.get(field.type, _same)(field, kept)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def longest(field: Field) -> int:
    """How many signs a field of text may hold."""
    if field.longest is not None:
        return field.longest
    return LONGEST_LONG_TEXT if field.type is FieldType.LONG_TEXT else LONGEST_TEXT


def _text(raw: Any, most: int, code: str = "form.not_text") -> str:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        raise UnreadableError(code)
    if _CONTROLS.search(raw):
        raise UnreadableError("form.control_characters")
    if len(raw) > most:
        raise UnreadableError("form.too_long")
    return raw


def _line(field: Field, raw: Any) -> str:
    text = _text(raw, longest(field))
    if "\n" in text:
        raise UnreadableError("form.one_line")
    return text


def _lines(field: Field, raw: Any) -> str:
    return _text(raw, longest(field))


def _number(raw: Any) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if raw != raw or abs(raw) > 10**12:  # noqa: PLR0124 - not a number is not itself
            raise UnreadableError("form.not_number")
        return raw
    text = _text(raw, 40, "form.not_number")
    if not _NUMBER.fullmatch(text):
        raise UnreadableError("form.not_number")
    if "," in text or text.count(".") > 1 or re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        text = text.replace(".", "").replace(",", ".")
    return float(text) if "." in text else int(text)


def _in_range(field: Field, number: float) -> float:
    if field.least is not None and number < field.least:
        raise UnreadableError("form.too_small")
    if field.most is not None and number > field.most:
        raise UnreadableError("form.too_large")
    return number


def _hours(field: Field, raw: Any) -> str:
    if isinstance(raw, dict) and raw.keys() <= {"timer", "minutter"}:
        minutes = _minutes(raw.get("timer", 0), raw.get("minutter", 0))
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        minutes = round(_number(raw) * _MINUTES)
    else:
        text = _text(raw, 40, "form.not_hours").lower()
        if found := _CLOCK.fullmatch(text):
            minutes = _minutes(int(found[1]), int(found[2]))
        elif found := _DECIMAL_HOURS.fullmatch(text):
            minutes = round(float(f"{found[1]}.{found[2]}") * _MINUTES)
        elif found := _SPOKEN_HOURS.fullmatch(text):
            minutes = _minutes(int(found[1]), int(found[2] or 0))
        else:
            raise UnreadableError("form.not_hours")
    if not 0 <= minutes < _MOST_HOURS * _MINUTES:
        raise UnreadableError("form.not_hours")
    _in_range(field, minutes / _MINUTES)
    hours, rest = divmod(minutes, _MINUTES)
    return f"{hours}:{rest:02}"


def _minutes(hours: Any, minutes: Any) -> int:
    whole = isinstance(hours, int) and isinstance(minutes, int)
    if not whole or hours < 0 or not 0 <= minutes < _MINUTES:
        raise UnreadableError("form.not_hours")
    return int(hours * _MINUTES + minutes)


def _day(raw: Any) -> date:
    if isinstance(raw, date):
        return raw
    day = read_date(raw) if isinstance(raw, str) else None
    if day is None or not 1900 <= day.year <= 2200:  # noqa: PLR2004 - a typing error otherwise
        raise UnreadableError("form.not_date")
    return day


def _date(_field: Field, raw: Any) -> str:
    return _day(raw).isoformat()


def _period(_field: Field, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or not raw.keys() <= {"fra", "til"}:
        raise UnreadableError("form.not_period")
    if not raw.get("fra") or not raw.get("til"):
        raise UnreadableError("form.half_period")
    first, last = _day(raw["fra"]), _day(raw["til"])
    if last < first:
        raise UnreadableError("form.period_backwards")
    return {"fra": first.isoformat(), "til": last.isoformat()}


def _choice(field: Field, raw: Any) -> str:
    wanted = _text(raw, LONGEST_TEXT, "form.not_choice").casefold()
    for one in field.choices:
        if wanted in (one.code.casefold(), one.words.da.casefold(), one.words.en.casefold()):
            return one.code
    raise UnreadableError("form.not_choice")


def _choices(field: Field, raw: Any) -> list[str] | None:
    given = raw if isinstance(raw, list) else [raw]
    chosen = {_choice(field, one) for one in given}
    return [one.code for one in field.choices if one.code in chosen] or None


def _yes_no(_field: Field, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    word = _text(raw, 10, "form.not_yes_no").lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise UnreadableError("form.not_yes_no")


def _cpr(raw: Any, replacement: bool) -> str:
    number = identity.digits(_text(raw, 20))
    if fault := identity.cpr_fault(number, replacement=replacement):
        raise UnreadableError(fault)
    return number


def _cvr(_field: Field, raw: Any) -> str:
    number = identity.digits(_text(raw, 20))
    if fault := identity.cvr_fault(number):
        raise UnreadableError(fault)
    return number


def _p_number(_field: Field, raw: Any) -> str:
    number = identity.digits(_text(raw, 20))
    if fault := identity.p_number_fault(number):
        raise UnreadableError(fault)
    return number


def _email(_field: Field, raw: Any) -> str:
    text = _text(raw, 254)
    if not _EMAIL.fullmatch(text):
        raise UnreadableError("form.not_email")
    return text


def _phone(_field: Field, raw: Any) -> str:
    bare = re.sub(r"[\s\-().]", "", _text(raw, 30))
    if not _PHONE.fullmatch(bare):
        raise UnreadableError("form.not_phone")
    return bare


def _money(field: Field, raw: Any) -> str:
    if isinstance(raw, str):
        raw = _ROUND_KR.sub("", raw)
    number = _number(raw)
    if field.least is None and number < 0:
        raise UnreadableError("form.too_small")
    return f"{_in_range(field, number):.2f}"


def _table(field: Field, raw: Any) -> list[dict[str, Any]]:
    known = {column.key for column in field.columns}
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise UnreadableError("form.not_rows")
    if any(not row.keys() <= known for row in raw):
        raise UnreadableError("form.unknown_column")
    if len(raw) > field.most_rows:
        raise UnreadableError("form.too_many_rows")
    return raw


def _nothing(_field: Field, _raw: Any) -> None:
    raise UnreadableError("form.holds_nothing")


def _same(_field: Field, kept: Any) -> Any:
    return kept


def _native_hours(_field: Field, kept: str) -> float:
    hours, _, minutes = kept.partition(":")
    return int(hours) + int(minutes) / _MINUTES


def _native_table(field: Field, rows: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{c.key: native(c, row.get(c.key)) for c in field.columns} for row in rows]


_READERS: dict[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.TEXT: _line,
    FieldType.LONG_TEXT: _lines,
    FieldType.NUMBER: lambda field, raw: _in_range(field, _number(raw)),
    FieldType.HOURS: _hours,
    FieldType.DATE: _date,
    FieldType.PERIOD: _period,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.YES_NO: _yes_no,
    FieldType.DECLARATION: _yes_no,
    FieldType.CVR: _cvr,
    FieldType.P_NUMBER: _p_number,
    FieldType.COMPANY: _line,
    FieldType.CITIZEN: _line,
    FieldType.EMAIL: _email,
    FieldType.PHONE: _phone,
    FieldType.MONEY: _money,
    FieldType.TABLE: _table,
    FieldType.SIGNATURE: _nothing,
}
_NATIVE: dict[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.HOURS: _native_hours,
    FieldType.MONEY: lambda _field, kept: float(kept),
    FieldType.DATE: lambda _field, kept: date.fromisoformat(kept),
    FieldType.PERIOD: lambda _field, kept: Span(
        date.fromisoformat(kept["fra"]), date.fromisoformat(kept["til"])
    ),
    FieldType.TABLE: _native_table,
}
