"""The key that a token brought, until the device shows by using it that it has the answer."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; whoever has a token from before has its key too."""
    op.add_column("token", sa.Column("central_key", sa.String(60), nullable=True))
