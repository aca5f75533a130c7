"""Standard texts as a Word document: one table, the columns' names in its first row."""

from collections.abc import Iterable

from jobassist.errors import UserError
from jobassist.services import word_table
from jobassist.services.phrase_row import COLUMNS, MOST_TEXTS, Row, require_columns, row


def read(content: bytes) -> list[Row]:
    """The texts of a .docx file. Raises: UserError `phrase.file_…` naming row and column."""
    try:
        table = word_table.read(content)
    except word_table.NoTable:
        raise UserError("phrase.file_unreadable") from None
    columns = [name.strip().lower() for name in table[0]] if table else []
    require_columns(columns)
    if len(table) > MOST_TEXTS:
        raise UserError("phrase.file_too_large")
    rows = []
    for number, cells in enumerate(table[1:], 2):
        if len(cells) != len(columns):
            raise UserError("phrase.file_line", line=number)
        if any(cell.strip() for cell in cells):
            rows.append(row(number, dict(zip(columns, cells, strict=True))))
    return rows


def write(told: Iterable[dict[str, str]]) -> bytes:
    """The texts as a .docx file."""
    columns = list(COLUMNS)
    lines = [columns, *([values[name] for name in columns] for values in told)]
    return word_table.write(lines, len(columns))
