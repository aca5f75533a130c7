"""Tables of the connectors: what is to be delivered, and what has arrived. Ids, never content."""

from sqlalchemy import Column, Index, Integer, String, Table

from central.schema import metadata

# Written in the transaction of what it tells of (`central.connectors.outbox`).
delivery = Table(
    "delivery",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("connector", String(40), nullable=False),
    Column("event", String(40), nullable=False),
    Column("record_id", String(36), nullable=False),
    Column("case_id", String(36), nullable=True),
    Column("state", String(12), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", String(24), nullable=False),
    Column("reason", String(80), nullable=False),
    Column("queued_at", String(24), nullable=False),
    Column("changed_at", String(24), nullable=False),
    Index("delivery_due", "state", "due_at"),
)

# Incoming messages by their own ids, so that one that comes twice is taken in once.
arrival = Table(
    "arrival",
    metadata,
    Column("message_id", String(36), primary_key=True),
    Column("state", String(12), nullable=False),
    Column("reason", String(80), nullable=False),
    Column("case_id", String(36), nullable=True),
    Column("at", String(24), nullable=False),
)
