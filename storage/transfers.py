"""Which final notes the case system has not got: asked by the database, however many there are."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select

from jobassist.records import Note, NoteState
from storage.rows import to_records
from storage.schema import RECORDS

_NOTE, _MARK, _MOVED, _CASE = (RECORDS[k] for k in ("note", "note_transfer", "misfiling", "case"))


def untransferred(
    connection: Connection, author_id: str, besides: Collection[str], limit: int | None
) -> list[Note]:
    """The newest of them, whole."""
    newest = _waiting(select(_NOTE.c.id), author_id, besides)
    newest = newest.order_by(_NOTE.c.occurred_at.desc(), _NOTE.c.id).limit(limit)
    query = select(_NOTE).where(_NOTE.c.id.in_(newest))
    query = query.order_by(_NOTE.c.occurred_at.desc(), _NOTE.c.id)
    return to_records(Note, connection.execute(query))


def untransferred_count(connection: Connection, author_id: str, besides: Collection[str]) -> int:
    """How many they are."""
    query = _waiting(select(func.count()).select_from(_NOTE), author_id, besides)
    return int(connection.execute(query).scalar_one())


def _waiting(query: Select[Any], author_id: str, besides: Collection[str]) -> Select[Any]:
    """No mark that stands, not moved to another case, in a case that is here."""
    return query.where(
        _NOTE.c.author_id == author_id,
        _NOTE.c.state == NoteState.FINAL.value,
        _NOTE.c.case_id.not_in(list(besides)),
        ~exists().where(_MARK.c.note_id == _NOTE.c.id, _MARK.c.taken_back == 0),
        ~exists().where(_MOVED.c.note_id == _NOTE.c.id),
        exists().where(_CASE.c.id == _NOTE.c.case_id),
    )
