"""The access log, what has been erased, and access that ends at an instant.

A sealed record may still be emptied, once it is listed as erased; nothing else may change it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables and let the triggers know of them."""
    op.create_table(
        "access_log",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("seal", sa.Integer, nullable=True),
    )
    op.create_index("access_log_by_subject", "access_log", ["subject", "at"])
    op.create_index("access_log_unsealed", "access_log", ["seal"])
    op.create_table(
        "access_seal",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "erased",
        sa.Column("record_id", sa.String(36), primary_key=True),
        sa.Column("erased_at", sa.String(24), nullable=False),
    )
    op.add_column("access", sa.Column("until", sa.String(24), nullable=True))
    op.add_column("record", sa.Column("unknown", sa.Text, nullable=False, server_default="{}"))
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if postgresql else _SQLITE:
        op.execute(statement)


_EMPTIED = "NEW.body = '{}' AND EXISTS (SELECT 1 FROM erased WHERE record_id = OLD.id)"
_CHAINED = "OLD.seal IS NULL AND NEW.seal IS NOT NULL AND NEW.about = OLD.about"

_POSTGRESQL = (
    f"""
    CREATE FUNCTION refuse_unless_erased() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND {_EMPTIED} THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'sealed' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    "DROP TRIGGER record_sealed ON record",
    """
    CREATE TRIGGER record_sealed BEFORE UPDATE OR DELETE ON record
    FOR EACH ROW WHEN (OLD.sealed) EXECUTE FUNCTION refuse_unless_erased()
    """,
    f"""
    CREATE FUNCTION refuse_unless_chained() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND {_CHAINED} THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'sealed' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE TRIGGER access_log_sealed BEFORE UPDATE OR DELETE ON access_log
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_chained()
    """,
    """
    CREATE TRIGGER access_seal_sealed BEFORE UPDATE OR DELETE ON access_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_sealed()
    """,
)

_ABORT = "BEGIN SELECT RAISE(ABORT, 'sealed'); END"
_SQLITE = (
    "DROP TRIGGER record_sealed_UPDATE",
    f"""
    CREATE TRIGGER record_sealed_UPDATE BEFORE UPDATE ON record
    WHEN OLD.sealed AND NOT ({_EMPTIED}) {_ABORT}
    """,
    f"""
    CREATE TRIGGER access_log_sealed_UPDATE BEFORE UPDATE ON access_log
    WHEN NOT ({_CHAINED}) {_ABORT}
    """,
    f"CREATE TRIGGER access_log_sealed_DELETE BEFORE DELETE ON access_log {_ABORT}",
    f"CREATE TRIGGER access_seal_sealed_UPDATE BEFORE UPDATE ON access_seal {_ABORT}",
    f"CREATE TRIGGER access_seal_sealed_DELETE BEFORE DELETE ON access_seal {_ABORT}",
)
