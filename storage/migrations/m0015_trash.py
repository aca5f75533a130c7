"""What has no state of its own can be thrown away: tasks, and a user's own texts."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE task ADD COLUMN discarded INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE private_phrase ADD COLUMN discarded INTEGER NOT NULL DEFAULT 0",
)


def apply(db: Any) -> None:
    """Add the columns; nothing from before is thrown away."""
    for statement in _STATEMENTS:
        db.execute(statement)
