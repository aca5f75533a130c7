"""Words of the house for dictation."""

from typing import Any

_STATEMENT = """
    CREATE TABLE term (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        spoken TEXT NOT NULL,
        written TEXT NOT NULL,
        withdrawn INTEGER NOT NULL,
        PRIMARY KEY (place), UNIQUE (id)
    )
"""


def apply(db: Any) -> None:
    """Add the table."""
    db.execute(_STATEMENT)
