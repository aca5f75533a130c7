"""Snapshots: the database and its header as they were, verified, beside the store itself.

They help against a damaged file and a mistaken change; against a lost laptop only a backup does.
A snapshot is a folder named by its instant; attachments and recordings are not copied, because
they never change. It stands under the data key of the store, so a new data key removes it.
"""

import hashlib
import hmac
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from jobassist.errors import EnvironmentFault, UserError
from storage import commits
from storage.data_folder import DataFolder
from storage.destroying import erase_tree
from storage.durable import PARTIAL, settle_file, settle_folder, write_durably
from storage.engine import clear_faults, copy, integrity_problems, open_engine
from storage.faults import clear_disk_faults
from storage.vault import header as headers
from storage.vault.header import Header
from storage.vault.keys import subkey

KEPT = 7
DAILY, MIGRATION, ROTATION = "daily", "migration", "rotation"
_STAMP = "%Y%m%dT%H%M%S%f"
_MANIFEST = "manifest.json"
GONE = ".gone"  # what is being deleted; whoever comes by finishes it


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that can be restored. `why` is daily, migration or rotation."""

    name: str
    made_at: datetime
    why: str
    folder: Path


def take(folder: DataFolder, header: Header, data_key: bytes, now: datetime, why: str) -> Snapshot:
    """Make a snapshot and verify it; then the oldest beyond seven go, and of a day all but one.

    It may run in any thread while the store is written to. Raises: EnvironmentFault
    `store.disk_full`, `store.damaged` (then nothing older was removed), `store.…`.
    """
    finish_removals(folder)
    place = folder.snapshots / now.astimezone(UTC).strftime(_STAMP)
    partial = place.with_name(place.name + PARTIAL)
    database = folder.database(header.generation)
    try:
        with clear_disk_faults():
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True, mode=0o700)
        target = partial / database.name
        copy(database, target, data_key)
        require_sound(target, data_key)
        headers.write(header, partial / folder.header.name)
        put_in_place(partial, place, why, data_key)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    remove(foreign(folder, header.generation))
    _remove_oldest(folder)
    return Snapshot(place.name, _instant(place.name), why, place)


def require_sound(database: Path, data_key: bytes) -> None:
    """Raises: EnvironmentFault `store.damaged` for a database that does not read as a whole."""
    if integrity_problems(database, data_key):
        raise EnvironmentFault("store.damaged")


def put_in_place(partial: Path, place: Path, why: str, data_key: bytes) -> None:
    """Sign a folder that is complete, and give it its name. Raises: EnvironmentFault `store.…`."""
    with clear_disk_faults():
        for file in partial.iterdir():
            settle_file(file)
        _write_manifest(partial, place.name, why, data_key)
        partial.rename(place)
        settle_folder(place.parent)


def place_at(snapshot: Snapshot, at: datetime) -> Path:
    """Where a snapshot of another instant stands."""
    return snapshot.folder.with_name(at.astimezone(UTC).strftime(_STAMP))


def is_due(folder: DataFolder, now: datetime, changed: datetime | None = None) -> bool:
    """Whether none was made on this day (UTC), or none since `changed`."""
    made = [_instant(name) for name in names(folder)]
    today = any(one.date() == now.astimezone(UTC).date() for one in made)
    return not today or (changed is not None and max(made) < changed)


def names(folder: DataFolder) -> list[str]:
    """The snapshots there are, newest first, without a look inside."""
    found = (place.name for place in folder.snapshots.glob("*") if _is_stamp(place.name))
    return sorted(found, reverse=True)


def listed(folder: DataFolder) -> list[Snapshot]:
    """The same with when and why; the why is believed only after `verify`."""
    places = [folder.snapshots / name for name in names(folder)]
    return [Snapshot(p.name, _instant(p.name), _why(p), p) for p in places]


def size(snapshot: Snapshot) -> int:
    """How many bytes it takes."""
    with clear_disk_faults():
        return sum(file.stat().st_size for file in snapshot.folder.iterdir())


def find(folder: DataFolder, name: str) -> Snapshot:
    """The snapshot of that name. Raises: UserError `snapshot.none`."""
    for snapshot in listed(folder):
        if snapshot.name == name:
            return snapshot
    raise UserError("snapshot.none")


def verify(snapshot: Snapshot, data_key: bytes) -> None:
    """Read all of it. Raises: EnvironmentFault `snapshot.damaged`."""
    try:
        manifest = json.loads((snapshot.folder / _MANIFEST).read_bytes())
        mac = manifest.pop("mac")
        genuine = hmac.compare_digest(mac, _mac(manifest, data_key))
        files = {name: _hash(snapshot.folder / name) for name in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise EnvironmentFault("snapshot.damaged") from None
    if not genuine or manifest["name"] != snapshot.name or manifest["files"] != files:
        raise EnvironmentFault("snapshot.damaged")


def keeps(folder: DataFolder, header: Header, data_key: bytes, engine: Engine, why: str) -> bool:
    """Whether the newest snapshot was made for `why`, and nothing was written since.

    An update that is killed and begun again needs no other: seven would push out all older ones.
    """
    newest = next(iter(listed(folder)), None)
    if newest is None or newest.why != why:
        return False
    try:
        verify(newest, data_key)
        kept = open_engine(newest.folder / folder.database(header.generation).name, data_key)
    except EnvironmentFault:
        return False
    try:
        with clear_faults(), kept.connect() as then, engine.connect() as now:
            return commits.current(then) == commits.current(now)
    finally:
        kept.dispose()


def foreign(folder: DataFolder, generation: int) -> list[Snapshot]:
    """Snapshots under another data key, which an interrupted change of keys left behind."""
    database = folder.database(generation).name
    return [one for one in listed(folder) if not (one.folder / database).exists()]


def remove(those: list[Snapshot]) -> None:
    """Delete snapshots."""
    for snapshot in those:
        shutil.rmtree(give_up(snapshot), ignore_errors=True)


def give_up(snapshot: Snapshot) -> Path:
    """Take its name from a snapshot that is to be deleted; returns where it lies until then.

    Otherwise a process that is killed meanwhile would leave one that looks damaged.
    """
    gone = snapshot.folder.with_name(snapshot.name + GONE)
    with suppress(OSError):  # somebody else was quicker
        snapshot.folder.rename(gone)
    return gone


def finish_removals(folder: DataFolder) -> list[str]:
    """Overwrite and delete what a killed process had begun to delete; returns the names."""
    left = sorted(folder.snapshots.glob(f"*{GONE}"))
    for place in left:
        erase_tree(place)
    return [place.name for place in left]


def _write_manifest(place: Path, name: str, why: str, data_key: bytes) -> None:
    files = {file.name: _hash(file) for file in sorted(place.iterdir())}
    content = {"name": name, "why": why, "files": files}
    signed = {**content, "mac": _mac(content, data_key)}
    write_durably(place / _MANIFEST, json.dumps(signed, indent=1).encode())


def _remove_oldest(folder: DataFolder) -> None:
    """Called when a newer one is verified and in its place."""
    kept: list[Snapshot] = []
    days = set()
    for snapshot in listed(folder):
        day = (snapshot.made_at.date(), snapshot.why)
        if len(kept) < KEPT and (day not in days or snapshot.why != DAILY):
            kept.append(snapshot)
            days.add(day)
        else:
            remove([snapshot])


def _why(place: Path) -> str:
    try:
        return str(json.loads((place / _MANIFEST).read_bytes())["why"])
    except (OSError, ValueError, KeyError, TypeError):
        return DAILY


def _is_stamp(name: str) -> bool:
    try:
        datetime.strptime(name, _STAMP)
    except ValueError:
        return False
    return True


def _instant(name: str) -> datetime:
    return datetime.strptime(name, _STAMP).replace(tzinfo=UTC)


def _mac(content: Mapping[str, object], data_key: bytes) -> str:
    canonical = json.dumps(content, sort_keys=True).encode()
    return hmac.new(subkey(data_key, "snapshot"), canonical, "sha256").hexdigest()


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
