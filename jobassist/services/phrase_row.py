"""One standard text of a file, whatever the file's format: checked, or refused with its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jobassist.errors import UserError
from jobassist.records import Phrase, PhraseState, PhraseText
from jobassist.services.templates import parse

COLUMNS = {
    "noegle": "key", "titel": "title", "talenavn": "spoken_name", "kategori": "category",
    "tekst": "body", "maerker": "tags", "forkortelse": "abbreviation", "gyldig_fra": "valid_from",
    "gyldig_til": "valid_to", "enhed": "unit", "status": "state", "ejer": "owner",
    "version": "version",
}  # fmt: skip
"""The columns of a file and the fields they fill; `ejer` is `privat` for a private text."""
REQUIRED = ("noegle", "titel", "kategori", "tekst")
MOST_TEXTS = 20_000

PRIVATE = "privat"
_STATES = {"godkendt": PhraseState.APPROVED, "kladde": PhraseState.DRAFT}
_FULL = ("noegle", "titel", "tekst")
_KEY = re.compile(r"\w[\w.-]{0,79}")
_ABBREVIATION = re.compile(r";[\w-]{1,20}")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HIGHEST_VERSION = 1_000_000
_LONGEST = {"titel": 200, "talenavn": 200, "kategori": 100, "tekst": 20_000, "maerker": 500,
            "enhed": 100}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a file; `fields` are the record's. A column the file lacks is absent."""

    line: int
    fields: dict[str, Any]
    is_private: bool = False


def require_columns(columns: list[str]) -> None:
    """Raises: UserError `phrase.file_column_missing`."""
    for name in REQUIRED:
        if name not in columns:
            raise UserError("phrase.file_column_missing", column=name)


def row(line: int, told: Mapping[str, str]) -> Row:
    """The text of a line or row. Raises: UserError `phrase.file_row`, `phrase.file_template`."""
    fields: dict[str, Any] = {}
    for name, field in COLUMNS.items():
        if name in told:
            value = told[name].replace("\r\n", "\n").replace("\r", "\n").strip()
            fields[field] = _value(line, name, value)
    _check(line, fields["body"])
    is_private = fields.pop("owner", False)
    if is_private:
        fields = {n: v for n, v in fields.items() if n not in ("unit", "state")}
    return Row(line, fields, is_private)


def unlike(rows: list[Row]) -> list[Row]:
    """The rows, each with a key of its own. Raises: UserError `phrase.file_row`."""
    seen: set[str] = set()
    for one in rows:
        if one.fields["key"] in seen:
            raise UserError("phrase.file_row", line=one.line, column="noegle")
        seen.add(one.fields["key"])
    return rows


def told(phrase: PhraseText) -> dict[str, str]:
    """A text as a file tells it, column by column."""
    shared = phrase if isinstance(phrase, Phrase) else None
    state = next((n for n, s in _STATES.items() if shared and s is shared.state), "")
    return {
        "noegle": phrase.key,
        "titel": phrase.title,
        "talenavn": phrase.spoken_name,
        "kategori": phrase.category,
        "tekst": phrase.body,
        "maerker": "; ".join(phrase.tags),
        "forkortelse": phrase.abbreviation,
        "gyldig_fra": phrase.valid_from.isoformat() if phrase.valid_from else "",
        "gyldig_til": phrase.valid_to.isoformat() if phrase.valid_to else "",
        "enhed": shared.unit if shared else "",
        "status": state,
        "ejer": "" if shared else PRIVATE,
        "version": str(phrase.version),
    }


def _value(line: int, name: str, value: str) -> Any:
    def refuse() -> UserError:
        return UserError("phrase.file_row", line=line, column=name)

    if (name in _FULL and not value) or len(value) > _LONGEST.get(name, 200):
        raise refuse()
    if _NO_TEXT.search(value):
        raise refuse()
    if name == "noegle" and not _KEY.fullmatch(value):
        raise refuse()
    if name == "forkortelse" and value and not _ABBREVIATION.fullmatch(value):
        raise refuse()
    if name == "maerker":
        return tuple(sorted({tag.strip() for tag in value.split(";") if tag.strip()}))
    try:
        return _typed(name, value)
    except (KeyError, ValueError):
        raise refuse() from None


def _typed(name: str, value: str) -> Any:
    if name in ("gyldig_fra", "gyldig_til"):
        return date.fromisoformat(value) if value else None
    if name == "status":
        return _STATES[value.lower()] if value else PhraseState.APPROVED
    if name == "ejer":
        if value.lower() not in ("", PRIVATE):
            raise ValueError
        return value.lower() == PRIVATE
    if name == "version":
        version = int(value) if value else 1
        if not 1 <= version <= _HIGHEST_VERSION:
            raise ValueError
        return version
    return value


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
