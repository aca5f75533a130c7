"""Epochs: each restore begins one, and what devices built on the lost part of the last is known.

A field that was changed in this epoch has moved for every change that was made against an older
one, whatever the revisions say: after a restore they are given out a second time.
"""

import json
from pathlib import Path

import sqlalchemy as sa
import uuid_utils

from central import erasure, schema
from central.database import Database


def begin_anew(database: Database, folder: Path) -> tuple[str, int]:
    """A new epoch after a restore: its id, and how many records were erased again."""
    meta = schema.meta
    epoch = str(uuid_utils.uuid7())
    with database.write() as tx:
        said = {row.key: row.value for row in tx.execute(sa.select(meta).with_for_update())}
        past = [*json.loads(said.get("past_epochs", "[]")), said["epoch"]]
        for key, value in (("epoch", epoch), ("past_epochs", json.dumps(past))):
            tx.execute(sa.delete(meta).where(meta.c.key == key))
            tx.execute(sa.insert(meta), {"key": key, "value": value})
        again = erasure.replay(tx, folder, said["central"])
    return epoch, again


def number_of(epochs: tuple[str, ...], epoch: str | None) -> int:
    """Which epoch a change was made against; one that was lost counts as the last past one."""
    present = max(0, len(epochs) - 1)
    if epoch is None:
        return present
    return epochs.index(epoch) if epoch in epochs else present - 1
