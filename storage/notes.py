"""Notes: full-text search."""

from sqlalchemy import Connection, text

from jobassist.ports.stored import Found
from storage.fulltext import by_prefix, words

_WORDS_IN_SNIPPET = 24
_LONG = 10_000  # snippet() takes the square of the hits in a text; highlight() goes through once
_LEAD, _LONGEST_SNIPPET = 40, 400
_SEARCH = text(
    "SELECT note.id, note_fts.rank AS rank,"
    " CASE WHEN length(note.text) > :long THEN highlight(note_fts, 0, '⟦', '⟧')"
    " ELSE snippet(note_fts, 0, '⟦', '⟧', '…', :words) END AS snippet,"
    " trim(citizen.given_name || ' ' || citizen.family_name) AS name, jobcase.number AS number"
    " FROM note_fts JOIN note ON note.place = note_fts.rowid"
    ' LEFT JOIN "case" AS jobcase ON jobcase.id = note.case_id'
    " LEFT JOIN citizen ON citizen.id = jobcase.citizen_id"
    " WHERE note_fts MATCH :query ORDER BY note_fts.rank LIMIT :limit"
)


def search(connection: Connection, query: str, limit: int) -> list[Found]:
    """Notes that hold every word, by prefix; best (lowest bm25) first, none without a word."""
    wanted = " ".join(by_prefix(word) for word in words(query))
    if not wanted:
        return []
    given = {"query": wanted, "limit": limit, "words": _WORDS_IN_SNIPPET, "long": _LONG}
    return [
        Found(row.id, _around_first_mark(row.snippet), row.rank, row.name or "", row.number or "")
        for row in connection.execute(_SEARCH, given)
    ]


def _around_first_mark(marked: str) -> str:
    """The part of a long marked text that is worth showing; a short one is one already."""
    if len(marked) <= _LONGEST_SNIPPET:
        return marked
    start = max(0, marked.find("⟦") - _LEAD)
    start = marked.rfind(" ", 0, start) + 1 if start else 0
    words = marked[start : start + _LONGEST_SNIPPET].split()[:_WORDS_IN_SNIPPET]
    part = " ".join(words)
    if part.count("⟦") > part.count("⟧"):
        part += "⟧"
    return ("…" if start else "") + part + "…"
