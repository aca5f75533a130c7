"""Full-text indexes without FTS5's own secure-delete, which damages them.

SQLite 3.53: with it, rewriting a note of some thousand characters a few times left an index that
fails its integrity check and marks wrong words; without it, never. What an erasure leaves in the
index is merged away by the erasure itself (`storage.erasure`).
"""

from typing import Any

_SEARCHED = ("case", "citizen", "note", "phrase")
_STATEMENTS = (
    "INSERT INTO {index}({index}, rank) VALUES ('secure-delete', 0)",
    "INSERT INTO {index}({index}) VALUES ('rebuild')",
)


def apply(db: Any) -> None:
    """Switch it off, and build each index anew from its records."""
    for table in _SEARCHED:
        for statement in _STATEMENTS:
            db.execute(statement.format(index=f"{table}_fts"))
