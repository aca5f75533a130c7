"""A store that is open: what bootstrap wires the session from."""

from contextlib import suppress

from sqlalchemy import Engine

from jobassist.errors import EnvironmentFault
from jobassist.records import User
from storage import migrations
from storage.data_folder import DataFolder
from storage.device import load_device
from storage.engine import checkpoint, clear_faults, open_engine
from storage.owner import OWNER
from storage.recordings import EncryptedRecordings
from storage.store import EncryptedStore
from storage.vault import header as headers
from storage.vault.header import Header
from storage.vault.keys import subkey


class OpenedStore:
    """The open store with its recordings and its device. Nothing of it outlives `close`."""

    def __init__(self, folder: DataFolder, header: Header, data_key: bytes) -> None:
        self.folder = folder
        self.header = header
        self.data_key = data_key
        self.engine = open_engine(folder.database(header.generation), data_key)
        try:
            _bring_up_to_date(self.engine, folder)
            with clear_faults(), self.engine.connect() as connection:
                self.device = load_device(connection)
        except BaseException:
            self.engine.dispose()
            folder.writer.release()
            raise
        self.store = EncryptedStore(self.engine, folder.writer.claim)
        place = folder.recordings(header.generation)
        self.recordings = EncryptedRecordings(place, subkey(data_key, "recordings"))

    @property
    def store_id(self) -> str:
        """The store's id, the same for as long as it lives."""
        return self.header.store_id

    @property
    def recovery_confirmed(self) -> bool:
        """Whether the printed recovery key has been retyped."""
        return self.header.recovery_confirmed

    def owner(self) -> User:
        """The user whose store this is."""
        with self.store.read() as tx:
            return tx.get(User, tx.setting(OWNER) or "")

    def claim(self) -> None:
        """Become the folder's writer now rather than at the first write (the window does).

        Raises: EnvironmentFault `store.in_use`.
        """
        self.folder.writer.claim()

    def replace_header(self, header: Header) -> None:
        """Put a changed header in place of both copies."""
        self.claim()
        signed = header.signed(self.data_key)
        headers.write(signed, *self.folder.headers)
        self.header = signed

    def close(self) -> None:
        """Fold the write-ahead log in, close, and let others write."""
        with suppress(EnvironmentFault):
            checkpoint(self.engine)
        self.store.close()
        self.folder.writer.release()


def _bring_up_to_date(engine: Engine, folder: DataFolder) -> None:
    connection = engine.raw_connection()
    try:
        with clear_faults():
            if migrations.is_newer(connection.driver_connection):
                raise EnvironmentFault("store.newer_program")
            if migrations.pending(connection.driver_connection):
                folder.writer.claim()
                migrations.migrate(connection.driver_connection)
    finally:
        connection.close()
