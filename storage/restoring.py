"""Put a snapshot in place of the store's database; what stood there is set aside, never deleted."""

import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect

from jobassist.errors import AppError, EnvironmentFault, UserError
from storage import erasure, snapshots
from storage.data_folder import DataFolder
from storage.durable import PARTIAL, settle_file, settle_folder
from storage.engine import clear_faults, open_engine
from storage.faults import clear_disk_faults
from storage.opened import OpenedStore
from storage.opening import find_header
from storage.schema import ERASED
from storage.vault import header as headers
from storage.vault.header import Header
from storage.ways_in import KeyOf


def restore_snapshot(
    data_dir: Path, name: str | None, key_of: KeyOf, *, now: datetime
) -> tuple[OpenedStore, Path]:
    """Go back to a snapshot, or with None to the newest whole one.

    Returns the store, and the folder where the old database lies now. The header stays, so
    today's passphrase goes on; the snapshot's serves when both copies are unreadable. What was
    erased since is erased again. Raises: UserError `snapshot.none`, `store.wrong_passphrase`;
    EnvironmentFault `snapshot.damaged`, `store.in_use`, `store.disk_full`; nothing has changed
    then.
    """
    folder = DataFolder(data_dir)
    folder.writer.claim()
    try:
        snapshot, header, data_key = _chosen(folder, name, key_of)
        database = folder.database(header.generation)
        gone = erased_here(folder, header, data_key)
        partial = database.with_name(database.name + PARTIAL)
        with clear_disk_faults():
            shutil.copyfile(snapshot.folder / database.name, partial)
            settle_file(partial)
        aside = set_aside(folder, _damaged(folder, header), now)
        with clear_disk_faults():
            partial.rename(database)
            settle_folder(folder.path)
        headers.write(header, *folder.headers)
        opened = OpenedStore(folder, header, data_key)
    except BaseException:
        folder.writer.release()
        raise
    take_over(opened, gone)
    return opened, aside


def take_over(opened: OpenedStore, erased: list[erasure.Listed]) -> None:
    """Go on from an older state: it is meant to be older, and what was erased since goes again.

    The store is closed when that fails; what is missing then comes with the next housekeeping
    (`storage.forgetting`), because the list of what was erased stands in the snapshots.
    """
    try:
        opened.accept()
        if erased:
            with opened.store.sync() as tx:
                erasure.replay(tx.connection, erased)
            opened.store.settle()
    except BaseException:
        opened.close()
        raise


def erased_here(folder: DataFolder, header: Header, data_key: bytes) -> list[erasure.Listed]:
    """Everything the present database, or any sound snapshot, says was erased."""
    places = [folder.database(header.generation)]
    for snapshot in snapshots.listed(folder):
        places.append(snapshot.folder / places[0].name)
    found = {one for place in places for one in listed_in(place, data_key) or ()}
    return sorted(found, key=lambda one: (one.at, one.kind, one.record_id))


def set_aside(folder: DataFolder, files: list[Path], now: datetime) -> Path:
    """Move files of the store into a new folder beside the data folder."""
    aside = folder.path.with_name(f"{folder.path.name}.before-restore-{now:%Y%m%dT%H%M%S}")
    with clear_disk_faults():
        aside.mkdir(mode=0o700)
        for file in folder.headers:
            if file.exists() and file not in files:
                shutil.copyfile(file, aside / file.name)
        for file in files:
            file.rename(aside / file.name)
    return aside


def _chosen(
    folder: DataFolder, name: str | None, key_of: KeyOf
) -> tuple[snapshots.Snapshot, Header, bytes]:
    """The first wanted snapshot that is whole, and what opens it."""
    wanted = [snapshots.find(folder, name)] if name else snapshots.listed(folder)
    damaged: AppError = UserError("snapshot.none")
    for snapshot in wanted:
        try:
            header, data_key = _header(folder, snapshot, key_of)
            snapshots.verify(snapshot, data_key)
        except EnvironmentFault as fault:
            damaged = fault
        else:
            return snapshot, header, data_key
    raise damaged


def _header(
    folder: DataFolder, snapshot: snapshots.Snapshot, key_of: KeyOf
) -> tuple[Header, bytes]:
    try:
        return find_header(folder, key_of)
    except EnvironmentFault:
        return find_header(DataFolder(snapshot.folder), key_of)


def _damaged(folder: DataFolder, header: Header) -> list[Path]:
    database = folder.database(header.generation)
    files = [Path(f"{database}{suffix}") for suffix in ("", "-wal", "-shm")]
    return [file for file in [*files, folder.head(header.generation)] if file.exists()]


def listed_in(file: Path, data_key: bytes) -> list[erasure.Listed] | None:
    """What a database says was erased, nothing in a schema that could not erase yet.

    None when it cannot be read, as a damaged one.
    """
    try:
        engine = open_engine(file, data_key)
    except AppError:
        return None
    try:
        with clear_faults(), engine.connect() as connection:
            known = inspect(connection).has_table(ERASED.name)
            return erasure.listed(connection) if known else []
    except EnvironmentFault:
        return None
    finally:
        engine.dispose()
