"""A new data key after a suspected leak: written anew, verified, swapped at once, the old deleted.

The header is what swaps: it names the generation of files that counts. Until it is replaced the
old files are the store; after that the new ones are.
"""

from datetime import UTC, datetime

from sqlalchemy import Engine, func, select

from jobassist.errors import EnvironmentFault, UserError
from storage import snapshots
from storage.attachments import EncryptedAttachments
from storage.durable import settle_file, settle_folder
from storage.engine import clear_faults, export, integrity_problems, open_engine
from storage.faults import clear_disk_faults
from storage.opened import OpenedStore
from storage.recordings import EncryptedRecordings
from storage.schema import metadata
from storage.standing import Standing
from storage.vault import header as headers
from storage.vault import slots
from storage.vault.device_secret import forget_device_secret
from storage.vault.header import Header, with_escrow
from storage.vault.keys import Kdf, calibrated, new_data_key, subkey
from storage.vault.recovery_key import new_recovery_key


def rotate(
    opened: OpenedStore, passphrase: str, *, kdf: Kdf | None = None
) -> tuple[OpenedStore, str]:
    """Give the store a new data key; returns it opened anew and the new recovery key to print.

    The old recovery key and the PIN no longer open it. `opened` is closed. Nothing changes when
    it fails. Raises: UserError `store.wrong_passphrase`; EnvironmentFault `store.in_use`,
    `store.disk_full`, `store.damaged`.
    """
    portable = opened.header.slots[slots.PORTABLE]
    if slots.open_portable(opened.store_id, portable, passphrase) != opened.data_key:
        raise UserError("store.wrong_passphrase")
    opened.claim()
    folder, old, now = opened.folder, opened.header, datetime.now(UTC)
    snapshots.take(folder, old, opened.data_key, now, snapshots.ROTATION)
    key, recovery_key = new_data_key(), new_recovery_key()
    new = _new_header(old, key, passphrase, recovery_key, kdf or calibrated())
    if slots.ESCROW in old.slots:
        new = with_escrow(new, key, old.slots[slots.ESCROW]["public_key"])
    folder.remove_generation(new.generation)
    try:
        with opened.store.write():  # no thread of ours writes to the old files meanwhile
            _write_anew(opened, new, key)
            headers.write(new, *folder.headers)
    except BaseException:
        folder.remove_generation(new.generation)
        raise
    opened.close()
    folder.remove_generation(old.generation)
    snapshots.remove(snapshots.listed(folder))  # they stand under the key that may have leaked
    forget_device_secret(old.store_id)
    anew = OpenedStore(folder, new, key)
    snapshots.take(folder, new, key, now, snapshots.ROTATION)
    return anew, recovery_key


def _new_header(old: Header, key: bytes, passphrase: str, recovery_key: str, kdf: Kdf) -> Header:
    made = {
        slots.PORTABLE: slots.portable_slot(old.store_id, key, passphrase, kdf),
        slots.RECOVERY: slots.recovery_slot(old.store_id, key, recovery_key),
    }
    return Header(old.store_id, old.generation + 1, old.revision + 1, False, made).signed(key)


def _write_anew(opened: OpenedStore, new: Header, key: bytes) -> None:
    folder = opened.folder
    file = folder.database(new.generation)
    export(opened.engine, file, key)
    engine = open_engine(file, key)
    try:
        Standing(folder, new, key, engine).begin()
        same = _counts(engine) == _counts(opened.engine)
    finally:
        engine.dispose()
    if not same or integrity_problems(file, key):
        raise EnvironmentFault("store.damaged")
    place = folder.recordings(new.generation)
    opened.recordings.copy_to(EncryptedRecordings(place, subkey(key, "recordings")))
    place = folder.attachments(new.generation)
    opened.attachments.copy_to(EncryptedAttachments(place, subkey(key, "attachments")))
    with clear_disk_faults():
        settle_file(file)
        settle_folder(folder.path)


def _counts(engine: Engine) -> list[int]:
    with clear_faults(), engine.connect() as connection:
        tables = metadata.tables.values()
        counts = [select(func.count()).select_from(table) for table in tables]
        return [connection.execute(query).scalar_one() for query in counts]
