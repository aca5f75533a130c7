"""The offline lease on the screen: how long one may go without the central; then it locks."""

from datetime import timedelta

from PySide6.QtCore import QTimer, Signal

from jobassist.services.lease import Lease, look
from jobassist.session import Session
from ui.context import Context
from ui.widgets.banner import Banner

_LOOK_MS = 5 * 60_000
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


class LeaseBanner(Banner):
    """Hidden until the lease ends soon. `ended`: the store is to be locked until there is contact.

    `sync_requested` asks the window.
    """

    ended = Signal()
    sync_requested = Signal()

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """See how the lease stands: now and then, and when the state of sync changes."""
        session = self._session
        self._context.jobs.run(self, lambda: look(session), self.show_state)

    def show_state(self, lease: Lease) -> None:
        """Say how long is left, days or hours; tell when it is over."""
        if lease.over:
            self._timer.stop()
            self.ended.emit()
        if not lease.ends_soon or lease.left is None:
            self.clear()
            return
        hours = max(1, -(-lease.left // _HOUR))  # a part of one counts
        if lease.left > _DAY:
            left = self.tr(
                "Om %n dage skal computeren have været i kontakt med centralen.",
                "",
                -(-lease.left // _DAY),
            )
        else:
            left = self.tr(
                "Om %n timer skal computeren have været i kontakt med centralen.", "", hours
            )
        then = self.tr("Ellers låser den, til den har været på nettet. Intet bliver slettet.")
        self.tell(
            f"{left} {then}",
            "warning",
            action=self.tr("Synkronisér nu"),
            then=self.sync_requested.emit,
        )
