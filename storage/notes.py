"""Notes: full-text search."""

from sqlalchemy import Connection, text

from jobassist.ports.store import Found
from storage.fulltext import by_prefix, words

_WORDS_IN_SNIPPET = 24
_SEARCH = text(
    "SELECT note.id, snippet(note_fts, 0, '⟦', '⟧', '…', :words) AS snippet, note_fts.rank AS rank,"
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
    given = {"query": wanted, "limit": limit, "words": _WORDS_IN_SNIPPET}
    return [
        Found(row.id, row.snippet, row.rank, row.name or "", row.number or "")
        for row in connection.execute(_SEARCH, given)
    ]
