"""How far each device's store had come when it last told (`central.anchor`)."""

from sqlalchemy import Column, String, Table

from central.schema import metadata

anchor = Table(
    "anchor",
    metadata,
    Column("device_id", String(36), primary_key=True),
    Column("state", String(60), nullable=False),
)
