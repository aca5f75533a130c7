"""Tables of IT support's pages: who may log in to them, when each device last came, how it is."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text

from central.schema import metadata

# `secret` is the one-time codes' (RFC 6238), encrypted (`central.keys`); `used_step` the latest
# time step whose code was used, so that a code serves once.
staff = Table(
    "staff",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("password", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("used_step", BigInteger, nullable=False),
    Column("shut", Boolean, nullable=False),
)

# `seen_at` moves with use; a session that was not used for a while has ended.
staff_session = Table(
    "staff_session",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("begun_at", String(24), nullable=False),
    Column("seen_at", String(24), nullable=False),
)

contact = Table(
    "contact",
    metadata,
    Column("device_id", String(36), primary_key=True),
    Column("at", String(24), nullable=False),
    Column("protocol", Integer, nullable=False),
    Column("version", String(40), nullable=False),
)

# `told` is the device's last report (`jobassist.sync.wire_device.Condition`) as JSON.
condition = Table(
    "condition",
    metadata,
    Column("device_id", String(36), primary_key=True),
    Column("at", String(24), nullable=False),
    Column("told", Text, nullable=False),
)
