"""The vault's side of the door: who may open the store, and what keeps it safe."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jobassist import log
from jobassist.door import DoorState, Protection, Restorable
from jobassist.errors import AppError, EnvironmentFault
from jobassist.settings import Settings
from jobassist.wiring.ears import Ears

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jobassist.session import Session
    from storage.opened import OpenedStore
    from storage.ways_in import KeyOf


class VaultDoor:
    """One data folder with its store, locked or open, and the ears that come with a session."""

    def __init__(self, data_dir: Path, settings: Settings) -> None:
        self.data_dir = data_dir
        self.settings = settings
        self.ears = Ears(settings, self._own_words)
        self._opened: OpenedStore | None = None
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The open session. Only between `unlock` or `create` and `lock`."""
        assert self._session, "the door is locked"
        return self._session

    @property
    def opened(self) -> OpenedStore:
        """The open store's vault. Only while the session lasts."""
        assert self._opened, "the door is locked"
        return self._opened

    def state(self) -> DoorState:
        """What stands in the data folder."""
        from storage.data_folder import DataFolder

        return DoorState.LOCKED if DataFolder(self.data_dir).has_store() else DoorState.NO_STORE

    def pin_opens(self) -> bool:
        """Whether a PIN is set up (see `Door`)."""
        from storage.data_folder import DataFolder
        from storage.opening import names_pin

        return names_pin(DataFolder(self.data_dir))

    def poor_place(self) -> AppError | None:
        """Why the data folder lies badly (see `Door`)."""
        from storage.place import Place, place_of

        place = place_of(self.data_dir)
        told = {Place.CLOUD: "doctor.place_cloud", Place.ROAMING: "doctor.place_roaming"}
        return EnvironmentFault(told[place]) if place in told else None

    def unlock(self, passphrase: str) -> Session:
        """Open the store (see `Door`)."""
        from storage.opening import unlock

        return self._enter(unlock(self.data_dir, passphrase))

    def create(self, passphrase: str, owner: str) -> tuple[Session, str]:
        """Make a new store (see `Door`)."""
        from storage.opening import create

        opened, recovery_key = create(self.data_dir, passphrase, owner)
        return self._enter(opened), recovery_key

    def lock(self) -> None:
        """Save and close everything; locking what is locked does nothing."""
        self.ears.close()
        opened = self._leave()
        if opened:
            opened.close()

    def protection(self) -> Protection:
        """How the open store is protected (see `Door`)."""
        from storage.vault.device_secret import keyring_is_there

        opened = self.opened
        return Protection(
            opened.has_pin, keyring_is_there(), opened.recovery_confirmed, opened.doubt
        )

    def recover(self, recovery_key: str, passphrase: str) -> Session:
        """Open with the printed key (see `Door`)."""
        from storage.opening import recover

        return self._enter(recover(self.data_dir, recovery_key, passphrase))

    def confirm_recovery_key(self, typed: str) -> None:
        """Remember that the printed key was typed (see `Door`)."""
        from storage.opening import confirm_recovery_key

        confirm_recovery_key(self.opened, typed)

    def change_passphrase(self, present: str, new: str) -> None:
        """Set another passphrase (see `Door`)."""
        from storage.opening import change_passphrase

        self.opened.header.open_with_either(present)
        change_passphrase(self.opened, new)

    def set_pin(self, present: str, pin: str) -> None:
        """Set or remove the PIN of this device (see `Door`)."""
        from storage.opening import remove_pin, set_pin

        self.opened.header.open_with_passphrase(present)
        if pin:
            set_pin(self.opened, pin)
        else:
            remove_pin(self.opened)

    def confirm(self, secret: str) -> None:
        """Whether it is the passphrase or PIN (see `Door`)."""
        self.opened.header.open_with_passphrase(secret)

    def accept_doubt(self) -> None:
        """Go on from what is here (see `Door`)."""
        self.opened.accept()

    def restorable(self) -> list[Restorable]:
        """The snapshots there are (see `Door`)."""
        from storage import snapshots
        from storage.data_folder import DataFolder

        found = snapshots.listed(DataFolder(self.data_dir))
        return [Restorable(one.name, one.made_at, snapshots.size(one)) for one in found]

    def restore(self, name: str, secret: str | bytes) -> Session:
        """Put a snapshot in the store's place and open it (see `Door`)."""
        from jobassist.ports.clock import SystemClock
        from storage.restoring import restore_snapshot

        now = SystemClock().now()
        opened, _aside = restore_snapshot(self.data_dir, name, _key_of(secret), now=now)
        log.event("store.restored", source="source.snapshot")
        return self._enter(opened)

    def restore_backup(self, file: Path, secret: str | bytes) -> Session:
        """Put a backup in the store's place and open it (see `Door`)."""
        from jobassist.ports.clock import SystemClock
        from storage.backup import restore

        now = SystemClock().now()
        opened, _aside = restore(file, self.data_dir, _key_of(secret), now=now)
        log.event("store.restored", source="source.backup")
        return self._enter(opened)

    def housekeep(self) -> None:
        """Today's snapshot, and what goes by itself (see `Door`)."""
        from jobassist.services.retention import tidy
        from storage.forgetting import forget_erased

        opened, session = self._opened, self._session
        if opened is None or session is None or opened.doubt:  # locked again already
            return
        opened.finish_rotation()
        _snapshot_if_due(opened, session)
        tidy(session)
        _snapshot_if_due(opened, session)
        forget_erased(opened)

    def snapshot_if_due(self) -> None:
        """Today's snapshot, or one that knows of what was erased since the last."""
        _snapshot_if_due(self.opened, self.session)

    def _enter(self, opened: OpenedStore) -> Session:
        from jobassist.ports.clock import SystemClock  # late: the lock page needs no time zones
        from jobassist.services import house_policy
        from jobassist.session import Session

        self._seal_to_escrow(opened)
        self._opened = opened
        self._session = Session(
            store=opened.store,
            user=opened.owner(),
            device=opened.device,
            clock=SystemClock(),
            settings=self.settings,
            recordings=opened.recordings,
            attachments=opened.attachments,
            written=self.ears.written,
            recogniser=self.ears.recogniser,
            microphone=self.ears.microphone,
            microphones=self.ears.microphones,
            microphone_level=self.ears.microphone_level,
            read_sound=self.ears.read_sound,
            play=self.ears.play,
            model_fit_for_notes=self.ears.model_fit_for_notes(),
        )
        house_policy.apply(self._session)
        return self._session

    def _leave(self) -> OpenedStore | None:
        """There is no session any more; returns what is still to be closed or destroyed."""
        opened, self._opened, self._session = self._opened, None, None
        return opened

    def _own_words(self) -> Mapping[str, str]:
        from jobassist.services import lexicon, terms

        if self._session is None:
            return {}
        return terms.in_use(self._session) | lexicon.in_use(self._session)  # the user's own win

    def _seal_to_escrow(self, opened: OpenedStore) -> None:
        """Where the machine's policy asks for it. A user's own choice never names that key."""
        from storage.opening import apply_escrow

        if opened.doubt:
            return
        try:
            apply_escrow(opened, str(self.settings.policy.get("escrow_public_key", "")))
        except EnvironmentFault as fault:
            if fault.code != "store.in_use":  # then the program that writes has done it
                opened.close()
                raise


def _snapshot_if_due(opened: OpenedStore, session: Session) -> None:
    """See `VaultDoor.snapshot_if_due`.

    Without the latter a store that is lost would come back without its list of erasures.
    """
    now = session.clock.now()
    if opened.snapshot_is_due(now):
        opened.take_snapshot(now)


def _key_of(secret: str | bytes) -> KeyOf:
    from storage.ways_in import by_escrow_key, by_secret

    return by_secret(secret) if isinstance(secret, str) else by_escrow_key(secret)
