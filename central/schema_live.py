"""Tables of what is told between the central's processes."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from central.schema import metadata

news_head = Table(
    "news_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("n", BigInteger, nullable=False),
)

# What moved in one commit or several: scopes with their heads, in JSON. Kept for minutes.
news = Table(
    "news",
    metadata,
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("teller", String(36), nullable=False),
    Column("at", String(24), nullable=False),
    Column("moved", Text, nullable=False),
)
