"""Tables of devices' tokens and users' logins."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table, Text

from central.schema import metadata

# Several may be valid at once: a device whose answer was lost asks again.
token = Table(
    "token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("device_id", String(36), nullable=False),
    Column("expires_at", String(24), nullable=True),
    # The key that came with it, until the device shows by using it that it has the answer.
    Column("central_key", String(60), nullable=True),
    Index("token_by_device", "device_id"),
)

# Who logs in by OpenID Connect. `refresh` is the login server's token, encrypted (central.keys).
login = Table(
    "login",
    metadata,
    Column("issuer", String(300), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("user_id", String(36), nullable=False, unique=True),
    Column("refresh", Text, nullable=True),
    Column("checked_at", String(24), nullable=False),
    PrimaryKeyConstraint("issuer", "subject"),
)
