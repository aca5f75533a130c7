"""FTS5: search words as it understands them, and what one tells an index.

Every word is quoted: the user's text is never read as query syntax, and never echoed in an error.
"""

import unicodedata

from sqlalchemy import Connection, text

from jobassist.records import KINDS


def words(query: str) -> list[str]:
    """The words of a query that contain something to look for."""
    composed = unicodedata.normalize("NFC", query)
    return [word for word in composed.split() if any(c.isalnum() for c in word)]


def by_prefix(word: str) -> str:
    """The FTS5 expression for what begins with `word`; punctuation inside parts it."""
    return '"' + word.replace('"', " ").replace("\x00", " ").strip() + '"*'


def tell_index(connection: Connection, index: str, command: str, rank: str = "") -> None:
    """Tell an index to do something: `rebuild`, `optimize`, `integrity-check`."""
    columns = f"{index}, rank" if rank else index
    connection.execute(text(f"INSERT INTO {index}({columns}) VALUES ('{command}'{rank})"))  # noqa: S608 - declared names


def forget_deleted(connection: Connection) -> None:
    """Merge each index into one: only then it holds no word of what was deleted."""
    for kind in KINDS.values():
        if kind.search:
            tell_index(connection, f"{kind.name}_fts", "optimize")
