"""Search words as FTS5 understands them.

Every word is quoted: the user's text is never read as query syntax, and never echoed in an error.
"""

import unicodedata


def words(query: str) -> list[str]:
    """The words of a query that contain something to look for."""
    composed = unicodedata.normalize("NFC", query)
    return [word for word in composed.split() if any(c.isalnum() for c in word)]


def by_prefix(word: str) -> str:
    """The FTS5 expression for what begins with `word`; punctuation inside parts it."""
    return '"' + word.replace('"', " ").replace("\x00", " ").strip() + '"*'
