"""Of what did not stand: why the central refused it, and whose change it clashed with."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE kept ADD COLUMN code TEXT",
    "ALTER TABLE kept ADD COLUMN others TEXT DEFAULT '{}' NOT NULL",
)


def apply(db: Any) -> None:
    """Add the columns."""
    for statement in _STATEMENTS:
        db.execute(statement)
