"""Make a store, open it, and change who may open it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from jobassist.errors import EnvironmentFault, UserError
from jobassist.ids import new_id
from jobassist.records import User, kind_of
from storage import migrations, rows
from storage.data_folder import DataFolder
from storage.device import make_device
from storage.durable import PARTIAL, settle_file
from storage.engine import clear_faults, open_engine
from storage.faults import clear_disk_faults
from storage.opened import OpenedStore
from storage.owner import OWNER
from storage.place import refuse_network
from storage.schema import SETTING
from storage.vault import header as headers
from storage.vault import slots
from storage.vault.device_secret import (
    forget_device_secret,
    keyring_name,
    new_device_secret,
    read_device_secret,
)
from storage.vault.header import Header, with_escrow
from storage.vault.keys import Kdf, calibrated, new_data_key
from storage.vault.recovery_key import new_recovery_key
from storage.vault.tries import Tries
from storage.ways_in import KeyOf, by_escrow_key


def create(
    data_dir: Path, passphrase: str, owner: str, *, kdf: Kdf | None = None
) -> tuple[OpenedStore, str]:
    """Make a store for `owner` (a name) and open it; also returns the recovery key to print.

    The passphrase opens it anywhere; `set_pin` adds the daily slot. Without `kdf` the cost is
    calibrated to this machine. Raises: UserError `store.exists`, `store.passphrase_missing`;
    EnvironmentFault `store.in_use`, `store.read_only`, `store.disk_full`, `store.network_place`.
    """
    _require(passphrase)
    refuse_network(data_dir)
    folder = DataFolder(data_dir)
    folder.make()
    folder.writer.claim()
    try:
        if folder.has_store():
            raise UserError("store.exists")
        data_key, recovery_key = new_data_key(), new_recovery_key()
        header = _new_header(data_key, passphrase, recovery_key, kdf or calibrated())
        _make_database(folder, data_key, owner)
        headers.write(header, *folder.headers)
        return OpenedStore(folder, header, data_key, new=True), recovery_key
    except BaseException:
        folder.writer.release()
        raise


def unlock(data_dir: Path, secret: str) -> OpenedStore:
    """Open the store with the passphrase, or with the PIN on its own device; about a second.

    Raises: UserError `store.none`, `store.wrong_passphrase`; EnvironmentFault
    `store.missing_header`, `store.header_damaged`, `store.missing_database`, `store.damaged`,
    `store.not_encrypted`, `store.newer_program`, `keyring.…`.
    """
    return _open(DataFolder(data_dir), lambda header: header.open_with_passphrase(secret))


def unlock_by(data_dir: Path, key_of: KeyOf) -> OpenedStore:
    """Open the store by any way in (`storage.ways_in`). Raises as that does, and as `unlock`."""
    return _open(DataFolder(data_dir), key_of)


def unlock_with_recovery_key(data_dir: Path, recovery_key: str) -> OpenedStore:
    """Open the store with the printed key.

    Raises: UserError `store.recovery_key_mistyped`, `store.wrong_recovery_key`, and as `unlock`.
    """
    return _open(DataFolder(data_dir), lambda header: header.open_with_recovery_key(recovery_key))


def unlock_with_escrow_key(data_dir: Path, private_key: bytes) -> OpenedStore:
    """Open the store with the municipality's private key, a PEM file as OpenSSL writes it.

    Raises: UserError `store.escrow_key_unreadable`, `store.no_escrow`, `store.wrong_escrow_key`,
    and as `unlock`.
    """
    return _open(DataFolder(data_dir), by_escrow_key(private_key))


def recover(
    data_dir: Path, recovery_key: str, passphrase: str, *, kdf: Kdf | None = None
) -> OpenedStore:
    """Open with the printed key and set a new passphrase. The PIN is gone; set it again."""
    _require(passphrase)
    return _with_new_passphrase(unlock_with_recovery_key(data_dir, recovery_key), passphrase, kdf)


def recover_with_escrow(
    data_dir: Path, private_key: bytes, passphrase: str, *, kdf: Kdf | None = None
) -> OpenedStore:
    """The same with the municipality's private key, for IT support."""
    _require(passphrase)
    return _with_new_passphrase(unlock_with_escrow_key(data_dir, private_key), passphrase, kdf)


def apply_escrow(opened: OpenedStore, public_key: str) -> bool:
    """Seal the data key to the policy's public key (32 bytes, base64), unless it is already.

    It must come from the machine's policy, never from what the user or a file in the data folder
    says: whoever names the key can read the store. An empty text changes nothing. Returns whether
    the slot is new. Raises: EnvironmentFault `store.escrow_key_unusable`, `store.in_use`.
    """
    slot = opened.header.slots.get(slots.ESCROW)
    if not public_key or (slot and slot["public_key"] == public_key):
        return False
    opened.replace_header(with_escrow(opened.header, opened.data_key, public_key))
    return True


def _with_new_passphrase(opened: OpenedStore, passphrase: str, kdf: Kdf | None) -> OpenedStore:
    try:
        change_passphrase(opened, passphrase, kdf=kdf)
        remove_pin(opened)
    except BaseException:
        opened.close()
        raise
    return opened


def change_passphrase(opened: OpenedStore, passphrase: str, *, kdf: Kdf | None = None) -> None:
    """Wrap the data key anew under another passphrase."""
    _require(passphrase)
    slot = slots.portable_slot(opened.store_id, opened.data_key, passphrase, kdf or calibrated())
    _put_slot(opened, slots.PORTABLE, slot)


def set_pin(opened: OpenedStore, pin: str, *, kdf: Kdf | None = None) -> None:
    """Add or replace the daily slot. Raises: EnvironmentFault `keyring.…`, and nothing changes."""
    _require(pin)
    secret = _device_secret(opened)
    Tries(opened.store_id).begin()
    cost, kept_in = kdf or calibrated(), keyring_name()
    slot = slots.daily_slot(opened.store_id, opened.data_key, pin, secret, cost, kept_in=kept_in)
    _put_slot(opened, slots.DAILY, slot)


def _device_secret(opened: OpenedStore) -> bytes:
    """The one that the present PIN needs, so that a crash leaves that PIN working; or a new one."""
    if slots.DAILY in opened.header.slots:
        with suppress(EnvironmentFault):
            return read_device_secret(opened.store_id)
    return new_device_secret(opened.store_id)


def remove_pin(opened: OpenedStore) -> None:
    """Remove the daily slot and its secret."""
    if slots.DAILY in opened.header.slots:
        others = {n: s for n, s in opened.header.slots.items() if n != slots.DAILY}
        opened.replace_header(replace(opened.header, slots=others))
        forget_device_secret(opened.store_id)


def confirm_recovery_key(opened: OpenedStore, typed: str) -> None:
    """Remember that the printed key was retyped rightly. Raises: UserError `store.…`."""
    opened.header.open_with_recovery_key(typed)
    opened.replace_header(replace(opened.header, recovery_confirmed=True))


def _open(folder: DataFolder, key_of: KeyOf) -> OpenedStore:
    if not folder.has_store():
        raise UserError("store.none")
    refuse_network(folder.path)
    header, data_key = find_header(folder, key_of)
    return OpenedStore(folder, header, data_key)


def find_header(folder: DataFolder, key_of: KeyOf) -> tuple[Header, bytes]:
    """The genuine header and the data key; the copy serves when the first one is damaged.

    Raises: the first copy's fault, or what `key_of` raises for the first copy that is whole.
    """
    faults: list[EnvironmentFault] = []
    for file in (folder.header, folder.header_copy):
        found = headers.read(file)
        if isinstance(found, EnvironmentFault):
            faults.append(found)
            continue
        try:
            data_key = key_of(found)
        except (ValueError, KeyError, TypeError):
            faults.append(EnvironmentFault("store.header_damaged"))
            continue
        if found.is_genuine(data_key):
            return found, data_key
        faults.append(EnvironmentFault("store.header_changed"))
    raise faults[0]


def names_pin(folder: DataFolder) -> bool:
    """Whether the first header that can be read has a PIN. No key proves it: a hint, no more."""
    for file in (folder.header, folder.header_copy):
        found = headers.read(file)
        if isinstance(found, Header):
            return slots.DAILY in found.slots
    return False


def _put_slot(opened: OpenedStore, name: str, slot: slots.Slot) -> None:
    changed = {**opened.header.slots, name: slot}
    opened.replace_header(replace(opened.header, slots=changed))


def _new_header(data_key: bytes, passphrase: str, recovery_key: str, kdf: Kdf) -> Header:
    store_id = new_id()
    made = {
        slots.PORTABLE: slots.portable_slot(store_id, data_key, passphrase, kdf),
        slots.RECOVERY: slots.recovery_slot(store_id, data_key, recovery_key),
    }
    return Header(store_id, 1, 1, False, made).signed(data_key)


def _make_database(folder: DataFolder, data_key: bytes, owner: str) -> None:
    """Build it beside its place, so that what stands there is always whole."""
    file = folder.database(1)
    partial = file.with_name(file.name + PARTIAL)
    for left in folder.path.glob(f"{partial.name}*"):
        left.unlink()
    engine = open_engine(partial, data_key, create=True)
    with clear_faults():
        connection = engine.raw_connection()
        migrations.migrate(connection.driver_connection)
        connection.close()
    with clear_faults(), engine.begin() as tables:
        user = User(id=new_id(), name=owner)
        rows.insert(tables, kind_of(user), user)
        tables.execute(SETTING.insert(), {"key": OWNER, "value": user.id})
        make_device(tables)
    engine.dispose()
    with clear_disk_faults():
        settle_file(partial)
        partial.rename(file)


def _require(secret: str) -> None:
    if not secret.strip():
        raise UserError("store.passphrase_missing")
