"""Where a draft is doubtful, kept beside it until it is final or gone."""

from typing import Any

_STATEMENTS = (
    """
    CREATE TABLE doubt (
        note_id TEXT NOT NULL,
        marks TEXT NOT NULL,
        PRIMARY KEY (note_id)
    )
    """,
    """
    CREATE TRIGGER doubt_gone AFTER DELETE ON note
    BEGIN DELETE FROM doubt WHERE note_id = OLD.id; END
    """,
    """
    CREATE TRIGGER doubt_settled AFTER UPDATE OF state ON note WHEN NEW.state = 'final'
    BEGIN DELETE FROM doubt WHERE note_id = NEW.id; END
    """,
)


def apply(db: Any) -> None:
    """Add the table, and see to it that no row outlives its draft, whoever ends it."""
    for statement in _STATEMENTS:
        db.execute(statement)
