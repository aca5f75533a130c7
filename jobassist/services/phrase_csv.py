"""Standard texts as CSV, as spreadsheets write and read it.

A cell that a spreadsheet would take for a formula is written with an apostrophe before it, and
read without it: no text is lost, and opening the file computes nothing.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from jobassist.errors import UserError
from jobassist.services.phrase_row import COLUMNS, MOST_TEXTS, Row, require_columns, row

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read(content: bytes) -> list[Row]:
    """The texts of a CSV file. Raises: UserError `phrase.file_…` naming line and column."""
    text = _decoded(content)
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    lines = _lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    columns = [name.strip().lower() for name in next(lines, (1, []))[1]]
    require_columns(columns)
    rows = []
    for line, values in lines:
        if any(values):
            rows.append(_row(line, columns, values))
        if len(rows) > MOST_TEXTS:
            raise UserError("phrase.file_too_large")
    return rows


def write(told: Iterable[dict[str, str]]) -> bytes:
    """The texts as CSV in UTF-8 with its mark, so that spreadsheets read the letters right."""
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    for values in told:
        writer.writerow({name: _harmless(value) for name, value in values.items()})
    return made.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _plain(value: str) -> str:
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise UserError("phrase.file_unreadable")


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on."""
    line = 1
    try:
        for values in reader:
            yield line, values
            line = reader.line_num + 1
    except csv.Error:
        raise UserError("phrase.file_line", line=line) from None


def _row(line: int, columns: list[str], values: list[str]) -> Row:
    if len(values) != len(columns):
        place = columns[len(values)] if len(values) < len(columns) else columns[-1]
        if place not in COLUMNS:
            raise UserError("phrase.file_line", line=line)
        raise UserError("phrase.file_row", line=line, column=place)
    return row(line, dict(zip(columns, map(_plain, values), strict=True)))
