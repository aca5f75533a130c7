"""Tokens that end, logins, and devices that are lost or revoked."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Move tokens out of the devices; those there are have no end (protocol 1)."""
    op.create_table(
        "token",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("expires_at", sa.String(24), nullable=True),
    )
    op.create_index("token_by_device", "token", ["device_id"])
    op.execute("INSERT INTO token (hash, device_id) SELECT token_hash, id FROM device")
    op.create_table(
        "login",
        sa.Column("issuer", sa.String(300), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False, unique=True),
        sa.Column("refresh", sa.Text, nullable=True),
        sa.Column("checked_at", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject"),
    )
    op.create_table(
        "device_now",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("local_user", sa.String(36), nullable=True),
        sa.Column("public_key", sa.String(60), nullable=False),
        sa.Column("enrolled_at", sa.String(24), nullable=False),
        sa.Column("seen_on", sa.String(10), nullable=False),
        sa.Column("wiped", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("told_wipe_at", sa.String(24), nullable=True),
        sa.Column("challenged_at", sa.String(24), nullable=True),
        sa.Column("central_key", sa.String(60), nullable=True),
    )
    kept = "id, user_id, local_user, public_key, enrolled_at, seen_on, wiped"
    op.execute(f"INSERT INTO device_now ({kept}, state) SELECT {kept}, 'active' FROM device")  # noqa: S608
    op.drop_table("device")
    op.rename_table("device_now", "device")
