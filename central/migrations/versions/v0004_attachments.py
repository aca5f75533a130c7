"""Attachments, in parts as they were uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "attachment",
        sa.Column("scope", sa.String(120), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("have", sa.BigInteger, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("begun_at", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("scope", "id"),
    )
    op.create_table(
        "attachment_part",
        sa.Column("scope", sa.String(120), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("start", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", "start"),
    )
