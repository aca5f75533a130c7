"""Of what is sent and kept aside: the fields that only tell what stands, in others' words."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE outbox ADD COLUMN told TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE sent ADD COLUMN told TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE kept ADD COLUMN told TEXT DEFAULT '' NOT NULL",
)


def apply(db: Any) -> None:
    """Add the columns."""
    for statement in _STATEMENTS:
        db.execute(statement)
