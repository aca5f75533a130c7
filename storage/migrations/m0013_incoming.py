"""Letters that citizens send by Digital Post."""

from typing import Any

_STATEMENTS = (
    """
    CREATE TABLE incoming_post (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        message_id TEXT NOT NULL,
        received_at TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        files INTEGER NOT NULL,
        PRIMARY KEY (place), UNIQUE (id)
    )
    """,
    "CREATE INDEX incoming_post_case_id ON incoming_post (case_id)",
)


def apply(db: Any) -> None:
    """Add the table."""
    for statement in _STATEMENTS:
        db.execute(statement)
