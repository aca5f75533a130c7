"""How far each device's store had come."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "anchor",
        sa.Column("device_id", sa.String(36), primary_key=True),
        sa.Column("state", sa.String(60), nullable=False),
    )
