"""The connectors' outbox and arrivals; IT support's logins; devices' latest contact."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("connector", sa.String(40), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("due_at", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(80), nullable=False),
        sa.Column("queued_at", sa.String(24), nullable=False),
        sa.Column("changed_at", sa.String(24), nullable=False),
    )
    op.create_index("delivery_due", "delivery", ["state", "due_at"])
    op.create_table(
        "arrival",
        sa.Column("message_id", sa.String(36), primary_key=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(80), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=True),
        sa.Column("at", sa.String(24), nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("used_step", sa.BigInteger, nullable=False),
        sa.Column("shut", sa.Boolean, nullable=False),
    )
    op.create_table(
        "staff_session",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("begun_at", sa.String(24), nullable=False),
        sa.Column("seen_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "contact",
        sa.Column("device_id", sa.String(36), primary_key=True),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("protocol", sa.Integer, nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
    )
