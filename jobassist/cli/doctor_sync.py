"""What `doctor` looks at around the central: does it answer, and what waits for a decision.

An enrolled computer keeps the central's address in the locked store. It is opened only where
`--passphrase-file` was given: `doctor` asks nobody for a passphrase.
"""

from jobassist.cli.call import Call
from jobassist.cli.finding import Finding, Level
from jobassist.door import DoorState
from jobassist.errors import AppError
from jobassist.services.lease import Lease
from jobassist.settings import Settings
from jobassist.sync.wire import PROTOCOL

_MOST_DRIFT_SECONDS = 120
_PATIENCE = 0.1  # of the sync client's time-outs: doctor must be quick


def about_sync(call: Call) -> list[Finding]:
    """Whether the central answers, and how much was kept aside. Raises: what opening raises."""
    url = call.house.settings["central_url"]
    if call.house.state() is DoorState.NO_STORE:
        return [
            _central(url, call.house.settings) if url else Finding("doctor.no_central", Level.OK)
        ]
    if not call.may_unlock:
        return [
            _central(url, call.house.settings)
            if url
            else Finding("doctor.central_locked", Level.OK)
        ]
    from jobassist.services import lease, sync

    with call.session() as session:
        login = sync.login(session)
        stands = lease.look(session)
        with session.store.read() as tx:
            waits = tx.sync_counts()
    url = login.url if login else url
    kept = Finding("doctor.nothing_kept", Level.OK)
    if waits.conflicts or waits.quarantined:
        counts = {"conflicts": waits.conflicts, "quarantined": waits.quarantined}
        kept = Finding("doctor.kept", Level.WARNING, {**counts})
    return [
        kept,
        *_lease(stands),
        _central(url, call.house.settings) if url else Finding("doctor.no_central", Level.OK),
    ]


def _lease(stands: Lease) -> list[Finding]:
    """How long one may go without the central, where it is not for long."""
    if stands.left is None or not stands.ends_soon:
        return []
    return [Finding("doctor.lease_ends", Level.WARNING, {"days": max(0, stands.left.days)})]


def _central(url: str, settings: Settings) -> Finding:
    proxy, notice = str(settings["proxy"]), bool(settings["update_notice"])
    from jobassist.sync.client import HttpCentral

    try:
        asked = HttpCentral(url, patience=_PATIENCE, proxy=proxy)
        try:
            drift, newest = abs(asked.clock_drift()), asked.protocol()
        finally:
            asked.close()
    except AppError as error:
        return Finding(error.code, Level.ERROR, error.params)
    if drift > _MOST_DRIFT_SECONDS:
        return Finding("doctor.clock_drift", Level.WARNING, {"seconds": round(drift)})
    if notice and newest > PROTOCOL:
        return Finding("doctor.update", Level.WARNING)
    return Finding("doctor.central", Level.OK)
