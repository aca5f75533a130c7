"""The access log, the list of what was erased, and the one change a sealed note still allows."""

from typing import Any

_STATEMENTS = (
    """
    CREATE TABLE access_log (
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        user_id TEXT NOT NULL,
        action TEXT NOT NULL,
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        citizen_id TEXT,
        hash TEXT NOT NULL,
        PRIMARY KEY (number)
    )
    """,
    "CREATE INDEX access_log_citizen_id ON access_log (citizen_id)",
    # Where the chain begins after the oldest were deleted, and where it ends.
    """
    CREATE TABLE access_anchor (
        first_number INTEGER NOT NULL,
        first_previous TEXT NOT NULL,
        last_number INTEGER NOT NULL,
        last_hash TEXT NOT NULL,
        word_key TEXT NOT NULL
    )
    """,
    "INSERT INTO access_anchor VALUES (1, '', 0, '', lower(hex(randomblob(32))))",
    """
    CREATE TRIGGER access_log_stands BEFORE UPDATE ON access_log
    BEGIN
        SELECT RAISE(ABORT, 'access.stands');
    END
    """,
    """
    CREATE TRIGGER access_log_kept BEFORE DELETE ON access_log
    WHEN OLD.number >= (SELECT first_number FROM access_anchor)
    BEGIN
        SELECT RAISE(ABORT, 'access.stands');
    END
    """,
    """
    CREATE TABLE erased (
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (kind, record_id)
    )
    """,
    "DROP TRIGGER note_sealed",
    # As before, with one way out: a note on the list of the erased may lose its content, once.
    # Its hash, its signature and its place in the chain stay.
    """
    CREATE TRIGGER note_sealed BEFORE UPDATE ON note WHEN OLD.state = 'final' AND (
        NEW.id IS NOT OLD.id OR NEW.case_id IS NOT OLD.case_id
        OR NEW.created_at IS NOT OLD.created_at
        OR NEW.occurred_at IS NOT OLD.occurred_at OR NEW.channel IS NOT OLD.channel
        OR NEW.participants IS NOT OLD.participants OR NEW.title IS NOT OLD.title
        OR NEW.text IS NOT OLD.text OR NEW.addendum_to IS NOT OLD.addendum_to
        OR NEW.phrases IS NOT OLD.phrases OR NEW.model IS NOT OLD.model
        OR NEW.model_unfit IS NOT OLD.model_unfit OR NEW.state IS NOT OLD.state
        OR NEW.finalised_at IS NOT OLD.finalised_at OR NEW.sealed IS NOT OLD.sealed
        OR NEW.previous_hash IS NOT OLD.previous_hash OR NEW.hash IS NOT OLD.hash
        OR NEW.signature IS NOT OLD.signature OR NEW.device_id IS NOT OLD.device_id
    ) AND NOT (
        OLD.sealed IS NOT NULL AND NEW.sealed IS NULL
        AND NEW.text = '' AND NEW.title = '' AND NEW.participants = ''
        AND NEW.phrases = '[]' AND NEW.channel = 'none'
        AND NEW.id IS OLD.id AND NEW.case_id IS OLD.case_id
        AND NEW.created_at IS OLD.created_at AND NEW.occurred_at IS OLD.occurred_at
        AND NEW.addendum_to IS OLD.addendum_to AND NEW.model IS OLD.model
        AND NEW.model_unfit IS OLD.model_unfit AND NEW.state IS OLD.state
        AND NEW.finalised_at IS OLD.finalised_at AND NEW.previous_hash IS OLD.previous_hash
        AND NEW.hash IS OLD.hash AND NEW.signature IS OLD.signature
        AND NEW.device_id IS OLD.device_id
        AND EXISTS (SELECT 1 FROM erased WHERE kind = 'note' AND record_id = OLD.id)
    )
    BEGIN
        SELECT RAISE(ABORT, 'record.sealed');
    END
    """,
)


def apply(db: Any) -> None:
    """Add the tables and let the seal's trigger know of erasure."""
    for statement in _STATEMENTS:
        db.execute(statement)
