"""How each computer says it is."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "condition",
        sa.Column("device_id", sa.String(36), primary_key=True),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )
