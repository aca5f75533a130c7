"""Which letters from citizens have been dealt with."""

from typing import Any

_STATEMENTS = (
    """
    CREATE TABLE incoming_handling (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        incoming_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        handled_at TEXT NOT NULL,
        taken_back INTEGER NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX incoming_handling_case_id ON incoming_handling (case_id)",
    "CREATE INDEX incoming_handling_incoming_id ON incoming_handling (incoming_id)",
    "CREATE INDEX incoming_handling_user_id ON incoming_handling (user_id)",
)


def apply(db: Any) -> None:
    """Add the table."""
    for statement in _STATEMENTS:
        db.execute(statement)
