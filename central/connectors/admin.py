"""What IT does with the connectors from the command line; each opens the database by itself."""

from dataclasses import asdict
from typing import Any

from central import config, documents
from central.connectors import outbox, round
from central.database import Database, default_url
from central.live import news


def run(database_url: str | None) -> dict[str, Any]:
    """One round of all connectors of the configuration: `delivered`, `received`, `again`, `dead`.

    A serving central does the same by itself every few seconds.
    """
    database = Database(database_url or default_url())
    try:
        database.before_commit = lambda tx, moved: news.write_down(tx, moved, "")
        database.connectors = documents.connectors(config.read(), database)
        return asdict(round.go(database, database.connectors))
    finally:
        database.close()


def listed(database_url: str | None) -> list[dict[str, Any]]:
    """Every delivery, the oldest first, without anything it says."""
    database = Database(database_url or default_url())
    try:
        with database.read() as tx:
            return [asdict(one) for one in outbox.listed(tx)]
    finally:
        database.close()


def retry(database_url: str | None, delivery: str) -> dict[str, Any]:
    """Try a dead delivery again: `delivery`, `state`.

    Raises: UserError `connector.no_such_delivery`, `connector.not_dead`.
    """
    database = Database(database_url or default_url())
    try:
        with database.write() as tx:
            outbox.again(tx, delivery)
    finally:
        database.close()
    return {"delivery": delivery, "state": "waiting"}
