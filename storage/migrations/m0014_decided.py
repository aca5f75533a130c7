"""A decision says what it decided and what the rules said of it."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE form_decision ADD COLUMN content_hash TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE form_decision ADD COLUMN checks TEXT NOT NULL DEFAULT '[]'",
)


def apply(db: Any) -> None:
    """Add the columns; decisions from before have neither."""
    for statement in _STATEMENTS:
        db.execute(statement)
