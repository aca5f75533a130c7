"""Records, feeds, access, operations, devices; sealed records refuse every change."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first schema."""
    op.create_table(
        "meta",
        sa.Column("key", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("case_id", sa.String(36), nullable=True),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("rev", sa.BigInteger, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("field_revs", sa.Text, nullable=False),
        sa.Column("history", sa.Text, nullable=False),
        sa.Column("sealed", sa.Boolean, nullable=False),
    )
    op.create_index("record_by_case", "record", ["case_id", "kind"])
    op.create_index("record_by_kind", "record", ["kind"])
    op.create_table(
        "scope",
        sa.Column("name", sa.String(120), primary_key=True),
        sa.Column("head", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("scope", sa.String(120), nullable=False),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("scope", "record_id"),
    )
    op.create_index("entry_in_order", "entry", ["scope", "seq"], unique=True)
    op.create_index("entry_by_record", "entry", ["record_id"])
    op.create_table(
        "access",
        sa.Column("source_id", sa.String(36), primary_key=True),
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("from_day", sa.String(10), nullable=False),
        sa.Column("to_day", sa.String(10), nullable=False),
    )
    op.create_index("access_by_user", "access", ["user_id", "case_id"])
    op.create_table(
        "operation",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("received_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "kept",
        sa.Column("operation_id", sa.String(36), primary_key=True),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("kept_by_record", "kept", ["record_id"])
    op.create_table(
        "chain",
        sa.Column("case_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "position"),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("local_user", sa.String(36), nullable=True),
        sa.Column("public_key", sa.String(60), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("enrolled_at", sa.String(24), nullable=False),
        sa.Column("seen_on", sa.String(10), nullable=False),
        sa.Column("wiped", sa.Boolean, nullable=False),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("expires_at", sa.String(24), nullable=False),
        sa.Column("used_by", sa.String(36), nullable=True),
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in _POSTGRESQL_SEAL:
            op.execute(statement)
    else:
        for statement in _SQLITE_SEAL:
            op.execute(statement)


_POSTGRESQL_SEAL = (
    """
    CREATE FUNCTION refuse_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'sealed' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER record_sealed BEFORE UPDATE OR DELETE ON record
    FOR EACH ROW WHEN (OLD.sealed) EXECUTE FUNCTION refuse_sealed()
    """,
    """
    CREATE TRIGGER chain_sealed BEFORE UPDATE OR DELETE ON chain
    FOR EACH ROW EXECUTE FUNCTION refuse_sealed()
    """,
)

_SQLITE_SEAL = tuple(
    f"""
    CREATE TRIGGER {table}_sealed_{event} BEFORE {event} ON {table} WHEN {when}
    BEGIN SELECT RAISE(ABORT, 'sealed'); END
    """
    for table, when in (("record", "OLD.sealed"), ("chain", "1"))
    for event in ("UPDATE", "DELETE")
)
