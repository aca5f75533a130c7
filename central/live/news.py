"""What has moved, told from one process of the central to the others.

After a commit its scopes are written down under the next number; every process asks for what is
above the number it knows. The numbers come from one row, so none is ever skipped. They are hints:
the feeds say what there is, and a device that heard nothing asks the manifest now and then.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from central import schema_live
from central.database import Database, Moved, now, stamp

_KEPT = timedelta(minutes=10)
_NEXT = sa.text(
    "INSERT INTO news_head (id, n) VALUES (1, 1)"
    " ON CONFLICT (id) DO UPDATE SET n = news_head.n + 1 RETURNING n"
)


def write_down(tx: sa.Connection, moved: Mapping[str, int], teller: str) -> None:
    """Tell what moved, at the end of the transaction; `teller` is who knows already."""
    number = tx.execute(_NEXT).scalar_one()
    row = {"n": number, "teller": teller, "at": now(), "moved": json.dumps(dict(moved))}
    tx.execute(sa.insert(schema_live.news).values(row))
    if number % 100 == 0:
        old = stamp(datetime.now(UTC) - _KEPT)
        tx.execute(sa.delete(schema_live.news).where(schema_live.news.c.at < old))


def latest(database: Database) -> int:
    """The number of the latest news."""
    with database.read() as tx:
        return int(tx.scalar(sa.select(schema_live.news_head.c.n)) or 0)


def since(database: Database, number: int, me: str) -> tuple[int, Moved] | None:
    """The latest number and what others moved after `number`; None: too long ago to say."""
    news = schema_live.news.c
    with database.read() as tx:
        rows = tx.execute(sa.select(schema_live.news).where(news.n > number).order_by(news.n)).all()
    if rows and rows[0].n != number + 1:
        return None
    moved: Moved = {}
    for row in rows:
        if row.teller != me:
            moved |= json.loads(row.moved)
    return (rows[-1].n if rows else number), moved
