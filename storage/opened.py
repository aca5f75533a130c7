"""A store that is open: what bootstrap wires the session from."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event, Lock

from sqlalchemy import select

from jobassist.errors import Cancelled, EnvironmentFault
from jobassist.records import User
from storage import migrations
from storage.attachments import EncryptedAttachments
from storage.data_folder import DataFolder
from storage.destroying import destroy
from storage.device import load_device
from storage.engine import checkpoint, clear_faults, open_engine
from storage.erasure import Listed, last_erased, listed
from storage.owner import OWNER
from storage.recordings import EncryptedRecordings
from storage.schema import SETTING
from storage.snapshots import DAILY, MIGRATION, Snapshot, is_due, keeps, take
from storage.standing import Standing
from storage.store import EncryptedStore
from storage.vault import anchor, slots
from storage.vault import header as headers
from storage.vault.header import Header
from storage.vault.keys import subkey

_PATIENCE_SECONDS = 60.0  # with a snapshot that is being made when the store is to be destroyed
_ACCEPTED = "anchor.accepted"  # a setting: the central has not heard of the last `accept` yet


class OpenedStore:
    """The open store with its files and its device. Nothing of it outlives `close`."""

    def __init__(
        self, folder: DataFolder, header: Header, data_key: bytes, *, new: bool = False
    ) -> None:
        self.folder = folder
        self.data_key = data_key
        self._closed, self._files = Event(), Lock()
        self.engine = open_engine(folder.database(header.generation), data_key)
        try:
            self._standing = Standing(folder, header, data_key, self.engine)
            if new:
                self._standing.begin()
            self._bring_up_to_date()
            with clear_faults(), self.engine.connect() as connection:
                self.device = load_device(connection)
        except BaseException:
            self.engine.dispose()
            folder.writer.release()
            raise
        self.store = EncryptedStore(
            self.engine,
            self._may_write,
            self._standing.acknowledge,
            self._standing.is_writer,
        )
        place = folder.recordings(header.generation)
        self.recordings = EncryptedRecordings(place, subkey(data_key, "recordings"))
        place = folder.attachments(header.generation)
        self.attachments = EncryptedAttachments(place, subkey(data_key, "attachments"))

    @property
    def header(self) -> Header:
        """The header as it stands beside the database."""
        return self._standing.header

    @property
    def store_id(self) -> str:
        """The store's id, the same for as long as it lives."""
        return self.header.store_id

    @property
    def recovery_confirmed(self) -> bool:
        """Whether the printed recovery key has been retyped."""
        return self.header.recovery_confirmed

    @property
    def has_pin(self) -> bool:
        """Whether a PIN opens it on the device where it was set."""
        return slots.DAILY in self.header.slots

    @property
    def doubt(self) -> EnvironmentFault | None:
        """Why this store may not be as it was left: it can be read, and every write raises this.

        The ways on are a restore and `accept`; the codes stand in `storage.standing`.
        """
        return self._standing.doubt

    def accept(self) -> None:
        """Go on from what is here, as somebody decided who was told of the doubt."""
        self._standing.accept()
        with self.store.sync() as tx:
            tx.set_setting(_ACCEPTED, "1")

    def state(self) -> str:
        """How far the store has come, for a keeper outside the folder: the central.

        It ends with `; accepted` until that keeper has heard of the last `accept`.
        """
        state = anchor.to_text(self._standing.state())
        return f"{state}; accepted" if self._accepted() else state

    def compare(self, known: str) -> None:
        """Doubt the store if that keeper has seen it further than it is.

        Right after an `accept` the keeper begins anew from what was told.
        """
        if self._accepted():
            with self.store.sync() as tx:
                tx.set_setting(_ACCEPTED, None)
        else:
            self._standing.compare(anchor.from_text(known))

    def _accepted(self) -> bool:
        with clear_faults(), self.engine.connect() as connection:
            query = select(SETTING.c.value).where(SETTING.c.key == _ACCEPTED)
            return connection.execute(query).first() is not None

    def owner(self) -> User:
        """The user whose store this is."""
        with self.store.read() as tx:
            return tx.get(User, tx.setting(OWNER) or "")

    def take_snapshot(self, now: datetime) -> Snapshot:
        """Make today's snapshot; in any thread, while the store is used (see `snapshots.take`)."""
        with self.making_files():
            return take(self.folder, self.header, self.data_key, now, DAILY)

    @contextmanager
    def making_files(self) -> Iterator[None]:
        """Around what makes files beside the database: a store that is destroyed gets no new ones.

        Raises: Cancelled when the store is closed already.
        """
        with self._files:
            self._require_open()
            yield

    def erased(self) -> list[Listed]:
        """Everything that was ever erased here."""
        with clear_faults(), self.engine.connect() as connection:
            return listed(connection)

    def snapshot_is_due(self, now: datetime) -> bool:
        """Whether today's is not made yet, or something was erased since the newest.

        None is made of a store in doubt.
        """
        if self.doubt:
            return False
        with clear_faults(), self.engine.connect() as connection:
            return is_due(self.folder, now, last_erased(connection))

    def finish_rotation(self) -> None:
        """Remove what a change of keys left that was killed: the old key may have leaked.

        Raises: EnvironmentFault `store.in_use`.
        """
        if not self.folder.other_generations(self.header.generation):
            return
        self.claim()
        standing = headers.read(self.folder.header)
        if not isinstance(standing, Header) or standing.generation != self.header.generation:
            return  # another program has changed the key since we opened: these are not the rests
        with self.making_files():
            for generation in self.folder.other_generations(self.header.generation):
                self.folder.remove_generation(generation)

    def claim(self) -> None:
        """Become the folder's writer now rather than at the first write (the window does).

        Raises: EnvironmentFault `store.in_use`.
        """
        self.folder.writer.claim()
        if not self.doubt:
            self._may_write()

    def replace_header(self, header: Header) -> None:
        """Put a changed header in place of both copies."""
        with self.making_files():
            self._standing.replace_header(header)

    def close(self) -> None:
        """Fold the write-ahead log in, close, and let others write."""
        self._closed.set()
        with suppress(EnvironmentFault):
            self._standing.keep_anchor()
            checkpoint(self.engine)
        self.store.close()
        self.folder.writer.release()

    def destroy(self) -> bool:
        """Close, and destroy the store for good; whether nothing of it is left.

        A snapshot that is being made in another thread is waited for: it would bring a copy of the
        header back.
        """
        self._closed.set()
        waited = self._files.acquire(timeout=_PATIENCE_SECONDS)
        try:
            self.store.close()
            return destroy(self.folder, self.store_id)
        finally:
            if waited:
                self._files.release()
            self.folder.writer.release()

    def _may_write(self) -> None:
        self._require_open()
        self._standing.may_write()

    def _require_open(self) -> None:
        if self._closed.is_set():
            raise Cancelled

    def _bring_up_to_date(self) -> None:
        connection = self.engine.raw_connection()
        try:
            with clear_faults():
                if migrations.is_newer(connection.driver_connection):
                    raise EnvironmentFault("store.newer_program")
                if migrations.pending(connection.driver_connection):
                    self.claim()
                    what = (self.folder, self.header, self.data_key)
                    if not keeps(*what, self.engine, MIGRATION):
                        take(*what, datetime.now(UTC), MIGRATION)
                    migrations.migrate(connection.driver_connection)
        finally:
            connection.close()
