"""Numbers that name one thing, and records joined by them; what is here already is entered."""

import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_NUMBERS = {"citizen": "cpr", "company": "cvr", "production_unit": "p_number"}


def upgrade() -> None:
    """Add the tables; of several records with one number the first made holds it."""
    op.create_table(
        "identifier",
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("kind", "value"),
    )
    op.create_index("identifier_by_record", "identifier", ["record_id"])
    op.create_table(
        "twin",
        sa.Column("record_id", sa.String(36), primary_key=True),
        sa.Column("of_id", sa.String(36), nullable=False),
        sa.Column("found_at", sa.String(24), nullable=False),
    )
    op.create_table(
        "joined",
        sa.Column("record_id", sa.String(36), primary_key=True),
        sa.Column("into_id", sa.String(36), nullable=False),
        sa.Column("brought_by", sa.String(36), nullable=False),
        sa.Column("joined_at", sa.String(24), nullable=False),
    )
    op.create_index("joined_into", "joined", ["into_id"])
    _enter()


def _enter() -> None:
    bind = op.get_bind()
    record = sa.table("record", sa.column("id"), sa.column("kind"), sa.column("body"))
    numbered = sa.select(record).where(record.c.kind.in_(list(_NUMBERS))).order_by(record.c.id)
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    holders: dict[tuple[str, str], str] = {}
    for row in bind.execute(numbered).all():
        value = json.loads(row.body).get(_NUMBERS[row.kind])
        says = isinstance(value, str) and value.isdigit() and len(value) in (8, 10)
        if not says or not value.strip("0"):
            continue
        first = holders.setdefault((row.kind, value), row.id)
        if first == row.id:
            given = {"kind": row.kind, "value": value, "record_id": row.id}
            bind.execute(
                sa.text("INSERT INTO identifier VALUES (:kind, :value, :record_id)"), given
            )
        else:
            given = {"record_id": row.id, "of_id": first, "at": at}
            bind.execute(sa.text("INSERT INTO twin VALUES (:record_id, :of_id, :at)"), given)
