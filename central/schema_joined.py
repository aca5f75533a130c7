"""Tables of numbers that name one citizen, company or workplace, and of records joined by them."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table

from central.schema import metadata

# Which record has a CPR, CVR or P-number. The key makes the database itself refuse a second one.
identifier = Table(
    "identifier",
    metadata,
    Column("kind", String(40), nullable=False),
    Column("value", String(40), nullable=False),
    Column("record_id", String(36), nullable=False),
    PrimaryKeyConstraint("kind", "value"),
    Index("identifier_by_record", "record_id"),
)

# A record with the number of another (`of_id`), until IT joins them or somebody mends the number.
twin = Table(
    "twin",
    metadata,
    Column("record_id", String(36), primary_key=True),
    Column("of_id", String(36), nullable=False),
    Column("found_at", String(24), nullable=False),
)

# What was joined into what. Devices that were away still speak of `record_id`.
joined = Table(
    "joined",
    metadata,
    Column("record_id", String(36), primary_key=True),
    Column("into_id", String(36), nullable=False),
    Column("brought_by", String(36), nullable=False),  # the user who had made it
    Column("joined_at", String(24), nullable=False),
    Index("joined_into", "into_id"),
)
