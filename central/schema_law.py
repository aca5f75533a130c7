"""Tables the law asks for: who saw and did what, and what has been erased."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from central.schema import metadata

# Insert-only; `seal` is set once, when the entry is chained. `about` holds counts and reasons.
access_log = Table(
    "access_log",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("at", String(24), nullable=False),
    Column("user_id", String(36), nullable=False),
    Column("device_id", String(36), nullable=False),
    Column("action", String(20), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("about", Text, nullable=False),
    Column("seal", Integer, nullable=True),
    Index("access_log_by_subject", "subject", "at"),
    Index("access_log_unsealed", "seal"),
)

# A link chains the entries that were new since the one before it.
access_seal = Table(
    "access_seal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(24), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

# Up to which link the log has gone since its time was over, signed by the central. The link itself
# is kept: the next one begins with it.
access_trim = Table(
    "access_trim",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(24), nullable=False),
    Column("before", String(24), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("statement", Text, nullable=False),
    Column("signature", String(100), nullable=False),
)

# Only the ids: a restored backup forgets again what is listed here.
erased = Table(
    "erased",
    metadata,
    Column("record_id", String(36), primary_key=True),
    Column("erased_at", String(24), nullable=False),
)
