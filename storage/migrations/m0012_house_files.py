"""Forms and rules of the municipality's own."""

from typing import Any

_STATEMENT = """
    CREATE TABLE house_file (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        text TEXT NOT NULL,
        accepted_by TEXT NOT NULL,
        accepted_at TEXT NOT NULL,
        withdrawn INTEGER NOT NULL,
        PRIMARY KEY (place), UNIQUE (id)
    )
"""


_INDEX = "CREATE INDEX house_file_accepted_by ON house_file (accepted_by)"


def apply(db: Any) -> None:
    """Add the table."""
    db.execute(_STATEMENT)
    db.execute(_INDEX)
