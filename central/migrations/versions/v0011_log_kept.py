"""The access log goes when its time is over: only whole links, only up to where a trim says so."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_TRIMMED = "(SELECT MAX(number) FROM access_trim)"


def upgrade() -> None:
    """Add the table of trims, and let the triggers know of it."""
    op.create_table(
        "access_trim",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("before", sa.String(24), nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("signature", sa.String(100), nullable=False),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if postgresql else _SQLITE:
        op.execute(statement)


_CHAINED = "OLD.seal IS NULL AND NEW.seal IS NOT NULL AND NEW.about = OLD.about"

_POSTGRESQL = (
    f"""
    CREATE OR REPLACE FUNCTION refuse_unless_chained() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND {_CHAINED} THEN RETURN NEW; END IF;
        IF TG_OP = 'DELETE' AND OLD.seal <= {_TRIMMED} THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'sealed' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    f"""
    CREATE FUNCTION refuse_unless_trimmed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.number < {_TRIMMED} THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'sealed' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    "DROP TRIGGER access_seal_sealed ON access_seal",
    """
    CREATE TRIGGER access_seal_sealed BEFORE UPDATE OR DELETE ON access_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_unless_trimmed()
    """,
    """
    CREATE TRIGGER access_trim_sealed BEFORE UPDATE OR DELETE ON access_trim
    FOR EACH ROW EXECUTE FUNCTION refuse_sealed()
    """,
)

_ABORT = "BEGIN SELECT RAISE(ABORT, 'sealed'); END"
_SQLITE = (
    "DROP TRIGGER access_log_sealed_DELETE",
    f"""
    CREATE TRIGGER access_log_sealed_DELETE BEFORE DELETE ON access_log
    WHEN COALESCE(OLD.seal > {_TRIMMED}, 1) {_ABORT}
    """,
    "DROP TRIGGER access_seal_sealed_DELETE",
    f"""
    CREATE TRIGGER access_seal_sealed_DELETE BEFORE DELETE ON access_seal
    WHEN COALESCE(OLD.number >= {_TRIMMED}, 1) {_ABORT}
    """,
    f"CREATE TRIGGER access_trim_sealed_UPDATE BEFORE UPDATE ON access_trim {_ABORT}",
    f"CREATE TRIGGER access_trim_sealed_DELETE BEFORE DELETE ON access_trim {_ABORT}",
)
