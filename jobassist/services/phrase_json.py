"""Standard texts as JSON: a list of objects, or an object that holds it under `tekster`."""

import json
from collections.abc import Iterable

from jobassist.errors import UserError
from jobassist.services.phrase_row import COLUMNS, MOST_TEXTS, Row, require_columns, row

_FORMAT = "jobassist.standardtekster"


def read(content: bytes) -> list[Row]:
    """The texts of a JSON file. Raises: UserError `phrase.file_…` naming text and column."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UserError("phrase.file_unreadable") from None
    if isinstance(found, dict):
        found = found.get("tekster")
    if not isinstance(found, list):
        raise UserError("phrase.file_unreadable")
    if len(found) > MOST_TEXTS:
        raise UserError("phrase.file_too_large")
    return [_row(number, entry) for number, entry in enumerate(found, 1)]


def write(told: Iterable[dict[str, str]]) -> bytes:
    """The texts as JSON in UTF-8."""
    content = {"format": _FORMAT, "tekster": list(told)}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _row(number: int, entry: object) -> Row:
    if not isinstance(entry, dict):
        raise UserError("phrase.file_line", line=number)
    require_columns(list(entry))
    for name in COLUMNS:
        if not isinstance(entry.get(name, ""), str):
            raise UserError("phrase.file_row", line=number, column=name)
    return row(number, entry)
