"""What IT does now and then from the command line: erasing, joining, new keys, the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from central import diary, erasure, identifiers, joining, keys, log_kept, records
from central.database import Database, default_url
from central.feed import publish
from central.identity import identity
from central.live import news
from central.refusal import Refused
from jobassist.errors import UserError


def erase(database_url: str | None, case: str) -> dict[str, Any]:
    """Erase a closed case, here, on devices and in restored backups: `case`, `records`.

    Raises: UserError `central.no_such_case`, `central.case_open`.
    """
    with _open(database_url) as database:
        central = identity(database)
        records = erasure.erase_case(database, central.folder, central.id, case)
    return {"case": case, "records": records}


def duplicates(database_url: str | None) -> list[dict[str, Any]]:
    """Records with a number that another has, the oldest first: `kind`, `record`, `of`."""
    with _open(database_url) as database, database.read() as tx:
        return [{"kind": k, "record": one, "of": of} for k, one, of in identifiers.twins(tx)]


def join(database_url: str | None, keep: str, gone: str) -> dict[str, Any]:
    """Join a record into another of its kind: `record` (the one that is kept), `repointed`.

    Raises: UserError `central.cannot_join`.
    """
    with _open(database_url) as database:
        try:
            with database.write() as tx:
                repointed = joining.join(tx, keep, gone)
        except Refused:
            raise UserError("central.cannot_join") from None
    return {"record": keep, "repointed": repointed}


def change_citizen(
    database_url: str | None, citizen: str, fields: dict[str, Any]
) -> dict[str, Any]:
    """A new number, name or address, or its protection: `record`, `twin` (who has that number).

    Raises: UserError `central.no_such_record`, `record.invalid`.
    """
    with _open(database_url) as database, database.write() as tx:
        stored = records.load(tx, citizen)
        if stored is None or stored.kind.name != "citizen":
            raise UserError("central.no_such_record")
        try:
            body = records.checked(stored.kind, citizen, {**stored.held.body, **fields})
        except Refused:
            raise UserError("record.invalid", kind="citizen", field="") from None
        new = {n: v for n, v in body.items() if v != stored.held.body[n]}
        held, places = records.change(tx, stored, new, "")
        publish(tx, places)
        for scope in sorted(places[citizen]):
            diary.note(tx, None, "change", scope, fields=sorted(new))
        first = identifiers.holder(tx, stored.kind, held.body)
    return {"record": citizen, "twin": None if first == citizen else first}


def rotate_key(database_url: str | None) -> dict[str, Any]:
    """Certify with a new key from now on: `key` (public). A running central takes it up."""
    with _open(database_url) as database:
        central = identity(database)
        rotated = keys.rotate(central.folder, central.id, central.keys)
    return {"key": rotated.present.public}


def check_log(database_url: str | None) -> dict[str, Any]:
    """Chain what is new in the access log and follow the chain: `chained`, `whole`.

    Raises: UserError `central.log_broken` with the `link` where it parts.
    """
    with _open(database_url) as database:
        central = identity(database)
        chained = diary.chain(database)
        with database.read() as tx:
            broken = log_kept.broken_at(tx, central)
    if broken is not None:
        raise UserError("central.log_broken", link=broken)
    return {"chained": chained, "whole": True}


@contextmanager
def _open(database_url: str | None) -> Iterator[Database]:
    database = Database(database_url or default_url())
    database.before_commit = lambda tx, moved: news.write_down(tx, moved, "")
    try:
        yield database
    finally:
        database.close()
