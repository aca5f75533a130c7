"""The central's side of the door: what the laptop tells it, hears from it, and obeys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from jobassist import log
from jobassist.door import SyncState
from jobassist.errors import PolicyDenied, UserError
from jobassist.settings import Settings
from jobassist.wiring.vault import VaultDoor

if TYPE_CHECKING:
    from jobassist.services.sync import Standing
    from jobassist.sync.client import HttpCentral
    from jobassist.sync.listening import Listener
    from jobassist.sync.loop import SyncLoop


class CentralDoor(VaultDoor):
    """The vault, and the line to the central: at most one loop, from unlock to lock."""

    def __init__(self, data_dir: Path, settings: Settings) -> None:
        super().__init__(data_dir, settings)
        self._loop: SyncLoop | None = None
        self._listener: Listener | None = None

    def lock(self) -> None:
        """Stop the sync, then as the vault does."""
        listener, self._listener = self._listener, None
        loop, self._loop = self._loop, None
        if listener:
            listener.stop()
        if loop:
            loop.stop()
        super().lock()

    def enrol(self, url: str, code: str) -> None:
        """Enrol this laptop (see `Door`)."""
        from jobassist.services import sync
        from jobassist.sync.client import HttpCentral

        central = HttpCentral(url, proxy=self.settings["proxy"])
        with self._obedient(central):
            sync.enrol(self.session, central, code)
        self._remember_central()

    def sync_once(self) -> dict[str, int]:
        """Send and fetch: how many were pushed, pulled, merged, conflicts, quarantined, purged.

        Raises: UserError `cli.not_enrolled`, and what the central's client raises. PolicyDenied
        `sync.device_wiped` says that the store has been destroyed and the house is locked.
        """
        from jobassist.services import sync

        central = self._central()
        with self._obedient(central):
            return asdict(sync.sync_once(self.session, central))

    def held_at_central(self, kind: str) -> int:
        """How many records of a kind the central shows to this user."""
        central = self._central()
        with self._obedient(central):
            return central.held(kind).count

    def standing(self) -> Standing:
        """What waits to be sent or decided."""
        from jobassist.services import sync

        return sync.standing(self.session)

    def watch_sync(self, on_change: Callable[[SyncState], None]) -> None:
        """Tell about sync from now on (see `Door`)."""
        from jobassist.services import sync
        from jobassist.sync.listening import Listener
        from jobassist.sync.loop import SyncLoop

        self._remember_central()
        if sync.login(self.session) is None:
            waits = self.standing()
            on_change(SyncState("not_enrolled", waits.unsent, waits.conflicts))
            return
        loop = SyncLoop(self.sync_once, self.standing, on_change)
        listener = Listener(self._central, loop.news, loop.listen)
        self._loop, self._listener = loop, listener  # both known before either can end the session
        listener.start()
        loop.start()

    def sync_now(self) -> None:
        """Ask for a sync at once; without a central there is nothing to ask."""
        if self._loop:
            self._loop.request()

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

    def _remember_central(self) -> None:
        """What the lock page asks with; of a store in doubt nobody knows whose it was."""
        from jobassist.services import sync
        from jobassist.sync import wiped

        with self.session.store.read() as tx:
            url, central, vouched = map(tx.setting, (sync.URL, sync.CENTRAL, sync.CERTIFICATE))
        if url and central and vouched:
            key = json.loads(vouched)["central_key"]
            belongs = wiped.Central(url, central, self.session.device.id, key)
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
