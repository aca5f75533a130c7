"""The central's side of the door: what the laptop tells it, hears from it, and obeys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from jobassist import log
from jobassist.door import OwnComputer, SyncState
from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.settings import Settings
from jobassist.wiring.vault import VaultDoor

if TYPE_CHECKING:
    from jobassist.ports.central import CentralPort
    from jobassist.services.sync import Standing
    from jobassist.services.sync_counts import Counts, Told
    from jobassist.session import Session
    from jobassist.sync.client import HttpCentral
    from jobassist.sync.listening import Listener
    from jobassist.sync.loop import SyncLoop
    from jobassist.sync.wire import Login
    from storage.opened import OpenedStore

_WRONG_SECONDS = 120.0


class CentralDoor(VaultDoor):
    """The vault, and the line to the central: at most one loop, from unlock to lock."""

    def __init__(self, data_dir: Path, settings: Settings) -> None:
        super().__init__(data_dir, settings)
        self._loop: SyncLoop | None = None
        self._listener: Listener | None = None
        self._told: Callable[[SyncState], None] | None = None  # who watches sync
        self._clock_off = 0.0

    def lock(self) -> None:
        """Stop the sync, then as the vault does."""
        listener, self._listener = self._listener, None
        loop, self._loop = self._loop, None
        self._told = None
        if listener:
            listener.stop()
        if loop:
            loop.stop()
        super().lock()

    def unlock(self, passphrase: str) -> Session:
        """Open the store; where the offline lease is over, only with contact (see `Door`).

        Whoever opens it with the recovery key or the escrow is let in without.
        """
        from jobassist.services import lease

        session = super().unlock(passphrase)
        admitted = False
        try:
            if lease.look(session).over:
                with suppress(EnvironmentFault, UserError):
                    self.sync_once()
            lease.require(session)
            admitted = True
        finally:
            if not admitted and self._session is not None:
                self.lock()
        return session

    def enrol(self, url: str, code: str) -> None:
        """Enrol this laptop (see `Door`)."""
        from jobassist.services import sync

        central = self._at(url)
        with self._obedient(central):
            sync.enrol(self.session, central, code)
        self._begin_to_sync()

    def offers_login(self, url: str) -> bool:
        """Whether one can enrol there with the browser (see `Door`)."""
        with closing(self._at(url)) as central:
            return central.offer().browser is not None

    def enrol_by_browser(self, url: str, given_up: Callable[[], bool]) -> None:
        """Enrol by a login in the system browser (see `Door`)."""
        from jobassist.services import sync

        central = self._at(url)
        with self._obedient(central):
            sync.enrol_by_login(self.session, central, self._browsed(central, given_up))
        self._begin_to_sync()

    def _at(self, url: str) -> HttpCentral:
        """The central there, unless the organisation has decided for another."""
        from jobassist.sync.client import HttpCentral

        decided = str(self.settings["central_url"])
        if self.settings.locked("central_url") and _plain(url) != _plain(decided):
            raise PolicyDenied("settings.locked", key="central_url")
        return HttpCentral(url, proxy=self.settings["proxy"])

    def _begin_to_sync(self) -> None:
        """From enrolment on, where somebody watches: what the central has comes by itself."""
        self._remember_central()
        if self._told and self._loop is None:
            self.watch_sync(self._told)

    def log_in(self, given_up: Callable[[], bool]) -> None:
        """Show the central that it is still the same user (see `Door`)."""
        from jobassist.services import tokens

        central = self._central()
        with self._obedient(central):
            tokens.renew(self.session, central, self._browsed(central, given_up))
        self.sync_now()

    def _browsed(self, central: HttpCentral, given_up: Callable[[], bool]) -> Login:
        import webbrowser

        from jobassist.sync import browser
        from jobassist.sync.wire_device import login_nonce

        offer, device = central.offer().browser, self.session.device
        if offer is None:
            raise UserError("sync.no_login")
        nonce = login_nonce(device.id, device.public_key)
        return browser.log_in(offer, nonce, webbrowser.open, given_up=given_up)

    def sync_once(self) -> dict[str, int]:
        """Send and fetch: how many were pushed, pulled, merged, conflicts, quarantined, purged.

        Raises: UserError `cli.not_enrolled`, and what the central's client raises. PolicyDenied
        `sync.device_wiped` says that the store has been destroyed and the house is locked.
        """
        from jobassist.services.sync_counts import told_nobody

        return asdict(self._sync(told_nobody))

    def _sync(self, told: Told) -> Counts:
        from jobassist.services import house_policy, sync

        central, used = self._central(), False
        with self._obedient(central):
            try:
                counts = sync.sync_once(self.session, central, told)
                used = True
                return counts
            finally:
                self._set_clock(central.drift)
                if self._session is not None:
                    house_policy.apply(self._session)
                    self._remember_central(used=used)

    def tell_condition(self, found: Iterable[tuple[str, str]]) -> bool:
        """Tell the central what `doctor` found here; False when it may not or takes none.

        Raises: UserError `cli.not_enrolled`, and what the central's client raises.
        """
        from jobassist.services import condition
        from jobassist.services.tokens import speaking

        session = self.session
        if not session.settings["condition_reports"]:
            return False
        central, told = self._central(), condition.of(session, found)
        with self._obedient(central):
            return speaking(session, central, lambda spoken: condition.tell(session, spoken, told))

    def _set_clock(self, drift: float) -> None:
        """What is written from now on carries the central's time, when the machine's is wrong."""
        if self._session is None:
            return  # it was locked meanwhile
        from jobassist.ports.clock import CorrectedClock, SystemClock

        self._clock_off = drift
        wrong = abs(drift) > _WRONG_SECONDS
        self.session.clock = CorrectedClock(timedelta(seconds=drift)) if wrong else SystemClock()

    def held_at_central(self, kind: str) -> int:
        """How many records of a kind the central shows to this user."""
        central = self._central()
        with self._obedient(central):
            return central.held(kind).count

    def own_computers(self) -> list[OwnComputer]:
        """The user's computers (see `Door`)."""
        from jobassist.services.tokens import speaking

        central = self._central()
        with self._obedient(central):
            found = speaking(self.session, central, lambda spoken: _http(spoken).own_devices())
        return [
            OwnComputer(
                one.id,
                datetime.fromisoformat(one.enrolled_at),
                date.fromisoformat(one.seen_on),
                one.state,
                one.this,
            )
            for one in found.devices
        ]

    def report_lost(self, computer: str) -> None:
        """One of the user's other computers is lost (see `Door`)."""
        from jobassist.services.tokens import speaking

        if computer not in {one.id for one in self.own_computers() if not one.this}:
            raise UserError("sync.no_such_device")
        central = self._central()
        with self._obedient(central):
            speaking(self.session, central, lambda spoken: _http(spoken).report_lost(computer))
        log.event("device.reported_lost", device=computer)

    def standing(self) -> Standing:
        """What waits to be sent or decided."""
        from jobassist.services import sync

        return replace(sync.standing(self.session), clock_off=self._clock_off)

    def watch_sync(self, on_change: Callable[[SyncState], None]) -> None:
        """Tell about sync from now on (see `Door`)."""
        from jobassist.services import condition, sync
        from jobassist.sync.listening import Listener
        from jobassist.sync.loop import SyncLoop
        from jobassist.wiring.condition import Reporter

        self._told = on_change
        self._remember_central()
        if sync.login(self.session) is None:
            waits = self.standing()
            on_change(SyncState("not_enrolled", waits.unsent, waits.conflicts))
            return
        report = Reporter(
            self.data_dir, lambda: condition.is_due(self.session), self.tell_condition
        )
        loop: SyncLoop  # which tells of each sync's progress, and is told by it
        loop = SyncLoop(report.after(lambda: self._sync(loop.progress)), self.standing, on_change)
        listener = Listener(self._central, loop.news, loop.listen)
        self._loop, self._listener = loop, listener  # both known before either can end the session
        self.opened.store.on_queued = loop.written
        listener.start()
        loop.start()

    def sync_now(self) -> None:
        """Ask for a sync at once; without a central there is nothing to ask."""
        if self._loop:
            self._loop.request()

    def pause_sync(self, paused: bool) -> None:
        """Hold still, or go on; without a central there is nothing to pause."""
        if self._loop:
            self._loop.pause(paused)

    def wipe_if_ordered(self) -> bool:
        """Ask the central, while locked, whether to wipe (see `Door`)."""
        from jobassist.sync import wiped
        from storage.data_folder import DataFolder
        from storage.destroying import destroy_locked

        belongs = wiped.recall(self.data_dir)
        if belongs is None or not wiped.is_ordered(belongs, proxy=self.settings["proxy"]):
            return False
        log.event("store.destroyed", whole=destroy_locked(DataFolder(self.data_dir)))
        return True

    def _enter(self, opened: OpenedStore) -> Session:
        session = super()._enter(opened)
        session.token_renewed = self._remember_central
        return session

    def _remember_central(self, *, used: bool = False) -> None:
        """What the lock page asks with; of a store in doubt nobody knows whose it was.

        Until the present token was `used`, an order may be signed with the key before its.
        """
        from jobassist.services import sync
        from jobassist.sync import wiped

        with self.session.store.read() as tx:
            url, central, vouched = map(tx.setting, (sync.URL, sync.CENTRAL, sync.CERTIFICATE))
        if url and central and vouched:
            key = json.loads(vouched)["central_key"]
            belongs = wiped.Central(url, central, self.session.device.id, key)
            before = wiped.recall(self.data_dir)
            if before and not used and before.key != key and before.central == central:
                belongs = replace(belongs, key=before.key, next_key=key)
            with suppress(OSError):
                wiped.remember(self.data_dir, belongs)

    @contextmanager
    def _obedient(self, central: HttpCentral) -> Iterator[None]:
        """Speak to the central, then let go of it; a wiped laptop destroys its store."""
        try:
            yield
        except PolicyDenied as denied:
            if denied.code == "sync.device_wiped":
                self._destroy()
            raise
        finally:
            central.close()

    def _destroy(self) -> None:
        """May run in the sync's own thread, so that it waits for nobody."""
        listener, self._listener = self._listener, None
        if listener:
            listener.stop(0)
        self._loop = None
        self.ears.close()
        opened = self._leave()
        if opened:
            log.event("store.destroyed", whole=opened.destroy())

    def _central(self) -> HttpCentral:
        from jobassist.services import sync
        from jobassist.sync.client import HttpCentral

        login = sync.login(self.session)
        if login is None:
            raise UserError("cli.not_enrolled")
        return HttpCentral(login.url, login.token, self.opened, proxy=self.settings["proxy"])


def _http(spoken: CentralPort) -> HttpCentral:
    """What the house speaks to a central with; devices are asked of nothing else."""
    from jobassist.sync.client import HttpCentral

    assert isinstance(spoken, HttpCentral)
    return spoken


def _plain(url: str) -> str:
    """An address as it is compared: the server's name knows no case, its end no stroke."""
    return url.strip().rstrip("/").casefold()
