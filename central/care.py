"""What IT does now and then from the command line: erasing, new keys, a look at the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from central import diary, erasure, keys
from central.database import Database, default_url
from central.identity import identity
from central.live import news
from jobassist.errors import UserError


def erase(database_url: str | None, case: str) -> dict[str, Any]:
    """Erase a closed case, here, on devices and in restored backups: `case`, `records`.

    Raises: UserError `central.no_such_case`, `central.case_open`.
    """
    with _open(database_url) as database:
        central = identity(database)
        records = erasure.erase_case(database, central.folder, central.id, case)
    return {"case": case, "records": records}


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
        chained = diary.chain(database)
        with database.read() as tx:
            broken = diary.broken_at(tx)
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
