"""Letters to companies, and what became of a letter at the central."""

from typing import Any

_STATEMENTS = (
    "ALTER TABLE letter ADD COLUMN recipient_cvr TEXT NOT NULL DEFAULT ''",
    "DROP TRIGGER letter_sealed",
    # As before, and the company's number with the rest of the address.
    """
    CREATE TRIGGER letter_sealed BEFORE UPDATE ON letter WHEN OLD.state = 'queued' AND (
        NEW.id IS NOT OLD.id OR NEW.case_id IS NOT OLD.case_id
        OR NEW.created_at IS NOT OLD.created_at OR NEW.dated IS NOT OLD.dated
        OR NEW.phrase IS NOT OLD.phrase OR NEW.sender IS NOT OLD.sender
        OR NEW.recipient IS NOT OLD.recipient OR NEW.subject IS NOT OLD.subject
        OR NEW.recipient_cvr IS NOT OLD.recipient_cvr
        OR NEW.text IS NOT OLD.text OR NEW.state IS NOT OLD.state
        OR NEW.queued_at IS NOT OLD.queued_at OR NEW.pdf_id IS NOT OLD.pdf_id
        OR NEW.sealed IS NOT OLD.sealed
        OR NEW.previous_hash IS NOT OLD.previous_hash OR NEW.hash IS NOT OLD.hash
        OR NEW.signature IS NOT OLD.signature OR NEW.device_id IS NOT OLD.device_id
    ) AND NOT (
        OLD.sealed IS NOT NULL AND NEW.sealed IS NULL
        AND NEW.text = '' AND NEW.subject = '' AND NEW.recipient = ''
        AND NEW.recipient_cvr IS OLD.recipient_cvr
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
    CREATE TABLE letter_delivery (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        letter_id TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        tries INTEGER NOT NULL,
        changed_at TEXT NOT NULL,
        PRIMARY KEY (place), UNIQUE (id)
    )
    """,
    "CREATE INDEX letter_delivery_case_id ON letter_delivery (case_id)",
    "CREATE INDEX letter_delivery_letter_id ON letter_delivery (letter_id)",
)


def apply(db: Any) -> None:
    """Add the column and the table; every letter written so far is to the citizen."""
    for statement in _STATEMENTS:
        db.execute(statement)
