"""Files of standard texts: read as a whole, or refused with the place of the first fault."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from jobassist.errors import UserError
from jobassist.ids import new_id
from jobassist.records import Phrase
from jobassist.services.templates import parse
from jobassist.session import Session

Counts = dict[str, int]
_COLUMNS = {"noegle": "key", "titel": "title", "talenavn": "spoken_name",
            "kategori": "category", "tekst": "body"}  # fmt: skip
_OPTIONAL = "talenavn"
_MAY_BE_EMPTY = frozenset((_OPTIONAL, "kategori"))
_KEY = re.compile(r"\w[\w.-]{0,79}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LARGEST_FILE = 20_000_000
_LONGEST = {"titel": 200, "talenavn": 200, "kategori": 100, "tekst": 20_000}


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a file; `fields` are the record's. A column the file lacks is absent."""

    line: int
    fields: dict[str, Any]


def read_rows(content: bytes) -> list[Row]:
    """The texts of a CSV file. Raises: UserError `phrase.file_…` naming line and column."""
    text = _decoded(content)
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    lines = _lines(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    columns = _columns(next(lines, (1, []))[1])
    rows = [_row(line, columns, values) for line, values in lines if any(values)]
    seen: set[str] = set()
    for row in rows:
        if row.fields["key"] in seen:
            raise UserError("phrase.file_row", line=row.line, column="noegle")
        seen.add(row.fields["key"])
    return rows


def upsert(session: Session, rows: list[Row]) -> Counts:
    """Put the texts into the store by key, in one transaction. A changed text gets a version."""
    counts = {"imported": len(rows), "added": 0, "changed": 0, "unchanged": 0}
    with session.store.write() as tx:
        known = {phrase.key: phrase for phrase in tx.find(Phrase)}
        for row in rows:
            old = known.get(row.fields["key"])
            if old is None:
                tx.put(Phrase(id=new_id(), **row.fields))
                counts["added"] += 1
            elif (changed := replace(old, **row.fields)) != old:
                tx.put(replace(changed, version=old.version + 1))
                counts["changed"] += 1
            else:
                counts["unchanged"] += 1
    return counts


def _decoded(content: bytes) -> str:
    if len(content) > _LARGEST_FILE or not content.strip():
        raise UserError("phrase.file_unreadable")
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
        raise UserError("phrase.file_row", line=line, column="") from None


def _columns(head: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in head]
    for name in _COLUMNS:
        if name not in columns and name != _OPTIONAL:
            raise UserError("phrase.file_column_missing", column=name)
    return columns


def _row(line: int, columns: list[str], values: list[str]) -> Row:
    if len(values) != len(columns):
        place = columns[len(values)] if len(values) < len(columns) else columns[-1]
        raise UserError("phrase.file_row", line=line, column=place if place in _COLUMNS else "")
    told = dict(zip(columns, values, strict=True))
    fields: dict[str, str] = {}
    for name, field in _COLUMNS.items():
        if name not in told:
            continue
        value = told[name].replace("\r\n", "\n").strip()
        if not (value or name in _MAY_BE_EMPTY) or len(value) > _LONGEST.get(name, len(value)):
            raise UserError("phrase.file_row", line=line, column=name)
        fields[field] = value
    if not _KEY.fullmatch(fields["key"]):
        raise UserError("phrase.file_row", line=line, column="noegle")
    _check(line, fields["body"])
    return Row(line, fields)


def _check(line: int, body: str) -> None:
    try:
        parse(body)
    except UserError as error:
        raise UserError(
            "phrase.file_template",
            line=line,
            row=error.params["line"],
            column=error.params["column"],
        ) from None
