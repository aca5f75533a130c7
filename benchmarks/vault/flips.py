"""Bits are flipped, files cut short and put back to an earlier state: each must be told.

A trial is harmless when everything reads as before, noticed when an error or a doubt says so, and
silent when something else is read without a word. A whole folder put back is told by a keeper
outside it; without one it cannot be, and docs say so.
"""

import random
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.vault import _stores
from jobassist.errors import AppError
from storage import opening, snapshots
from storage.data_folder import DataFolder
from storage.engine import checkpoint

GOAL = {"silent": 0}
_TARGETS = ("store-1.db", "store-1.db-wal", "header.json", "header.copy.json", "both", "head-1")
_DAMAGES = ("flip", "flip", "flip", "cut", "empty")
_ROLLBACKS: dict[str, tuple[str, ...]] = {
    "database": ("store-1.db", "store-1.db-wal", "store-1.db-shm"),
    "log gone": ("store-1.db-wal", "store-1.db-shm"),
    "head": ("head-1",),
    "header": ("header.json", "header.copy.json"),
    "folder": ("store-1.db", "store-1.db-wal", "store-1.db-shm", "head-1", "header.json"),
}


def run(*, times: int = 10_000, seed: int = 1, report: Callable[[str], None]) -> dict[str, Any]:
    """Damage a store `times` in all, one in ten by putting files back."""
    chance = random.Random(seed)
    found: dict[str, dict[str, int]] = {}
    with tempfile.TemporaryDirectory(prefix="jobassist-bench-") as place:
        trials = _Trials(Path(place))
        for number in range(times):
            if number % 10 == 9:
                name = chance.choice(list(_ROLLBACKS))
                name, outcome = f"put back: {name}", trials.put_back(name)
            elif number % 10 == 8:
                name, outcome = "snapshot", trials.damage_snapshot(chance)
            else:
                name = _TARGETS[number % len(_TARGETS)]
                outcome = trials.damage(chance, name)
            counts = found.setdefault(name, {"harmless": 0, "noticed": 0, "silent": 0})
            counts[outcome] += 1
            if (number + 1) % 1_000 == 0:
                report(f"{number + 1} damages")
    totals = {what: sum(counts[what] for counts in found.values()) for what in GOAL}
    met = totals == GOAL and all(
        counts["noticed"] == sum(counts.values())
        for name, counts in found.items()
        if name.startswith("put back")
    )
    return {"damages": times, "by_file": dict(sorted(found.items())), **totals, "goal": GOAL} | {
        "met": met
    }


class _Trials:
    """A store as a killed process leaves it, and as it was some commits earlier."""

    def __init__(self, place: Path) -> None:
        self._trial = place / "trial"
        self._now, self._earlier = place / "now", place / "earlier"
        live = place / "live"
        _stores.make(live, 80)
        opened = _stores.unlock(live)
        snapshot = snapshots.take(
            opened.folder, opened.header, opened.data_key, datetime.now(UTC), snapshots.DAILY
        )
        self._snapshot = snapshot.name
        shutil.copytree(live, self._earlier)
        for version in range(1, 4):
            _stores.write(opened, version)
        checkpoint(opened.engine)  # some of it in the database, some in the log
        for version in range(4, 12):
            _stores.write(opened, version)
        opening.change_passphrase(opened, _stores.PASSPHRASE, kdf=_stores.QUICK)
        for version in range(12, 16):
            _stores.write(opened, version)
        self._content, self._state = _stores.content(opened), opened.state()
        shutil.copytree(live, self._now)
        opened.close()

    def damage(self, chance: random.Random, name: str) -> str:
        """Damage one file, or in the same way both copies of the header."""
        self._begin()
        names = ("header.json", "header.copy.json") if name == "both" else (name,)
        for file in (self._trial / one for one in names):
            _damage(chance, file)
        return self._outcome()

    def put_back(self, name: str) -> str:
        """Put files back to their earlier state, or away."""
        self._begin()
        for one in _ROLLBACKS[name]:
            (self._trial / one).unlink(missing_ok=True)
            if name != "log gone" and (self._earlier / one).exists():
                shutil.copyfile(self._earlier / one, self._trial / one)
        if name == "folder":
            shutil.copyfile(self._earlier / "header.json", self._trial / "header.copy.json")
        return self._outcome()

    def damage_snapshot(self, chance: random.Random) -> str:
        """Damage one file of the snapshot."""
        self._begin()
        folder = DataFolder(self._trial)
        snapshot = snapshots.find(folder, self._snapshot)
        file = chance.choice(sorted(snapshot.folder.iterdir()))
        before = file.read_bytes()
        _damage(chance, file)
        try:
            snapshots.verify(snapshot, _stores.data_key(self._trial))
        except AppError:
            return "noticed"
        same = file.read_bytes() == before or file.name == "manifest.json"  # white space in it
        return "harmless" if same else "silent"

    def _begin(self) -> None:
        shutil.rmtree(self._trial, ignore_errors=True)
        shutil.copytree(self._now, self._trial)

    def _outcome(self) -> str:
        try:
            opened = _stores.unlock(self._trial)
        except AppError:
            return "noticed"
        try:
            opened.compare(self._state)
            if opened.doubt:
                return "noticed"
            return "harmless" if _stores.content(opened) == self._content else "silent"
        except AppError:
            return "noticed"
        finally:
            opened.close()


def _damage(chance: random.Random, file: Path) -> None:
    content = bytearray(file.read_bytes())
    damage = chance.choice(_DAMAGES)
    if damage == "flip":
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    elif damage == "cut":
        del content[chance.randrange(len(content)) :]
    else:
        content.clear()
    file.write_bytes(content)
