"""The day a case was closed, for what is kept so long after it."""

from typing import Any


def apply(db: Any) -> None:
    """Add the column; of a case that was closed before, the day it is first seen closed counts."""
    db.execute('ALTER TABLE "case" ADD COLUMN closed_on TEXT')
