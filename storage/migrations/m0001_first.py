"""The first schema: five record types, their full-text indexes, the outbox and sync's memory."""

from typing import Any

_STATEMENTS = (
    """
    CREATE TABLE "case" (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        number TEXT NOT NULL,
        citizen_id TEXT NOT NULL,
        coordinator_id TEXT NOT NULL,
        state TEXT NOT NULL,
        opened_on TEXT NOT NULL,
        first_contact_on TEXT,
        org_unit TEXT NOT NULL,
        title TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    'CREATE INDEX case_citizen_id ON "case" (citizen_id)',
    'CREATE INDEX case_coordinator_id ON "case" (coordinator_id)',
    """
    CREATE TABLE case_assignment (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        user_id TEXT NOT NULL,
        role TEXT NOT NULL,
        from_day TEXT NOT NULL,
        to_day TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX case_assignment_case_id ON case_assignment (case_id)",
    "CREATE INDEX case_assignment_user_id ON case_assignment (user_id)",
    """
    CREATE TABLE citizen (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        cpr TEXT NOT NULL,
        given_name TEXT NOT NULL,
        family_name TEXT NOT NULL,
        address TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        benefit TEXT NOT NULL,
        target_group TEXT NOT NULL,
        protected_address INTEGER NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    """
    CREATE TABLE note (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        author_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        occurred_at TEXT NOT NULL,
        channel TEXT NOT NULL,
        participants TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        addendum_to TEXT,
        phrases TEXT NOT NULL,
        model TEXT,
        model_unfit INTEGER NOT NULL,
        state TEXT NOT NULL,
        finalised_at TEXT,
        sealed TEXT,
        previous_hash TEXT,
        hash TEXT,
        signature TEXT,
        device_id TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    "CREATE INDEX note_addendum_to ON note (addendum_to)",
    "CREATE INDEX note_author_id ON note (author_id)",
    "CREATE INDEX note_case_id ON note (case_id)",
    """
    CREATE TABLE phrase (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        "key" TEXT NOT NULL,
        title TEXT NOT NULL,
        spoken_name TEXT NOT NULL,
        category TEXT NOT NULL,
        body TEXT NOT NULL,
        version INTEGER NOT NULL,
        valid_from TEXT,
        valid_to TEXT,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    """
    CREATE TABLE user (
        place INTEGER NOT NULL,
        id TEXT NOT NULL,
        rev INTEGER NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        org_unit TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        PRIMARY KEY (place),
        UNIQUE (id)
    )
    """,
    """
    CREATE TABLE outbox (
        seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        base_rev INTEGER NOT NULL,
        frozen INTEGER NOT NULL,
        payload TEXT NOT NULL,
        UNIQUE (id)
    )
    """,
    "CREATE INDEX outbox_record ON outbox (kind, record_id)",
    """
    CREATE TABLE kept (
        place INTEGER NOT NULL,
        why TEXT NOT NULL,
        op_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        base_rev INTEGER NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (place)
    )
    """,
    """
    CREATE TABLE theirs (
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        payload TEXT NOT NULL,
        PRIMARY KEY (kind, record_id)
    )
    """,
    """
    CREATE TABLE held (
        kind TEXT NOT NULL,
        record_id TEXT NOT NULL,
        scope TEXT NOT NULL,
        PRIMARY KEY (kind, record_id, scope)
    )
    """,
    "CREATE INDEX held_scope ON held (scope)",
    """
    CREATE TABLE cursor (
        scope TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (scope)
    )
    """,
    """
    CREATE TABLE setting (
        "key" TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE device (
        id TEXT NOT NULL,
        private_key TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    # A sealed note stays as it is, whoever asks: only the central's revision and a user's new id
    # (enrolment) may change beside it. It may be deleted: by purge and by erasure.
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
    )
    BEGIN
        SELECT RAISE(ABORT, 'record.sealed');
    END
    """,
    """
    CREATE TRIGGER note_not_replaced BEFORE INSERT ON note
    WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.id AND state = 'final')
    BEGIN
        SELECT RAISE(ABORT, 'record.sealed');
    END
    """,
)
_SEARCHED = {
    "case": ("number",),
    "citizen": ("given_name", "family_name", "cpr"),
    "note": ("text",),
    "phrase": ("title", "spoken_name", "body"),
}


_ENTER = "INSERT INTO {fts}(rowid, {columns}) VALUES (NEW.place, {new});"
_LEAVE = "INSERT INTO {fts}({fts}, rowid, {columns}) VALUES ('delete', OLD.place, {old});"
_INDEX = (
    """
    CREATE VIRTUAL TABLE {fts} USING fts5(
        {columns}, content='{table}', content_rowid='place',
        tokenize='unicode61 remove_diacritics 0'
    )
    """,
    "INSERT INTO {fts}({fts}, rank) VALUES ('secure-delete', 1)",
    # A leaf that fits a page of which SQLCipher keeps 80 bytes for itself; the standard 4050 does
    # not, and every leaf would take a second page.
    "INSERT INTO {fts}({fts}, rank) VALUES ('pgsz', 3900)",
    'CREATE TRIGGER {fts}_enter AFTER INSERT ON "{table}" BEGIN ' + _ENTER + " END",
    'CREATE TRIGGER {fts}_leave AFTER DELETE ON "{table}" BEGIN ' + _LEAVE + " END",
    'CREATE TRIGGER {fts}_change AFTER UPDATE OF {columns} ON "{table}" BEGIN '
    + _LEAVE
    + _ENTER
    + " END",
)


def apply(db: Any) -> None:
    """Make every table of an empty store."""
    for statement in _STATEMENTS:
        db.execute(statement)
    for table, columns in _SEARCHED.items():
        searched(db, table, columns)


def searched(db: Any, table: str, columns: tuple[str, ...]) -> None:
    """A full-text index over `columns`, kept in step by triggers, that forgets what is deleted.

    Diacritics stay: ål is not al.
    """
    names = {
        "table": table,
        "fts": f"{table}_fts",
        "columns": ", ".join(columns),
        "new": ", ".join(f"NEW.{c}" for c in columns),
        "old": ", ".join(f"OLD.{c}" for c in columns),
    }
    for statement in _INDEX:
        db.execute(statement.format_map(names))
