"""The only place that wires the rooms together.

`build` reads as start-up goes: hardening, umask, log, policy, settings. `House` is the door to the
store; it loads the store, the engine and the central's client when each is first needed, so that
the first window is painted before any of them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from jobassist import log, places
from jobassist.door import DoorState, Protection, Restorable, SyncState
from jobassist.errors import EnvironmentFault, PolicyDenied, UserError
from jobassist.fresh_process import SPEECH_ENGINE, begin_anew, program, window_command
from jobassist.hardening import harden
from jobassist.policy import load_policy, machine_policy_file
from jobassist.ports.clock import SystemClock
from jobassist.settings import Settings

if TYPE_CHECKING:
    from jobassist.ports.speech import Recogniser, Samples, SoundSource, WrittenForm
    from jobassist.services.sync import Standing
    from jobassist.session import Session
    from jobassist.sync.client import HttpCentral
    from jobassist.sync.loop import SyncLoop
    from storage.opened import OpenedStore

_LARGEST_LOG = 5 * 1024 * 1024


def prepare(data_dir: Path | None = None) -> None:
    """What every process does first: no way in for others, and a log that is no one's diary.

    A log that cannot be written stops nobody: the fault is told when the store is used.
    """
    harden()
    os.umask(0o077)
    file = places.log_file(data_dir)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.stat().st_size > _LARGEST_LOG:
            file.replace(file.with_suffix(".old.log"))
        log.start(file)


def build(data_dir: Path | None = None) -> House:
    """Everything up to the locked door. Raises: EnvironmentFault `policy.broken`."""
    folder = data_dir or places.default_data_dir()
    policy = load_policy(machine_policy_file())
    return House(folder, Settings.load(places.settings_file(folder), policy))


def run_window(data_dir: Path | None = None) -> int:
    """The window, from the lock page to its end; returns the exit code."""
    prepare(data_dir)
    house = build(data_dir)
    from ui.app import run

    try:
        return run(house, house.settings)
    finally:
        house.lock()


def engine_command() -> list[str]:
    """What starts the speech engine's process: this program again, in a bundle or in a venv."""
    return [*program(), SPEECH_ENGINE]


class House:
    """One data folder with its rooms: the `Door`, and what the command line asks for besides."""

    def __init__(self, data_dir: Path, settings: Settings) -> None:
        self.data_dir = data_dir
        self.settings = settings
        self.relaunch: Callable[[list[str]], None] = begin_anew
        self._opened: OpenedStore | None = None
        self._session: Session | None = None
        self._recogniser: Recogniser | None = None
        self._starting = threading.Lock()
        self._written: WrittenForm | None = None
        self._own_words: dict[str, str] = {}
        self._loop: SyncLoop | None = None

    @property
    def session(self) -> Session:
        """The open session. Only between `unlock` or `create` and `lock`."""
        assert self._session, "the house is locked"
        return self._session

    @property
    def opened(self) -> OpenedStore:
        """The open store's vault. Only while the session lasts."""
        assert self._opened, "the house is locked"
        return self._opened

    # The door

    def state(self) -> DoorState:
        """What stands in the data folder."""
        from storage.data_folder import DataFolder

        return DoorState.LOCKED if DataFolder(self.data_dir).has_store() else DoorState.NO_STORE

    def warm_up(self) -> None:
        """Load the speech model before it is needed (see `Door`)."""
        self.recogniser().warm_up()

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
        loop, self._loop = self._loop, None
        if loop:
            loop.stop()
        recogniser, self._recogniser = self._recogniser, None
        if recogniser:
            recogniser.close()
        opened, self._opened, self._session = self._opened, None, None
        if opened:
            opened.close()

    # Who may open it

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

        self.opened.header.open_with_passphrase(present)
        change_passphrase(self.opened, new)

    def set_pin(self, present: str, pin: str) -> None:
        """Set or remove the PIN of this device (see `Door`)."""
        from storage.opening import remove_pin, set_pin

        self.opened.header.open_with_passphrase(present)
        if pin:
            set_pin(self.opened, pin)
        else:
            remove_pin(self.opened)

    def accept_doubt(self) -> None:
        """Go on from what is here (see `Door`)."""
        self.opened.accept()

    def restorable(self) -> list[Restorable]:
        """The snapshots there are (see `Door`)."""
        from storage import snapshots
        from storage.data_folder import DataFolder

        found = snapshots.listed(DataFolder(self.data_dir))
        return [Restorable(one.name, one.made_at, snapshots.size(one)) for one in found]

    def restore(self, name: str, secret: str) -> Session:
        """Put a snapshot in the store's place and open it (see `Door`)."""
        from storage.restoring import restore_snapshot

        now = SystemClock().now()
        opened, _aside = restore_snapshot(
            self.data_dir, name, lambda header: header.open_with_either(secret), now=now
        )
        log.event("store.restored", source="source.snapshot")
        return self._enter(opened)

    def restore_backup(self, file: Path, secret: str) -> Session:
        """Put a backup in the store's place and open it (see `Door`)."""
        from storage.backup import restore
        from storage.vault.recovery_key import is_recovery_key

        by_key, now = is_recovery_key(secret), SystemClock().now()
        opened, _aside = restore(file, self.data_dir, secret, now=now, by_recovery_key=by_key)
        log.event("store.restored", source="source.backup")
        return self._enter(opened)

    def housekeep(self) -> None:
        """Today's snapshot, and what goes by itself (see `Door`)."""
        from jobassist.services.retention import tidy

        if self.opened.doubt:
            return
        self.snapshot_if_due()
        tidy(self.session)
        self.snapshot_if_due()

    def snapshot_if_due(self) -> None:
        """Today's snapshot, or one that knows of what was erased since the last.

        Without the latter a store that is lost would come back without its list of erasures.
        """
        now = self.session.clock.now()
        if self.opened.snapshot_is_due(now):
            self.opened.take_snapshot(now)

    def begin_anew(self) -> None:
        """End this process and start at the lock page (see `Door`)."""
        self.relaunch(window_command(self.data_dir))

    # The central

    def enrol(self, url: str, code: str) -> None:
        """Enrol this laptop (see `Door`)."""
        from jobassist.services import sync
        from jobassist.sync.client import HttpCentral

        central = HttpCentral(url)
        with self._obedient(central):
            sync.enrol(self.session, central, code)

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
        from jobassist.sync.loop import SyncLoop

        if sync.login(self.session) is None:
            waits = self.standing()
            on_change(SyncState("not_enrolled", waits.unsent, waits.conflicts))
            return
        self._loop = SyncLoop(self.sync_once, self.standing, on_change)
        self._loop.start()

    def sync_now(self) -> None:
        """Ask for a sync at once; without a central there is nothing to ask."""
        if self._loop:
            self._loop.request()

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
        self._loop = None
        recogniser, self._recogniser = self._recogniser, None
        if recogniser:
            recogniser.close()
        opened, self._opened, self._session = self._opened, None, None
        if opened:
            log.event("store.destroyed", whole=opened.destroy())

    def _central(self) -> HttpCentral:
        from jobassist.services import sync
        from jobassist.sync.client import HttpCentral

        login = sync.login(self.session)
        if login is None:
            raise UserError("cli.not_enrolled")
        return HttpCentral(login.url, login.token)

    # The ears

    @property
    def model_dir(self) -> str:
        """The folder of speech models that settings or policy name, or an empty text."""
        return str(self.settings["model_dir"])

    def recogniser(self, model: str | None = None) -> Recogniser:
        """The speech engine, started when it is first used; the settings' model unless named.

        Raises: UserError `speech.no_model`, `speech.model_damaged`.
        """
        if model is not None and model != self.settings["model"]:
            return self._engine(model)
        with self._starting:  # it is warmed up in one thread while another may want to dictate
            if self._recogniser is None:
                self._recogniser = self._engine(self.settings["model"])
            return self._recogniser

    def _engine(self, model: str) -> Recogniser:
        from speech.models import find_model
        from speech.recogniser import open_recogniser

        folder = find_model(model, self.model_dir)
        return open_recogniser(folder, model, engine_command())

    def written(self) -> WrittenForm:
        """Spoken Danish to written Danish; with what the user's corrections taught, if unlocked."""
        from jobassist.services import lexicon
        from speech.written import Normaliser

        own = lexicon.in_use(self._session) if self._session else {}
        if self._written is None or own != self._own_words:
            self._written, self._own_words = Normaliser(user=own), own
        return self._written

    def microphone(self) -> SoundSource:
        """The microphone of the settings, or the system's."""
        from speech.microphone import Microphone

        return Microphone(self.settings["microphone"])

    def microphones(self) -> list[str]:
        """The microphones that are there now, by name."""
        from speech.microphone import microphones

        return microphones()

    def read_sound(self, file: Path) -> Samples:
        """A sound file's sound (see `ReadSoundFile`)."""
        from speech.sound_file import read_sound_file

        return read_sound_file(file)

    def play(self, samples: Samples) -> None:
        """Let a sound be heard, without waiting for its end."""
        from speech.loudspeaker import play

        play(samples)

    def model_fit_for_notes(self) -> bool:
        """What the catalogue says of the model in the settings; False when it is not here."""
        from speech.models.installed import describe, find_model

        try:
            return describe(find_model(self.settings["model"], self.model_dir)).fit_for_notes
        except UserError:
            return False

    def _enter(self, opened: OpenedStore) -> Session:
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
            written=self.written,
            recogniser=self.recogniser,
            microphone=self.microphone,
            microphones=self.microphones,
            read_sound=self.read_sound,
            play=self.play,
            model_fit_for_notes=self.model_fit_for_notes(),
        )
        return self._session

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
