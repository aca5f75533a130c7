"""What was sent lately, what others changed, and the records of following a case."""

from typing import Any

_BEGIN = """
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
"""
_END = "PRIMARY KEY (place), UNIQUE (id)"

_STATEMENTS = (
    "ALTER TABLE outbox ADD COLUMN epoch TEXT",
    "ALTER TABLE outbox ADD COLUMN again INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE sent (
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        base_rev INTEGER NOT NULL,
        payload TEXT NOT NULL,
        epoch TEXT,
        answered_at TEXT NOT NULL,
        PRIMARY KEY (seq)
    )
    """,
    "CREATE INDEX sent_record ON sent (kind, record_id)",
    "CREATE INDEX sent_answered_at ON sent (answered_at)",
    """
    CREATE TABLE news (
        place INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        fields TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (place)
    )
    """,
    "CREATE INDEX news_case_id ON news (case_id)",
    "CREATE INDEX news_record ON news (kind, record_id)",
    f"""
    CREATE TABLE case_follow ({_BEGIN}
        user_id TEXT NOT NULL,
        follows INTEGER NOT NULL,
        {_END}
    )
    """,
    "CREATE INDEX case_follow_case_id ON case_follow (case_id)",
    "CREATE INDEX case_follow_user_id ON case_follow (user_id)",
    f"""
    CREATE TABLE case_message ({_BEGIN}
        author_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        "to" TEXT NOT NULL,
        text TEXT NOT NULL,
        {_END}
    )
    """,
    "CREATE INDEX case_message_case_id ON case_message (case_id)",
    "CREATE INDEX case_message_author_id ON case_message (author_id)",
    f"""
    CREATE TABLE case_handover ({_BEGIN}
        from_id TEXT NOT NULL,
        to_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        text TEXT NOT NULL,
        done TEXT NOT NULL,
        handed_over_at TEXT,
        accepted_at TEXT,
        {_END}
    )
    """,
    "CREATE INDEX case_handover_case_id ON case_handover (case_id)",
    "CREATE INDEX case_handover_from_id ON case_handover (from_id)",
    "CREATE INDEX case_handover_to_id ON case_handover (to_id)",
)


def apply(db: Any) -> None:
    """Add the columns and tables."""
    for statement in _STATEMENTS:
        db.execute(statement)
