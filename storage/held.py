"""Which scopes hold a record, and what goes when they let go of it.

A record is here while one scope it came by holds it. What was made here and has not come by any
scope belongs to the case it names; a kind without a case field (the citizen) belongs to every
case that refers to it.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, literal, select, true

from jobassist.records import KINDS, Kind, Record, Scope
from storage import news, outbox, owner, rows, sent
from storage.fulltext import forget_deleted
from storage.schema import CURSOR, HELD, RECORDS, THEIRS

_CASE = "case:"
_EARLIER = "~"  # before a scope's name: the record came by it in an earlier epoch


def hold(connection: Connection, scope: str, kind: str, record_id: str) -> bool:
    """The record came by this scope; True if it is of an earlier epoch, whatever its revision."""
    given = {"scope": scope, "kind": kind, "record_id": record_id}
    connection.execute(HELD.insert().prefix_with("OR IGNORE"), given)
    one = (HELD.c.kind == kind) & (HELD.c.record_id == record_id)
    is_earlier = HELD.c.scope.startswith(_EARLIER, autoescape=True)
    return bool(connection.execute(HELD.delete().where(one, is_earlier)).rowcount)


def hold_new(connection: Connection, scope: str, kind: str, ids: Sequence[str]) -> None:
    """Records that were not here came by this scope."""
    given = [{"scope": scope, "kind": kind, "record_id": id} for id in ids]
    rows.insert_plainly(connection, HELD, given, known=True)


def expect(connection: Connection, kind: Kind, record_id: str, record: Record | None) -> None:
    """The central knows of something made here: from now on its case is a scope to ask for.

    Otherwise a case that is lost before it ever came by its scope would stay for good.
    """
    if scope := _scope_of(kind, record_id, record):
        connection.execute(
            CURSOR.insert().prefix_with("OR IGNORE"), {"scope": scope, "position": 0}
        )


def _scope_of(kind: Kind, record_id: str, record: Record | None) -> str | None:
    """The scope of its case, where the record says which one that is."""
    if kind.case_field == "id":
        return _CASE + record_id
    if kind.case_field is None or record is None:
        return None
    return f"{_CASE}{getattr(record, kind.case_field)}"


def let_go(connection: Connection, scope: str, kind: str, record_id: str) -> bool:
    """The record has left this scope; True if it went, because no other scope holds it."""
    one = (HELD.c.kind == kind) & (HELD.c.record_id == record_id)
    connection.execute(HELD.delete().where(one, HELD.c.scope.in_((scope, _EARLIER + scope))))
    if kind not in KINDS or connection.execute(select(HELD).where(one)).first():
        return False
    return _remove(connection, KINDS[kind], record_id)


def read_anew(connection: Connection, kind: Kind, record: Record) -> None:
    """Whatever scope may bring the record is fetched from its beginning."""
    its = (HELD.c.kind == kind.name) & (HELD.c.record_id == record.id)
    held_by = connection.execute(select(HELD.c.scope).where(its)).scalars()
    scopes = [_scope_of(kind, record.id, record), *(s.removeprefix(_EARLIER) for s in held_by)]
    connection.execute(CURSOR.update().where(CURSOR.c.scope.in_(scopes)).values(position=0))


def give_up(connection: Connection, kind: str, record_id: str) -> None:
    """What the central never took in goes with the last decision about it.

    Nobody else has it, nothing of it waits, and its user has let it go.
    """
    if kind not in KINDS:
        return
    record = rows.fetch(connection, KINDS[kind], record_id)
    one = (HELD.c.kind == kind) & (HELD.c.record_id == record_id)
    if (
        record is not None
        and record.rev == 0
        and not connection.execute(select(HELD).where(one)).first()
        and not outbox.of_record(connection, kind, record_id)
        and not outbox.is_kept(connection, kind, record_id)
        and _remove(connection, KINDS[kind], record_id)
    ):
        forget_deleted(connection)


def doubt_all(connection: Connection) -> None:
    """What every scope holds is of an earlier epoch, until it comes again.

    What was made here and acknowledged, and has not come by any scope yet, has no revision that
    says anything now.
    """
    for kind in KINDS.values():
        table = RECORDS[kind.name]
        its = select(HELD.c.record_id).where(HELD.c.kind == kind.name)
        unheld = (table.c.rev > 0) & table.c.id.not_in(its)
        connection.execute(table.update().where(unheld).values(rev=0))
    of_now = ~HELD.c.scope.startswith(_EARLIER, autoescape=True)
    connection.execute(
        HELD.update()
        .prefix_with("OR REPLACE")
        .where(of_now)
        .values(scope=literal(_EARLIER).concat(HELD.c.scope))
    )


def is_earlier(connection: Connection, kind: str, record_id: str) -> bool:
    """Whether the record is of an earlier epoch and has not come again."""
    query = select(HELD.c.scope).where(
        HELD.c.kind == kind,
        HELD.c.record_id == record_id,
        HELD.c.scope.startswith(_EARLIER, autoescape=True),
    )
    return connection.execute(query.limit(1)).first() is not None


def complete(connection: Connection, scope: str) -> None:
    """What this scope held in an earlier epoch and has not brought since has left it.

    What still waits to be sent stays, as something that was made here: with no revision.
    """
    query = select(HELD.c.kind, HELD.c.record_id).where(HELD.c.scope == _EARLIER + scope)
    gone = False
    for row in connection.execute(query).all():
        if outbox.of_record(connection, row.kind, row.record_id):
            its = (HELD.c.kind == row.kind) & (HELD.c.record_id == row.record_id)
            connection.execute(HELD.delete().where(its, HELD.c.scope == _EARLIER + scope))
            if not connection.execute(select(HELD).where(its)).first():
                table = RECORDS[row.kind]
                connection.execute(table.update().where(table.c.id == row.record_id).values(rev=0))
        else:
            gone = let_go(connection, scope, row.kind, row.record_id) or gone
    if gone:
        forget_deleted(connection)


def purge(connection: Connection, scope: str) -> int:
    """Remove a lost scope; unsent work is kept aside. Returns how many records went."""
    its = HELD.c.scope.in_((scope, _EARLIER + scope))
    query = select(HELD.c.kind, HELD.c.record_id).where(its).distinct()
    gone = sum(
        let_go(connection, scope, row.kind, row.record_id)
        for row in connection.execute(query).all()
    )
    if scope.startswith(_CASE):
        gone += _remove_local(connection, scope.removeprefix(_CASE))
    connection.execute(CURSOR.delete().where(CURSOR.c.scope == scope))
    if gone:
        forget_deleted(connection)
    return gone


def _remove_local(connection: Connection, case_id: str) -> int:
    """What was made here for the case, then what only it referred to."""
    gone = 0
    for kind in KINDS.values():
        if kind.case_field:
            column = RECORDS[kind.name].c[kind.case_field]
            gone += _remove_unheld(connection, kind, column == case_id)
    for kind in KINDS.values():
        if kind.scope is Scope.CASE and kind.case_field is None:
            gone += _remove_unheld(connection, kind, _unreferred(kind))
    return gone


def _remove_unheld(connection: Connection, kind: Kind, condition: ColumnElement[bool]) -> int:
    table = RECORDS[kind.name]
    is_held = select(literal(1)).where(HELD.c.kind == kind.name, HELD.c.record_id == table.c.id)
    query = select(table.c.id).where(condition, ~is_held.exists())
    return sum(_remove(connection, kind, id) for id in connection.execute(query).scalars().all())


def _unreferred(kind: Kind) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    for other in KINDS.values():
        for field in other.fields:
            if field.references == kind.name:
                column = RECORDS[other.name].c[field.name]
                condition &= RECORDS[kind.name].c.id.not_in(
                    select(column).where(column.is_not(None))
                )
    return condition


def _remove(connection: Connection, kind: Kind, record_id: str) -> bool:
    if kind.name == "user" and owner.is_owner(connection, record_id):
        return False  # whatever the central has forgotten: without its user nobody opens the store
    for operation in outbox.of_record(connection, kind.name, record_id):
        outbox.keep(connection, operation, "purged")
        outbox.take_out(connection, operation)
    outbox.forget_others_words(connection, kind.name, record_id)
    connection.execute(
        THEIRS.delete().where(THEIRS.c.kind == kind.name, THEIRS.c.record_id == record_id)
    )
    sent.forget(connection, kind.name, record_id)
    news.forget(connection, kind.name, record_id)
    return rows.delete(connection, kind, record_id)
