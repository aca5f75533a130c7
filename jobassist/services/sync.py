"""Sync: enrol the device, send what is new here, fetch what is new at the central.

No transaction is open while the network is waited for. What was not acknowledged stays in the
outbox and is sent again, under the same id and with the same bytes. Files travel after the records
that tell of them.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from jobassist import log
from jobassist.errors import EnvironmentFault
from jobassist.ports.central import CentralPort
from jobassist.ports.store import EPOCH
from jobassist.records import Role
from jobassist.records.plain import plain
from jobassist.services import lease, sync_files
from jobassist.services.sync_counts import Counts, Progress, Told, told_nobody
from jobassist.services.sync_pull import CENTRAL, DIALECT, ETAG, fetch_anew, pull
from jobassist.services.sync_push import push
from jobassist.services.tokens import CERTIFICATE, TOKEN, speaking
from jobassist.session import Session
from jobassist.sync.wire import KEEP_DAYS, DeviceKey, Enrolment, canonical, enrolment_proof
from jobassist.sync.wire import Login as BrowserLogin
from jobassist.sync.wire_device import login_proof

__all__ = [
    "CENTRAL",
    "CERTIFICATE",
    "DIALECT",
    "EPOCH",
    "ETAG",
    "TOKEN",
    "URL",
    "Counts",
    "Login",
    "Progress",
    "Standing",
    "enrol",
    "enrol_by_login",
    "login",
    "standing",
    "sync_once",
]

# The store's own settings that belong to sync. Never personal data.
URL, LAST_SUCCESS = "central.url", "central.last_success"
_EPOCHS_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Login:
    """Where the device is enrolled, and the token it speaks with."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits, and the instant (ISO 8601 UTC) at which the central last had everything.

    `clock_off`: by how many seconds the central's clock is ahead, where that is known.
    """

    unsent: int
    conflicts: int
    last_success: str | None
    clock_off: float = 0.0


def login(session: Session) -> Login | None:
    """How to reach the central; None for a device that is not enrolled."""
    with session.store.read() as tx:
        url, token = tx.setting(URL), tx.setting(TOKEN)
    return Login(url, token) if url and token else None


def standing(session: Session) -> Standing:
    """What the window says of sync."""
    with session.store.read() as tx:
        counts = tx.sync_counts()
        return Standing(counts.unsent, counts.conflicts, tx.setting(LAST_SUCCESS))


def enrol(session: Session, central: CentralPort, code: str) -> None:
    """Enrol this device by a one-time code. The store's owner becomes the central's user.

    It can be repeated with the same code if the answer was lost, and with a new one if the
    central no longer knows the device. Raises: what `CentralPort.enrol` raises, and
    EnvironmentFault `sync.another_central` when the store belongs to another one.
    """
    code = code.strip()
    _enrol(session, central, enrolment_proof(code, session.device.id), code=code)


def enrol_by_login(session: Session, central: CentralPort, login: BrowserLogin) -> None:
    """Enrol this device by what the system browser brought back. Raises: as `enrol`.

    Raises besides: PolicyDenied `sync.not_entitled`, UserError `sync.login_refused`.
    """
    _enrol(session, central, login_proof(login, session.device.id), login=login)


def _enrol(
    session: Session,
    central: CentralPort,
    proof: bytes,
    *,
    code: str = "",
    login: BrowserLogin | None = None,
) -> None:
    device = session.device
    enrolled = central.enrol(
        Enrolment(
            code=code,
            login=login,
            device=DeviceKey(id=device.id, public_key=device.public_key),
            local_user=session.user.id,
            proof=device.sign(proof),
        )
    )
    user = enrolled.user
    with session.store.sync() as tx:
        if tx.setting(CENTRAL) not in (None, enrolled.central):
            raise EnvironmentFault("sync.another_central")
        tx.adopt_user(session.user.id, user.id)
        if tx.setting(EPOCH) != enrolled.epoch:
            tx.begin_epoch(enrolled.epoch)
        fetch_anew(tx)
        for key, value in (
            (URL, central.url),
            (TOKEN, enrolled.token),
            (CENTRAL, enrolled.central),
            (CERTIFICATE, canonical(enrolled.certificate.model_dump())),
        ):
            tx.set_setting(key, value)
    session.user = replace(session.user, id=user.id, name=user.name, role=Role(user.role))
    log.event("sync.enrolled", device=device.id)


def sync_once(session: Session, central: CentralPort, told: Told = told_nobody) -> Counts:
    """Push everything that waits, then pull what has changed; what it did.

    Raises: what the port raises, EnvironmentFault `sync.not_vouched` when something that decides
    for everybody did not come as the central signs it. What was answered or fetched is kept.
    """
    return speaking(session, central, lambda spoken: _sync(session, spoken, told))


def _sync(session: Session, central: CentralPort, told: Told) -> Counts:
    counts = Counts()
    sync_files.let_go(session)
    _records(session, central, counts, told)
    sync_files.let_go(session)
    if sync_files.carry(session, central, counts, told):
        _records(session, central, counts, told)  # the central has told when it had them
    now = session.clock.now()
    with session.store.sync() as tx:
        tx.set_setting(LAST_SUCCESS, str(plain(now)))
        lease.renew(tx, now)
        tx.forget_sent(now - timedelta(days=KEEP_DAYS))
    log.event("sync.done", pushed=counts.pushed, pulled=counts.pulled, purged=counts.purged)
    if counts.not_vouched:  # everything else has come in
        raise EnvironmentFault("sync.not_vouched")
    return counts


def _records(session: Session, central: CentralPort, counts: Counts, told: Told) -> None:
    for _ in range(_EPOCHS_AT_ONCE):
        push(session.store, central, counts, told)
        if pull(session, central, counts, told):
            return
    raise EnvironmentFault("sync.answer_broken", retryable=True)  # it is being put back right now
