"""Destroying a store because the organisation says so: first its keys, then everything it said.

Once every copy of the header is gone, those in snapshots and backups too, no passphrase and no
printed key opens what may be left on the disk. A disk that remembers old blocks therefore remembers
only what nobody can read.
"""

import os
import secrets
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

from storage.data_folder import DataFolder
from storage.vault import header as headers
from storage.vault.anchor import forget_anchor
from storage.vault.device_secret import forget_device_secret
from storage.vault.header import Header

_BLOCK = 1024 * 1024


def destroy(folder: DataFolder, store_id: str) -> bool:
    """Overwrite and remove every file of the store, set-aside ones too; its keyring entries go.

    What cannot be overwritten is still removed, and a file that resists hinders no other.
    Returns whether nothing of the store is left. The database must be closed.
    """
    aside = sorted(folder.path.parent.glob(f"{folder.path.name}.before-restore-*"))
    aside.append(folder.path.with_name(f"{folder.path.name}.restoring"))
    for place in (folder.path, *aside):
        for file in sorted(place.rglob("header*.json*")):
            _erase(file)
    for file in _backups(folder.path):
        _erase(file)
    forget_device_secret(store_id)
    forget_anchor(store_id)
    for file in sorted(folder.path.glob("head-*")):
        _erase(file)
    files = [file for file in folder.path.glob("store-*") if file.is_file()]
    for file in (*files, folder.snapshot, folder.path / "central.json"):
        _erase(file)
    kinds = ("recordings-*", "attachments-*", folder.snapshots.name)
    for tree in [*(tree for kind in kinds for tree in folder.path.glob(kind)), *aside]:
        erase_tree(tree)
    return not folder.has_store()


def destroy_locked(folder: DataFolder) -> bool:
    """The same for a store that nobody has open. Raises: EnvironmentFault `store.in_use`."""
    folder.writer.claim()
    try:
        found = (headers.read(file) for file in (folder.header, folder.header_copy))
        ids = [header.store_id for header in found if isinstance(header, Header)]
        return destroy(folder, ids[0] if ids else "")
    finally:
        folder.writer.release()


def _backups(place: Path) -> list[Path]:
    """Backups that somebody put into the data folder itself: each holds a header."""
    found = []
    for file in sorted(place.glob("*")):
        with suppress(OSError, zipfile.BadZipFile):
            if file.is_file() and zipfile.is_zipfile(file):
                with zipfile.ZipFile(file) as archive:
                    if "header.json" in archive.namelist():
                        found.append(file)
    return found


def erase_tree(tree: Path) -> None:
    """Overwrite and remove a folder with all that is in it, as far as the disk allows."""
    for file in sorted(tree.rglob("*")):
        if file.is_file() and not file.is_symlink():
            _erase(file)
    shutil.rmtree(tree, ignore_errors=True)


def _erase(file: Path) -> None:
    with suppress(OSError):
        size = file.stat().st_size
        with file.open("rb+") as stream:
            for start in range(0, size, _BLOCK):
                stream.write(secrets.token_bytes(min(_BLOCK, size - start)))
            stream.flush()
            os.fsync(stream.fileno())
    with suppress(OSError):
        file.unlink(missing_ok=True)
