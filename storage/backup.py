"""The whole store in one encrypted file, and back.

A zip whose members are encrypted already: the header (so that the same passphrase opens it), the
database and the recordings, with a manifest of their hashes under a MAC of the data key.
"""

import hashlib
import hmac
import json
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

from jobassist.archives import clear_archive_faults
from jobassist.errors import AppError, EnvironmentFault, UserError
from storage.data_folder import DataFolder
from storage.durable import PARTIAL, settle_file, settle_folder
from storage.engine import export, integrity_problems
from storage.faults import clear_disk_faults
from storage.opened import OpenedStore
from storage.opening import find_header
from storage.restoring import erased_here, set_aside, take_over
from storage.vault.header import Header
from storage.vault.keys import subkey
from storage.ways_in import KeyOf

_MANIFEST = "manifest.json"
_BLOCK = 1 << 20


def backup(opened: OpenedStore, file: Path) -> None:
    """Write the store to the new file `file` and read it back to verify it.

    Raises: UserError `backup.exists`; EnvironmentFault `store.in_use`, `store.disk_full`,
    `store.read_only`, `backup.damaged`.
    """
    if file.exists():
        raise UserError("backup.exists")
    opened.claim()
    with opened.making_files():
        _make(opened, file)


def _make(opened: OpenedStore, file: Path) -> None:
    folder, generation = opened.folder, opened.header.generation
    snapshot = folder.snapshot
    partial = file.with_name(file.name + PARTIAL)
    try:
        _clear(snapshot, partial)
        export(opened.engine, snapshot, opened.data_key)
        if integrity_problems(snapshot, opened.data_key):
            raise EnvironmentFault("store.damaged")
        members = {"header.json": folder.header, folder.database(generation).name: snapshot}
        for place in (folder.recordings(generation), folder.attachments(generation)):
            members |= {f"{file.parent.name}/{file.name}": file for file in sorted(place.glob("*"))}
        with clear_disk_faults():
            _write(partial, members, opened.data_key)
            settle_file(partial)
        _verify(partial, opened.data_key)
        with clear_disk_faults():
            partial.rename(file)
            settle_folder(file.parent)
    finally:
        _clear(snapshot, partial)


def _clear(snapshot: Path, partial: Path) -> None:
    """Also what a backup left that was killed: a journal would be played into the next one."""
    with clear_disk_faults():
        for file in (snapshot, snapshot.with_name(f"{snapshot.name}-journal"), partial):
            file.unlink(missing_ok=True)


def restore(
    file: Path, data_dir: Path, key_of: KeyOf, *, now: datetime
) -> tuple[OpenedStore, Path | None]:
    """Open a backup in place of the store in `data_dir`, which is set aside, never overwritten.

    Returns the opened store and where the old one is now (None if there was none). Raises:
    UserError `backup.not_a_backup`, `store.wrong_passphrase`; EnvironmentFault `backup.damaged`,
    `store.in_use`, `store.disk_full`; nothing has changed then.
    """
    data_dir = data_dir.absolute()
    coming = DataFolder(data_dir.with_name(data_dir.name + ".restoring"))
    shutil.rmtree(coming.path, ignore_errors=True)
    try:
        coming.make()
        _extract(file, coming.path)
        header, data_key = find_header(coming, key_of)
        _verify(file, data_key)
        with clear_disk_faults():
            shutil.copyfile(coming.header, coming.header_copy)
        if integrity_problems(coming.database(header.generation), data_key):
            raise EnvironmentFault("backup.damaged")
        present = DataFolder(data_dir)
        gone = erased_here(present, *_keys(present, key_of, (header, data_key)))
        aside = _swap(coming, data_dir, now)
    finally:
        shutil.rmtree(coming.path, ignore_errors=True)
    opened = OpenedStore(DataFolder(data_dir), header, data_key)
    take_over(opened, gone)
    return opened, aside


def _keys(
    folder: DataFolder, key_of: KeyOf, otherwise: tuple[Header, bytes]
) -> tuple[Header, bytes]:
    """What opens the present store: it may have another data key than the backup."""
    try:
        return find_header(folder, key_of)
    except AppError:
        return otherwise


def _swap(coming: DataFolder, data_dir: Path, now: datetime) -> Path | None:
    """Exchange the files of the store alone: settings and log in the folder stay."""
    folder = DataFolder(data_dir)
    folder.make()
    folder.writer.claim()
    aside: Path | None = None
    try:
        with clear_disk_faults():
            if folder.has_store():
                aside = set_aside(folder, folder.store_files(), now)
            for file in coming.store_files():
                file.rename(data_dir / file.name)
            settle_folder(data_dir)
    finally:
        folder.writer.release()
    return aside


def _write(file: Path, members: dict[str, Path], data_key: bytes) -> None:
    hashes = {name: _hash(source) for name, source in members.items()}
    manifest = {"files": hashes, "mac": _mac(hashes, data_key)}
    # A clock that was wrong once (a file of 1970) is no reason not to back up.
    with zipfile.ZipFile(file, "x", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        for name, source in members.items():
            archive.write(source, name)
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))


def _verify(file: Path, data_key: bytes) -> None:
    """Raises: EnvironmentFault `backup.damaged`."""
    damaged = EnvironmentFault("backup.damaged")
    with clear_archive_faults(damaged), zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read(_MANIFEST))
        hashes = {
            name: _hash_stream(archive, name) for name in archive.namelist() if name != _MANIFEST
        }
    if not isinstance(manifest, dict):
        raise damaged
    whole = hashes == manifest.get("files")
    if not (whole and hmac.compare_digest(str(manifest.get("mac")), _mac(hashes, data_key))):
        raise damaged


def _extract(file: Path, to: Path) -> None:
    """Raises: UserError `backup.not_a_backup` for another file; EnvironmentFault otherwise."""
    foreign = UserError("backup.not_a_backup")
    try:
        with clear_disk_faults(), clear_archive_faults(foreign), zipfile.ZipFile(file) as archive:
            names = [name for name in archive.namelist() if name != _MANIFEST]
            if "header.json" not in names or any(".." in name for name in names):
                raise foreign
            archive.extractall(to, names)
    except FileNotFoundError:
        raise foreign from None


def _mac(hashes: dict[str, str], data_key: bytes) -> str:
    canonical = json.dumps(hashes, sort_keys=True).encode()
    return hmac.new(subkey(data_key, "backup"), canonical, "sha256").hexdigest()


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _hash_stream(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
