"""What goes by itself when its time is over: an hourly round beside the server.

Uploads that nobody finished, codes that nobody used, tokens that ended, emergencies that are past;
and the access log when its rule says so (`central.log_kept`). Records and operations never go by
themselves: the law decides about them (`central.erasure`).
"""

import threading
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from central import attachments, devices, log_kept, schema
from central.database import Database, now, stamp
from central.identity import Identity
from central.schema_devices import token
from jobassist import log

UPLOAD_DAYS = 30
_CODE_DAYS = 30  # so long IT can still see that a code was made and has ended
_FIRST_SECONDS, _EVERY_SECONDS = 60.0, 3600.0


def tidy(database: Database, central: Identity, log_months: int = 0) -> dict[str, int]:
    """One round; how many `uploads`, `codes`, `tokens`, `emergencies`, entries of the `log` went.

    `log_months`: how long the organisation keeps the log, where that is longer than the rule.
    """
    code, opened = schema.enrolment_code, schema.access
    with database.write() as tx:
        gone = {"uploads": attachments.drop_unfinished(tx, _ago(UPLOAD_DAYS))}
        for name, dead in (
            ("codes", sa.delete(code).where(code.c.expires_at < _ago(_CODE_DAYS))),
            ("tokens", sa.delete(token).where(token.c.expires_at < _ago(1))),
            ("emergencies", sa.delete(opened).where(opened.c.until < now())),
        ):
            gone[name] = tx.execute(dead).rowcount
    before = log_kept.kept_from(devices.today(), log_months)
    return gone | {"log": log_kept.trim(database, central, before)}


def _ago(days: int) -> str:
    return stamp(datetime.now(UTC) - timedelta(days=days))


class Housekeeper:
    """Several processes may each have one: what one has taken away the next does not find."""

    def __init__(
        self,
        database: Database,
        central: Identity,
        log_months: int = 0,
        *,
        first: float = _FIRST_SECONDS,
        every: float = _EVERY_SECONDS,
    ) -> None:
        self._database, self._central, self._log_months = database, central, log_months
        self._wait, self._every = first, every
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="housekeeper", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round that is being made."""
        self._stopping.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopping.wait(self._wait):
            self._wait = self._every
            try:
                gone = tidy(self._database, self._central, self._log_months)
            except sa.exc.DBAPIError as error:
                log.failure("central.housekeeping", error)
                continue
            if any(gone.values()):
                log.event("central.tidied", **gone)
