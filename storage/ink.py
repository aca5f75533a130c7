"""Strokes of a signature as they are drawn: kept at once, gone when the image is made."""

from sqlalchemy import Connection, select

from storage.schema import INK


def add(connection: Connection, form_id: str, role: str, points: str) -> None:
    """Keep more points."""
    connection.execute(INK.insert(), {"form_id": form_id, "role": role, "points": points})


def drawn(connection: Connection, form_id: str, role: str) -> list[str]:
    """What was kept, in the order it was drawn."""
    own = (INK.c.form_id == form_id) & (INK.c.role == role)
    return list(connection.execute(select(INK.c.points).where(own).order_by(INK.c.place)).scalars())


def forget(connection: Connection, form_id: str, role: str | None) -> None:
    """Erase one role's strokes on a form, or everybody's."""
    own = INK.c.form_id == form_id
    if role is not None:
        own &= INK.c.role == role
    connection.execute(INK.delete().where(own))
