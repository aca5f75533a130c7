"""Talks, the plan and its steps, tasks; where a final note went after it was final."""

from typing import Any

_STATEMENTS = (
    """
    CREATE TABLE contact_talk (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        day TEXT NOT NULL,
        starts_at TEXT NOT NULL,
        minutes INTEGER NOT NULL,
        channel TEXT NOT NULL,
        location TEXT NOT NULL,
        participants TEXT NOT NULL,
        agenda TEXT NOT NULL,
        agreements TEXT NOT NULL,
        reason TEXT NOT NULL,
        state TEXT NOT NULL,
        note_id TEXT,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX contact_talk_case_id ON contact_talk (case_id)",
    "CREATE INDEX contact_talk_created_by ON contact_talk (created_by)",
    "CREATE INDEX contact_talk_note_id ON contact_talk (note_id)",
    "CREATE INDEX contact_talk_user_id ON contact_talk (user_id)",
    """
    CREATE TABLE plan (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        job_goal TEXT NOT NULL,
        own_words TEXT NOT NULL,
        progress TEXT NOT NULL,
        review_on TEXT,
        created_at TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX plan_case_id ON plan (case_id)",
    """
    CREATE TABLE plan_step (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL,
        position INTEGER NOT NULL,
        starts_on TEXT,
        due_on TEXT,
        state TEXT NOT NULL,
        outcome TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX plan_step_case_id ON plan_step (case_id)",
    "CREATE INDEX plan_step_created_by ON plan_step (created_by)",
    """
    CREATE TABLE task (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        text TEXT NOT NULL,
        due_on TEXT,
        done_at TEXT,
        source TEXT NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX task_case_id ON task (case_id)",
    "CREATE INDEX task_created_by ON task (created_by)",
    "CREATE INDEX task_user_id ON task (user_id)",
    """
    CREATE TABLE note_transfer (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        note_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        transferred_at TEXT NOT NULL,
        taken_back INTEGER NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX note_transfer_case_id ON note_transfer (case_id)",
    "CREATE INDEX note_transfer_note_id ON note_transfer (note_id)",
    "CREATE INDEX note_transfer_user_id ON note_transfer (user_id)",
    """
    CREATE TABLE misfiling (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        note_id TEXT NOT NULL,
        copy_id TEXT NOT NULL,
        reason TEXT NOT NULL,
        user_id TEXT NOT NULL,
        moved_at TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX misfiling_case_id ON misfiling (case_id)",
    "CREATE INDEX misfiling_note_id ON misfiling (note_id)",
    "CREATE INDEX misfiling_user_id ON misfiling (user_id)",
)


def apply(db: Any) -> None:
    """Make the tables of the caseworker's day."""
    for statement in _STATEMENTS:
        db.execute(statement)
