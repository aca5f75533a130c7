"""A file of citizens or companies from another system: CSV or JSON, read line by line.

CSV is UTF-8 (or Windows-1252, as Danish spreadsheets write it) with a header and `;` or `,`; JSON
is a list of objects. Every line is checked before anything is taken in, and every fault is told by
line, field and code; what the field says is never repeated.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jobassist.errors import UserError
from jobassist.forms.identity import cpr_fault, cvr_fault, digits, p_number_fault

MOST_BYTES, MOST_LINES, LONGEST_TEXT = 50_000_000, 200_000, 1000
_YES, _NO = {"1", "true", "yes", "ja", "x"}, {"", "0", "false", "no", "nej"}

COLUMNS = {
    "citizens": {
        "needed": ("cpr", "given_name", "family_name"),
        "free": (
            "address", "phone", "email", "benefit", "target_group", "protected_address",
            "case_number", "coordinator", "opened_on",
        ),
    },
    "companies": {
        "needed": ("cvr", "name"),
        "free": (
            "sector", "branch_code", "branch", "phone", "email", "p_number", "unit_name",
            "address", "postcode", "town", "ordinary_employees",
        ),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line (the header is line 1): the column, and a code."""

    line: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line whose every field is well; `values` without what was left empty."""

    number: int
    values: dict[str, Any]


def read(file: Path, what: str, *, test_persons: bool = False) -> tuple[list[Line], list[Fault]]:
    """The lines of a file of `citizens` or `companies`, and what is wrong with others.

    `test_persons`: replacement CPR numbers are allowed. Raises: UserError `import.unreadable`,
    `import.too_large`, `import.columns` with those that are missing or unknown.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UserError("import.too_large", most=MOST_BYTES // 1_000_000)
        text = _text(file.read_bytes())
    except OSError:
        raise UserError("import.unreadable") from None
    rows = list(_json(text) if file.suffix.lower() == ".json" else _csv(text))
    if len(rows) > MOST_LINES:
        raise UserError("import.too_large", most=MOST_BYTES // 1_000_000)
    known = COLUMNS[what]
    there = {name for _, row in rows for name in row}
    wrong = (set(known["needed"]) - there) | (there - {*known["needed"], *known["free"]})
    if wrong:
        # Words of a header that is none could be a citizen's: only known names are told.
        told = sorted(wrong & set(known["needed"])) or ["?"]
        raise UserError("import.columns", columns=", ".join(told))
    lines, faults, seen = [], [], set()
    for number, row in rows:
        values, its = _checked(number, row, known["needed"], test_persons)
        key = tuple(values.get(name) for name in ("cpr", "cvr", "p_number", "case_number"))
        if not its and key in seen:
            its = [Fault(number, known["needed"][0], "import.twice")]
        seen.add(key)
        faults += its
        if not its:
            lines.append(Line(number, values))
    return lines, faults


def _text(content: bytes) -> str:
    if b"\x00" in content:
        raise UserError("import.unreadable")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") >= header.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if len(set(names)) != len(names):
            raise UserError("import.columns", columns="?")
        for row in reader:
            if any(cell.strip() for cell in row):
                whole = row + [""] * (len(names) - len(row))
                extra = {"?": "x"} if len(row) > len(names) else {}
                yield reader.line_num, dict(zip(names, whole, strict=False)) | extra
    except csv.Error:
        raise UserError("import.unreadable") from None


def _json(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError("import.unreadable") from None
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        raise UserError("import.unreadable")
    for number, row in enumerate(said, 1):
        plain = {k: v for k, v in row.items() if isinstance(v, str | int | float | None)}
        odd = {k: "\x00" for k in row.keys() - plain.keys()}  # lists and objects are no texts
        told = {str(k): "" if v is None else str(v) for k, v in plain.items()}
        yield number, {name.strip().lower(): value for name, value in (told | odd).items()}


def _checked(
    number: int, row: dict[str, str], needed: tuple[str, ...], test_persons: bool
) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults = [Fault(number, name, "import.missing") for name in needed if not row[name].strip()]
    for name, written in row.items():
        said = written.strip()
        code = _fault(name, said, test_persons) if said else None
        if code:
            faults.append(Fault(number, name, code))
        elif said:
            values[name] = _value(name, said)
    return values, faults


def _fault(name: str, said: str, test_persons: bool) -> str | None:
    if len(said) > LONGEST_TEXT or any(letter < " " for letter in said):
        return "import.text"
    if name == "cpr":
        return cpr_fault(digits(said), replacement=test_persons)
    if name == "cvr":
        return cvr_fault(digits(said))
    if name == "p_number":
        return p_number_fault(digits(said))
    wrong = {
        "protected_address": said.lower() not in _YES | _NO,
        "sector": said not in ("private", "public"),
        "ordinary_employees": not (said.isascii() and said.isdigit() and len(said) < 7),  # noqa: PLR2004
        "opened_on": not _is_day(said),
    }
    return "import.value" if wrong.get(name) else None


def _value(name: str, said: str) -> Any:
    if name in ("cpr", "cvr", "p_number"):
        return digits(said)
    if name == "protected_address":
        return said.lower() in _YES
    return int(said) if name == "ordinary_employees" else said


def _is_day(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False
