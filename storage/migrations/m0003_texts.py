"""Standard texts with tags, owners and earlier versions; letters, sealed when they are queued."""

from typing import Any

_TEXT = """
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        title TEXT NOT NULL,
"""
_HISTORY = (
    _TEXT.replace("title", "version INTEGER NOT NULL,\n        title")
    + """
        body TEXT NOT NULL,
        author_id TEXT,
        changed_at TEXT,
"""
)
_END = "PRIMARY KEY (place), UNIQUE (id)"

_STATEMENTS = (
    "ALTER TABLE phrase ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE phrase ADD COLUMN abbreviation TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE phrase ADD COLUMN author_id TEXT",
    "ALTER TABLE phrase ADD COLUMN changed_at TEXT",
    "ALTER TABLE phrase ADD COLUMN unit TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE phrase ADD COLUMN state TEXT NOT NULL DEFAULT 'approved'",
    "ALTER TABLE phrase ADD COLUMN approved_by TEXT",
    "CREATE INDEX phrase_author_id ON phrase (author_id)",
    "CREATE INDEX phrase_approved_by ON phrase (approved_by)",
    f"""
    CREATE TABLE private_phrase ({_TEXT}
        spoken_name TEXT NOT NULL,
        category TEXT NOT NULL,
        body TEXT NOT NULL,
        version INTEGER NOT NULL,
        valid_from TEXT,
        valid_to TEXT,
        tags TEXT NOT NULL,
        abbreviation TEXT NOT NULL,
        author_id TEXT,
        changed_at TEXT,
        owner_id TEXT NOT NULL,
        {_END}
    )
    """,
    "CREATE INDEX private_phrase_author_id ON private_phrase (author_id)",
    "CREATE INDEX private_phrase_owner_id ON private_phrase (owner_id)",
    f"CREATE TABLE phrase_version ({_HISTORY} {_END})",
    "CREATE INDEX phrase_version_author_id ON phrase_version (author_id)",
    f"CREATE TABLE private_phrase_version ({_HISTORY} owner_id TEXT NOT NULL, {_END})",
    "CREATE INDEX private_phrase_version_author_id ON private_phrase_version (author_id)",
    "CREATE INDEX private_phrase_version_owner_id ON private_phrase_version (owner_id)",
    f"""
    CREATE TABLE letter (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        author_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        dated TEXT NOT NULL,
        phrase TEXT NOT NULL,
        sender TEXT NOT NULL,
        recipient TEXT NOT NULL,
        subject TEXT NOT NULL,
        text TEXT NOT NULL,
        state TEXT NOT NULL,
        queued_at TEXT,
        pdf_id TEXT,
        sealed TEXT,
        previous_hash TEXT,
        hash TEXT,
        signature TEXT,
        device_id TEXT,
        {_END}
    )
    """,
    "CREATE INDEX letter_author_id ON letter (author_id)",
    "CREATE INDEX letter_case_id ON letter (case_id)",
    # As with notes: sealed for good, but for a letter on the list of the erased.
    """
    CREATE TRIGGER letter_sealed BEFORE UPDATE ON letter WHEN OLD.state = 'queued' AND (
        NEW.id IS NOT OLD.id OR NEW.case_id IS NOT OLD.case_id
        OR NEW.created_at IS NOT OLD.created_at OR NEW.dated IS NOT OLD.dated
        OR NEW.phrase IS NOT OLD.phrase OR NEW.sender IS NOT OLD.sender
        OR NEW.recipient IS NOT OLD.recipient OR NEW.subject IS NOT OLD.subject
        OR NEW.text IS NOT OLD.text OR NEW.state IS NOT OLD.state
        OR NEW.queued_at IS NOT OLD.queued_at OR NEW.pdf_id IS NOT OLD.pdf_id
        OR NEW.sealed IS NOT OLD.sealed
        OR NEW.previous_hash IS NOT OLD.previous_hash OR NEW.hash IS NOT OLD.hash
        OR NEW.signature IS NOT OLD.signature OR NEW.device_id IS NOT OLD.device_id
    ) AND NOT (
        OLD.sealed IS NOT NULL AND NEW.sealed IS NULL
        AND NEW.text = '' AND NEW.subject = '' AND NEW.recipient = ''
        AND NEW.id IS OLD.id AND NEW.case_id IS OLD.case_id
        AND NEW.created_at IS OLD.created_at AND NEW.dated IS OLD.dated
        AND NEW.state IS OLD.state AND NEW.queued_at IS OLD.queued_at
        AND NEW.hash IS OLD.hash AND NEW.signature IS OLD.signature
        AND NEW.previous_hash IS OLD.previous_hash AND NEW.device_id IS OLD.device_id
        AND EXISTS (SELECT 1 FROM erased WHERE kind = 'letter' AND record_id = OLD.id)
    )
    BEGIN
        SELECT RAISE(ABORT, 'record.sealed');
    END
    """,
    """
    CREATE TRIGGER letter_not_replaced BEFORE INSERT ON letter
    WHEN EXISTS (SELECT 1 FROM letter WHERE id = NEW.id AND state = 'queued')
    BEGIN
        SELECT RAISE(ABORT, 'record.sealed');
    END
    """,
)


def apply(db: Any) -> None:
    """Add the columns and tables; texts that are here already are approved."""
    for statement in _STATEMENTS:
        db.execute(statement)
