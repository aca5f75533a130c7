"""The tables: one for each declared kind, and the store's own.

References between records are indexed but not enforced: scopes arrive in any order, and a note
may be here before the user who wrote it. `place` is the row's number for the full-text index.
"""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from jobassist.records import KINDS, FieldInfo, Kind

metadata = MetaData()


def _table(kind: Kind) -> Table:
    columns = [_column(f) for f in kind.fields]
    indexes = [Index(f"{kind.name}_{f.name}", f.name) for f in kind.fields if f.references]
    return Table(
        kind.name,
        metadata,
        Column("place", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        Column("rev", Integer, nullable=False),
        *columns,
        *indexes,
    )


def _column(info: FieldInfo) -> Column[object]:
    """Values are kept in plain form; a set as a JSON list."""
    kind = Integer if issubclass(info.type, int) else Text
    return Column(info.name, kind(), nullable=info.nullable)


RECORDS: dict[str, Table] = {name: _table(kind) for name, kind in KINDS.items()}

OUTBOX = Table(
    "outbox",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("base_rev", Integer, nullable=False),
    Column("frozen", Integer, nullable=False, default=0),
    Column("payload", Text, nullable=False),
    Column("epoch", Text, nullable=True),  # of the central's history, that `base_rev` is of
    Column("again", Integer, nullable=False, default=0),  # see `storage.sent`
    Column("told", Text, nullable=False, server_default=""),  # `Operation.told`, parted by spaces
    Index("outbox_record", "kind", "record_id"),
    sqlite_autoincrement=True,
)
"""Changes on their way to the central. A frozen one may have been seen by the central."""

SENT = Table(
    "sent",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("base_rev", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("epoch", Text, nullable=True),
    Column("answered_at", Text, nullable=False),
    Column("told", Text, nullable=False, server_default=""),
    Index("sent_record", "kind", "record_id"),
    Index("sent_answered_at", "answered_at"),
)
"""Changes that the central acknowledged lately, should it be put back: see `storage.sent`."""

KEPT = Table(
    "kept",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("why", Text, nullable=False),  # conflict, overruled, quarantined, purged, unreadable
    Column("op_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("base_rev", Integer, nullable=False),
    Column("payload", Text, nullable=False),
    Column("code", Text, nullable=True),
    Column("others", Text, nullable=False, server_default="{}"),
    Column("told", Text, nullable=False, server_default=""),
)
"""Values that did not stand, kept until somebody decides. Nothing unsent is ever discarded."""

THEIRS = Table(
    "theirs",
    metadata,
    Column("kind", Text, primary_key=True, nullable=False),
    Column("record_id", Text, primary_key=True, nullable=False),
    Column("payload", Text, nullable=False),
)
"""The central's values of records that show unsent local values meanwhile."""

HELD = Table(
    "held",
    metadata,
    Column("kind", Text, primary_key=True, nullable=False),
    Column("record_id", Text, primary_key=True, nullable=False),
    Column("scope", Text, primary_key=True, nullable=False),
    Index("held_scope", "scope"),
)
"""Which scopes a record has come by; it is here while one of them holds it."""

CURSOR = Table(
    "cursor",
    metadata,
    Column("scope", Text, primary_key=True, nullable=False),
    Column("position", Integer, nullable=False),
)
SETTING = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True, nullable=False),
    Column("value", Text, nullable=False),
)
DEVICE = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True, nullable=False),
    Column("private_key", Text, nullable=False),  # raw Ed25519, base64
)

NEWS = Table(
    "news",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("fields", Text, nullable=False),  # their names, parted by spaces; none of a new record
    Column("at", Text, nullable=False),
    Index("news_case_id", "case_id"),
    Index("news_record", "kind", "record_id"),
)
"""What others changed in the cases, as it came in: see `storage.news`."""

ACCESS_LOG = Table(
    "access_log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("citizen_id", Text, nullable=True),
    Column("hash", Text, nullable=False),
    Index("access_log_citizen_id", "citizen_id"),
)
"""Who did what with whose data, in a chain of hashes: see `storage.access_log`."""

ACCESS_ANCHOR = Table(
    "access_anchor",
    metadata,
    Column("first_number", Integer, nullable=False),
    Column("first_previous", Text, nullable=False),
    Column("last_number", Integer, nullable=False),
    Column("last_hash", Text, nullable=False),
    Column("word_key", Text, nullable=False),
)
"""One row: where the log's chain begins and ends, and the key that search words are hashed by."""

ERASED = Table(
    "erased",
    metadata,
    Column("kind", Text, primary_key=True, nullable=False),
    Column("record_id", Text, primary_key=True, nullable=False),
    Column("at", Text, nullable=False),
)
"""Which records were erased, by id: no restored snapshot and no sync may bring them back."""

INK = Table(
    "ink",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("form_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("points", Text, nullable=False),
    Index("ink_form", "form_id", "role"),
)
"""Strokes of signatures as they are drawn: this device's alone, gone when the image is made."""

DOUBT = Table(
    "doubt",
    metadata,
    Column("note_id", Text, primary_key=True, nullable=False),
    Column("marks", Text, nullable=False),
)
"""Where a draft is doubtful (`jobassist.services.marks`): this device's alone.

Triggers on `note` erase a row with its draft, or when that becomes final.
"""
