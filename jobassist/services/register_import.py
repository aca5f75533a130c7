"""Import of a company register: a CSV or JSON file with one workplace a row.

`read` looks at every row and says what is wrong with which line, and which columns nothing is
taken from; `take_in` writes all of it in one transaction, or nothing. Columns have the names of an
extract from the CVR register, however they are spaced ("Antal ansatte", "antalAnsatte"), or those
of `columns`. A row that is here already is brought up to date; what the file does not tell stays.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from stdnum.dk import cvr as cvr_number

from jobassist.errors import UserError
from jobassist.ports.store import Writer
from jobassist.records import Company, ProductionUnit, Sector
from jobassist.services.companies import company_id, unit_id
from jobassist.session import Session

_P_DIGITS = 10
_CVR_DIGITS = 8
_MOST_SHOWN = 200  # characters of a header that is told back


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A workplace as a file tells of it. Empty or None: the file does not say."""

    line: int
    p_number: str
    cvr: str
    name: str
    company: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    branch_code: str = ""
    branch: str = ""
    phone: str = ""
    email: str = ""
    is_public: bool | None = None
    employees: int | None = None
    full_time_hundredths: int | None = None
    easting: int | None = None
    northing: int | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken in: its line in the file, the column, and why (a code)."""

    line: int
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was looked through. `unused`: headers of the file that nothing is taken from."""

    rows: tuple[RegisterRow, ...]
    bad: tuple[BadRow, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of it."""

    companies: int
    units: int
    unchanged: int


KNOWN_COLUMNS: dict[str, tuple[str, ...]] = {
    "p_number": ("p_number", "pnummer", "pnr"),
    "cvr": ("cvr", "cvrnummer", "cvrnr"),
    "name": ("name", "navn", "enhedsnavn"),
    "company": ("company", "virksomhed", "virksomhedsnavn"),
    "address": ("address", "adresse", "vejadresse"),
    "postcode": ("postcode", "postnr", "postnummer"),
    "town": ("town", "by", "postdistrikt"),
    "branch_code": ("branch_code", "branchekode", "hovedbranche_kode"),
    "branch": ("branch", "branche", "branchetekst", "hovedbranche"),
    "phone": ("phone", "telefon", "telefonnummer"),
    "email": ("email", "epost"),
    "is_public": ("is_public", "offentlig"),
    "employees": ("employees", "ansatte", "antal ansatte", "antal medarbejdere"),
    "full_time_hundredths": ("full_time", "aarsvaerk", "årsværk", "antal årsværk", "fuldtid"),
    "easting": ("easting", "x", "etrs89_x"),
    "northing": ("northing", "y", "etrs89_y"),
    "ended_on": ("ended_on", "ophoert", "ophørt", "ophørsdato"),
}
"""The columns of `RegisterRow`, and the headers recognised for each, by `_plain`."""
_REQUIRED = ("p_number", "cvr", "name")
_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_COUNT = re.compile(r"([0-9]+)([.,]0+)?")
_YES, _NO = {"1", "ja", "true", "offentlig"}, {"", "0", "nej", "false", "privat"}


def read(
    text: str,
    columns: Mapping[str, str] | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Checked:
    """Look through a file's text: JSON when it begins with `[`, else CSV (`;`, `,` or tab).

    `columns` names the file's header for a column of `RegisterRow`, where it is another than the
    known ones; `on_progress` hears how much is done, 0 to 1. Raises: UserError
    `register.not_readable`, `register.lacks_column` (with the `column` and the headers `known` for
    it), `register.lacks_header` (one that `columns` names), `register.unknown_column`,
    `register.empty`.
    """
    raw, lines = _json(text) if text.lstrip().startswith("[") else _csv(text)
    if not raw:
        raise UserError("register.empty")
    headers = _headers(raw[0], columns or {})
    good, bad, seen = [], [], set[str]()
    for at, (line, values) in enumerate(zip(lines, raw, strict=True), 1):
        _tell(on_progress, at, len(raw))
        try:
            row = _row(line, {name: values.get(header) for name, header in headers.items()})
            if row.p_number in seen:
                raise _BadError("p_number", "twice")
        except _BadError as wrong:
            bad.append(BadRow(line, wrong.column, wrong.why))
        else:
            seen.add(row.p_number)
            good.append(row)
    used = set(headers.values())
    unused = tuple(str(header)[:_MOST_SHOWN] for header in raw[0] if header not in used)
    return Checked(tuple(good), tuple(bad), tuple(filter(str.strip, unused)))


def take_in(
    session: Session,
    checked: Checked,
    *,
    without_bad: bool = False,
    on_progress: Callable[[float], None] | None = None,
) -> Imported:
    """Write every row in one transaction; `on_progress` hears how much is done, 0 to 1.

    Raises: UserError `register.bad_rows` (with `count` and the first `line`) when a row is bad,
    unless they are left out on purpose (`without_bad`).
    """
    if checked.bad and not without_bad:
        raise refused(checked)
    with session.store.write() as tx:
        companies = _companies(tx, checked.rows)
        changed = 0
        for at, row in enumerate(checked.rows, 1):
            changed += _unit(tx, row)
            _tell(on_progress, at, len(checked.rows))
    return Imported(companies, changed, len(checked.rows) - changed)


def _tell(on_progress: Callable[[float], None] | None, done: int, of: int) -> None:
    """A hundred times at most: whoever shows it has a screen to draw."""
    if on_progress and (done * 100 // of != (done - 1) * 100 // of):
        on_progress(done / of)


def refused(checked: Checked) -> UserError:
    """Why a file with bad rows is not taken in."""
    return UserError("register.bad_rows", count=len(checked.bad), line=checked.bad[0].line)


class _BadError(Exception):
    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column
        self.why = why


def _csv(text: str) -> tuple[list[dict[str, Any]], list[int]]:
    head = text[: text.find("\n")] if "\n" in text else text
    mark = max(";,\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=mark)
    raw, lines = [], []
    try:
        for row in reader:
            raw.append({k: v for k, v in row.items() if k is not None})
            lines.append(reader.line_num)
    except csv.Error:
        raise UserError("register.not_readable") from None
    return raw, lines


def _json(text: str) -> tuple[list[dict[str, Any]], list[int]]:
    """`line` is the object's place in the list, from 1."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        raise UserError("register.not_readable") from None
    if not all(isinstance(row, dict) for row in raw):
        raise UserError("register.not_readable")
    return raw, list(range(1, len(raw) + 1))


def _headers(first: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, str]:
    there = {_plain(str(header)): header for header in reversed(list(first))}
    found = {}
    for name, known in KNOWN_COLUMNS.items():
        for header in (columns[name],) if name in columns else known:
            if _plain(header) in there:
                found[name] = there[_plain(header)]
                break
        if name not in found and (name in _REQUIRED or name in columns):
            if name in columns:
                raise UserError("register.lacks_header", column=columns[name][:_MOST_SHOWN])
            raise UserError("register.lacks_column", column=name, known=", ".join(known[1:]))
    if unknown := sorted(columns.keys() - KNOWN_COLUMNS.keys()):
        raise UserError("register.unknown_column", column=unknown[0][:_MOST_SHOWN])
    return found


def _plain(header: str) -> str:
    """A header without what people write in different ways: case, spaces, `_`, `-`, `.`."""
    return re.sub(r"[\s_.-]", "", header.casefold())


def _row(line: int, values: Mapping[str, Any]) -> RegisterRow:
    told = {name: _text(name, value) for name, value in values.items()}
    told["p_number"] = _digits(told, "p_number", _P_DIGITS)
    told["cvr"] = _digits(told, "cvr", _CVR_DIGITS)
    if not cvr_number.is_valid(told["cvr"]):
        raise _BadError("cvr", "check_digit")
    if not told["name"]:
        raise _BadError("name", "missing")
    made: dict[str, Any] = dict(told)
    for name in ("easting", "northing"):
        made[name] = _whole(name, told.get(name, ""))
    made["employees"] = _count(told.get("employees", ""))
    full_time = _hundredths(told.pop("full_time_hundredths", ""))
    made |= {"full_time_hundredths": full_time, "is_public": _bool(told.get("is_public", ""))}
    made["ended_on"] = _day(told.get("ended_on", ""))
    return RegisterRow(line=line, **made)


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        raise _BadError(name, "not_text")
    text = " ".join(str(value).split())
    if not text.isprintable():
        raise _BadError(name, "not_text")
    return text


def _digits(told: Mapping[str, str], name: str, length: int) -> str:
    digits = told[name].replace(" ", "")
    if not digits:
        raise _BadError(name, "missing")
    if not (digits.isascii() and digits.isdigit() and len(digits) == length):
        raise _BadError(name, "digits")
    return digits


def _whole(name: str, text: str) -> int | None:
    if not text:
        return None
    plain = text.partition(".")[0] if text.replace(".", "", 1).isdigit() else text
    if not (plain.isascii() and plain.isdigit()):
        raise _BadError(name, "number")
    return int(plain)


def _count(text: str) -> int | None:
    """People: "1.234" is more than a thousand, as Danes write it; "23,0" is 23."""
    if not text:
        return None
    if _THOUSANDS.fullmatch(text):
        return int(text.replace(".", ""))
    if not (found := _COUNT.fullmatch(text)):
        raise _BadError("employees", "number")
    return int(found.group(1))


def _hundredths(text: str) -> int | None:
    try:
        return round(float(text.replace(",", ".")) * 100) if text else None
    except (ValueError, OverflowError):
        raise _BadError("full_time", "number") from None


def _bool(text: str) -> bool | None:
    if text.casefold() not in _YES | _NO:
        raise _BadError("is_public", "yes_or_no")
    return None if not text else text.casefold() in _YES


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _BadError("ended_on", "day") from None


def _companies(tx: Writer, rows: Sequence[RegisterRow]) -> int:
    known = {company.id: company for company in tx.find(Company)}
    changed = 0
    for row in {row.cvr: row for row in rows}.values():
        id = company_id(row.cvr)
        before = known.get(id) or Company(id=id, cvr=row.cvr, name=row.company or row.name)
        after = replace(before, name=row.company or before.name)
        if row.is_public is not None:
            after = replace(after, sector=Sector.PUBLIC if row.is_public else Sector.PRIVATE)
        if row.branch_code and not before.branch_code:
            after = replace(after, branch_code=row.branch_code, branch=row.branch)
        if known.get(id) != after:
            tx.put(after)
            changed += 1
    return changed


_OF_UNIT = {f.name for f in fields(ProductionUnit)} & {f.name for f in fields(RegisterRow)}


def _unit(tx: Writer, row: RegisterRow) -> bool:
    id, owner = unit_id(row.p_number), company_id(row.cvr)
    found = tx.find(ProductionUnit, id=id, limit=1)
    told = {n: v for n in _OF_UNIT if (v := getattr(row, n)) not in ("", None)}
    if found:
        told = {n: v for n, v in told.items() if n not in ("p_number", "cvr")}
    before = found[0] if found else None
    made = before or ProductionUnit(id=id, company_id=owner, **told)
    after = replace(made, **told, ordinary_employees=_newer(made, row))
    if after == before:
        return False
    tx.put(after)
    return True


def _newer(unit: ProductionUnit, row: RegisterRow) -> int | None:
    """A headcount told at a visit stands over the register's, which is older than it looks."""
    if unit.counted_on is not None or row.employees is None:
        return unit.ordinary_employees
    return row.employees
