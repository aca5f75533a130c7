"""Filled forms, the definitions they were filled in by, decisions, signatures and envelopes."""

from typing import Any

_BEGIN = """
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
"""
_FILLED = (
    _BEGIN
    + """
        author_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        type TEXT NOT NULL,
        version TEXT NOT NULL,
        cvr TEXT NOT NULL,
        p_number TEXT NOT NULL,
        state TEXT NOT NULL,
        "values" TEXT NOT NULL,
        overrides TEXT NOT NULL,
        checks TEXT NOT NULL,
        completed_at TEXT,
        started_from TEXT NOT NULL,
"""
)
_END = "PRIMARY KEY (place), UNIQUE (id)"

_TABLES = (
    f"""
    CREATE TABLE form ({_FILLED}
        case_id TEXT NOT NULL,
        follows_id TEXT,
        captured_offline_at TEXT,
        starts_on TEXT,
        ends_on TEXT,
        remind_on TEXT,
        round INTEGER NOT NULL,
        vitas_ref TEXT NOT NULL,
        ticked TEXT NOT NULL,
        outcome TEXT NOT NULL,
        outcome_remarks TEXT NOT NULL,
        {_END}
    )
    """,
    f"CREATE TABLE company_form ({_FILLED} {_END})",
    f"""
    CREATE TABLE form_definition ({_BEGIN}
        name TEXT NOT NULL,
        version TEXT NOT NULL,
        text TEXT NOT NULL,
        {_END}
    )
    """,
    f"""
    CREATE TABLE form_decision ({_BEGIN}
        case_id TEXT NOT NULL,
        form_id TEXT NOT NULL,
        decided_by TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        round INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        reasons TEXT NOT NULL,
        legal_basis TEXT NOT NULL,
        appeal_notice TEXT NOT NULL,
        delegated INTEGER NOT NULL,
        {_END}
    )
    """,
    f"""
    CREATE TABLE signature ({_BEGIN}
        case_id TEXT NOT NULL,
        form_id TEXT NOT NULL,
        round INTEGER NOT NULL,
        role TEXT NOT NULL,
        means TEXT NOT NULL,
        name TEXT NOT NULL,
        position TEXT NOT NULL,
        signed_at TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        image_id TEXT,
        refused INTEGER NOT NULL,
        refusal_reason TEXT NOT NULL,
        witness_id TEXT NOT NULL,
        device_id TEXT,
        {_END}
    )
    """,
    f"""
    CREATE TABLE envelope ({_BEGIN}
        case_id TEXT NOT NULL,
        author_id TEXT NOT NULL,
        form_id TEXT NOT NULL,
        made_at TEXT NOT NULL,
        round INTEGER NOT NULL,
        form_version TEXT NOT NULL,
        content TEXT NOT NULL,
        root TEXT NOT NULL,
        pdf_id TEXT,
        state TEXT NOT NULL,
        sealed TEXT,
        previous_hash TEXT,
        hash TEXT,
        signature TEXT,
        device_id TEXT,
        {_END}
    )
    """,
)
_REFERENCES = {
    "form": ("author_id", "case_id", "follows_id"),
    "company_form": ("author_id",),
    "form_decision": ("case_id", "form_id", "decided_by"),
    "signature": ("case_id", "form_id", "witness_id"),
    "envelope": ("case_id", "author_id", "form_id"),
}
_FIXED = {
    "form_definition": ("id", "name", "version", "text"),
    "form_decision": (
        "id", "case_id", "form_id", "decided_at", "round", "outcome", "reasons", "legal_basis",
        "appeal_notice", "delegated",
    ),
    "signature": (
        "id", "case_id", "form_id", "round", "role", "means", "name", "position", "signed_at",
        "content_hash", "image_id", "refused", "refusal_reason", "device_id",
    ),
}  # fmt: skip
"""What is inserted once; columns with a user's id may follow an enrolment."""

_ENVELOPE = """
    CREATE TRIGGER envelope_sealed BEFORE UPDATE ON envelope WHEN OLD.state = 'sealed' AND (
        NEW.id IS NOT OLD.id OR NEW.case_id IS NOT OLD.case_id
        OR NEW.form_id IS NOT OLD.form_id OR NEW.made_at IS NOT OLD.made_at
        OR NEW.round IS NOT OLD.round OR NEW.form_version IS NOT OLD.form_version
        OR NEW.content IS NOT OLD.content OR NEW.root IS NOT OLD.root
        OR NEW.pdf_id IS NOT OLD.pdf_id OR NEW.state IS NOT OLD.state
        OR NEW.sealed IS NOT OLD.sealed
        OR NEW.previous_hash IS NOT OLD.previous_hash OR NEW.hash IS NOT OLD.hash
        OR NEW.signature IS NOT OLD.signature OR NEW.device_id IS NOT OLD.device_id
    ) AND NOT (
        OLD.sealed IS NOT NULL AND NEW.sealed IS NULL AND NEW.content = ''
        AND NEW.id IS OLD.id AND NEW.case_id IS OLD.case_id AND NEW.form_id IS OLD.form_id
        AND NEW.made_at IS OLD.made_at AND NEW.round IS OLD.round
        AND NEW.form_version IS OLD.form_version AND NEW.root IS OLD.root
        AND NEW.pdf_id IS OLD.pdf_id AND NEW.state IS OLD.state
        AND NEW.hash IS OLD.hash AND NEW.signature IS OLD.signature
        AND NEW.previous_hash IS OLD.previous_hash AND NEW.device_id IS OLD.device_id
        AND EXISTS (SELECT 1 FROM erased WHERE kind = 'envelope' AND record_id = OLD.id)
    )
    BEGIN
        SELECT RAISE(ABORT, 'record.sealed');
    END
"""
_NOT_REPLACED = """
    CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
    BEGIN
        SELECT RAISE(ABORT, 'record.sealed');
    END
"""


def apply(db: Any) -> None:
    """Make the tables; what is inserted once can be neither changed nor replaced."""
    for statement in _TABLES:
        db.execute(statement)
    for table, columns in _REFERENCES.items():
        for column in columns:
            db.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
    for table, columns in _FIXED.items():
        differs = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
        db.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} WHEN {differs} "
            "BEGIN SELECT RAISE(ABORT, 'record.sealed'); END"
        )
    db.execute(_ENVELOPE)
    for table in ("envelope", *_FIXED):
        db.execute(_NOT_REPLACED.format(table=table))
