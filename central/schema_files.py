"""Tables of attachments: content addressed by its hash, kept for each scope apart."""

from sqlalchemy import BigInteger, Boolean, Column, LargeBinary, PrimaryKeyConstraint, String, Table

from central.schema import metadata

# `have` is how many bytes are here, `complete` that all are and that their hash is `id`.
attachment = Table(
    "attachment",
    metadata,
    Column("scope", String(120), nullable=False),
    Column("id", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("device_id", String(36), nullable=False),
    Column("begun_at", String(24), nullable=False),
    PrimaryKeyConstraint("scope", "id"),
)

attachment_part = Table(
    "attachment_part",
    metadata,
    Column("scope", String(120), nullable=False),
    Column("id", String(64), nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("scope", "id", "start"),
)
