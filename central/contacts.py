"""When each device last came by, and what it runs: kept in memory, written down now and then."""

import re
import threading
from typing import Any

import sqlalchemy as sa

from central.database import Database, now
from central.schema_desk import contact

_PROGRAM = re.compile(r"jobassist/([\w.+-]{1,40})")
_KEEP = sa.text(
    "INSERT INTO contact (device_id, at, protocol, version)"
    " VALUES (:device_id, :at, :protocol, :version) ON CONFLICT (device_id) DO UPDATE"
    " SET at = excluded.at, protocol = excluded.protocol, version = excluded.version"
)


class Contacts:
    """The latest contact of each device that came since the last writing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: dict[str, dict[str, Any]] = {}

    def note(self, device_id: str, protocol: int, program: str) -> None:
        """A device has asked for something; `program` is its User-Agent."""
        found = _PROGRAM.fullmatch(program)
        row = {"device_id": device_id, "at": now(), "protocol": protocol}
        with self._lock:
            self._latest[device_id] = {**row, "version": found[1] if found else ""}

    def write_down(self, database: Database) -> None:
        """Write what has come; what cannot be written comes again with the next contact."""
        with self._lock:
            latest, self._latest = self._latest, {}
        if not latest:
            return
        with database.write() as tx:
            tx.execute(_KEEP, [latest[device_id] for device_id in sorted(latest)])


def of_all(tx: sa.Connection) -> "dict[str, sa.Row[Any]]":
    """Each device's latest contact by its id."""
    return {row.device_id: row for row in tx.execute(sa.select(contact))}
