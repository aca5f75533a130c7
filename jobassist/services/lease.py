"""The offline lease: how long this laptop may go without the central (DESIGN.md, offline lease).

The central says for how many days. They are counted from the last contact by the clock that
contact corrected. A clock that has been set back since ends the lease at once, for nothing can be
counted by it. Nothing is ever deleted: the store opens again with the next contact.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobassist.errors import PolicyDenied
from jobassist.ports.store import Writer
from jobassist.session import Session

DAYS, CONTACT, LATEST = "lease.days", "lease.contact", "lease.latest"
WARN_DAYS = 3
_BACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Lease:
    """How long is left (None: no lease), and whether the clock was found set back."""

    left: timedelta | None
    clock_back: bool = False

    @property
    def over(self) -> bool:
        """Whether the store stays shut until there is contact."""
        return self.left is not None and (self.clock_back or self.left <= timedelta())

    @property
    def ends_soon(self) -> bool:
        """Whether its user should see to a contact."""
        return self.left is not None and self.left <= timedelta(days=WARN_DAYS)


def renew(tx: Writer, now: datetime) -> None:
    """There has been contact: the days count from now, and the clock is believed again."""
    for key in (CONTACT, LATEST):
        tx.set_setting(key, now.isoformat())


def look(session: Session) -> Lease:
    """How the lease stands; remembers the instant, so that a clock that goes back is noticed."""
    now = session.clock.now()
    with session.store.read() as tx:
        days, contact, seen = tx.setting(DAYS), tx.setting(CONTACT), tx.setting(LATEST)
    if not contact or not int(days or 0):
        return Lease(None)
    latest = datetime.fromisoformat(seen or contact)
    if now > latest:
        with session.store.sync() as tx:
            tx.set_setting(LATEST, now.isoformat())
    left = datetime.fromisoformat(contact) + timedelta(days=int(days or 0)) - now
    return Lease(left, clock_back=now < latest - _BACK)


def require(session: Session) -> None:
    """Raises: PolicyDenied `sync.lease_over` when there must be contact first."""
    if look(session).over:
        raise PolicyDenied("sync.lease_over")
