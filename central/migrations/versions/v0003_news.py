"""What moved, told from one process to the others."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "news_head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("n", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "news",
        sa.Column("n", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("teller", sa.String(36), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("moved", sa.Text, nullable=False),
    )
