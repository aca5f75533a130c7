"""The disk fills up, becomes read-only or goes away, and two programs want to write.

Full and read-only disks are small file systems in memory, mounted where nobody else sees them
(`unshare`, Linux); where that is not allowed the figure says so and the goal is not met.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks.vault import _stores
from jobassist.errors import AppError
from storage.backup import backup
from storage.opened import OpenedStore
from storage.writer_lock import WriterLock

GOAL = {
    "full": "store.disk_full",
    "full_for_a_backup": "store.disk_full",
    "full_to_unlock": "store.disk_full",
    "read_only": "store.read_only",
    "two_programs": "store.in_use",
    "vanished": "store.folder_gone",
}
_MOUNTED = 'mount -t tmpfs -o size=3m none "$1" && exec "$2" -m benchmarks.vault.faults "$1"'


def run(*, report: Callable[[str], None]) -> dict[str, Any]:
    """What each fault was told as, and how much acknowledged was lost."""
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        folder = Path(place)
        (folder / "small").mkdir()
        command = ["unshare", "-rm", "sh", "-c", _MOUNTED, "sh", str(folder / "small")]
        disk = subprocess.run(
            [*command, sys.executable], capture_output=True, text=True, check=False
        )
        found = json.loads(disk.stdout) if disk.returncode == 0 else {"full": "not run"}
        found |= _two_programs(folder / "two") | _vanished(folder / "gone")
    report(f"faults of the disk: {found}")
    told = {name: found.get(name) for name in GOAL}
    return {**found, "goal": {**GOAL, "lost": 0}, "met": told == GOAL and not found["lost"]}


def _two_programs(folder: Path) -> dict[str, Any]:
    _stores.make(folder, 1)
    first, second = _stores.unlock(folder), _stores.unlock(folder)
    _stores.write(first, 1)
    second.folder.writer = WriterLock(folder, patience=0.1)
    told = _code(lambda: _stores.write(second, 2))
    first.close()
    second.close()
    return {"two_programs": told}


def _vanished(folder: Path) -> dict[str, Any]:
    _stores.make(folder, 1)
    opened = _stores.unlock(folder)
    _stores.write(opened, 1)
    away = folder.rename(folder.with_name("away"))
    told = _code(lambda: _stores.write(opened, 2))
    away.rename(folder)
    _stores.write(opened, 3)
    opened.close()
    return {"vanished": told}


def _code(action: Callable[[], object]) -> str:
    try:
        action()
    except AppError as error:
        return error.code
    return "done"


def _write_until_told(opened: OpenedStore) -> tuple[int, str]:
    """The last version that was acknowledged, and what the next one was told."""
    version = 0
    try:
        while True:
            _stores.write(opened, version + 1)
            version += 1
    except AppError as error:
        return version, error.code


def _on_a_small_disk(disk: Path) -> dict[str, Any]:
    """Fill the disk while writing, make it read-only, and see what is left."""
    folder = disk / "data"
    _stores.make(folder, 1)
    opened = _stores.unlock(folder)
    filling = disk / "filling"
    _fill(filling, leaving=100_000)
    backup_code = _code(lambda: backup(opened, disk / "backup"))
    lost = len([*disk.glob("backup*"), *folder.glob("snapshot*")])  # nothing may be left of it
    _fill(filling)
    acknowledged, code = _write_until_told(opened)
    opened.close()
    unlock_code = _code(lambda: _stores.unlock(folder).close())
    filling.unlink()
    opened = _stores.unlock(folder)
    lost += _stores.version(opened) < acknowledged or opened.doubt is not None
    _stores.write(opened, acknowledged + 1)
    opened.close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    read_only = _code(lambda: _stores.write(_stores.unlock(folder), 0))
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    opened = _stores.unlock(folder)
    lost += _stores.version(opened) != acknowledged + 1
    opened.close()
    full = {"full": code, "full_for_a_backup": backup_code, "full_to_unlock": unlock_code}
    return {**full, "read_only": read_only, "lost": int(lost)}


def _fill(file: Path, leaving: int = 0) -> None:
    """Write zeros until so many bytes are free."""
    with file.open("ab", buffering=0) as stream, suppress(OSError):
        while shutil.disk_usage(file.parent).free > leaving:
            stream.write(bytes(4096))


if __name__ == "__main__":
    print(json.dumps(_on_a_small_disk(Path(sys.argv[1]))))
