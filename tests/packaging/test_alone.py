"""Laptop and central each run with their own lock alone."""

import json
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.house.source import ROOT, room_files
from tests.packaging.test_locks import entries, normal

IMPORT_ALL = """
import importlib, json, sys

forbidden, modules = json.loads(sys.stdin.read())

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in forbidden:
            raise ModuleNotFoundError(f"{name} is not in the lock", name=name)

sys.meta_path.insert(0, Refuse())
for module in modules:
    importlib.import_module(module)
"""


def outside(lock):
    """The top-level modules installed here whose package the lock does not hold."""
    held = {*entries(lock), "jobassist"}
    owners = packages_distributions()
    return sorted(m for m, dists in owners.items() if not {normal(d) for d in dists} & held)


def modules(*rooms):
    """Every module of the rooms, but migration scripts that only Alembic can run."""
    names = []
    for file in room_files(*rooms):
        parts = file.relative_to(ROOT).with_suffix("").parts
        if parts[:2] != ("central", "migrations") and parts[-1] != "__main__":
            names.append(".".join(parts).removesuffix(".__init__"))
    return names


def import_all(lock, names):
    return subprocess.run(
        [sys.executable, "-c", IMPORT_ALL],
        input=json.dumps([outside(lock), names]),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_central_imports_nothing_of_the_laptops():
    assert {"PySide6", "numpy", "faster_whisper", "sqlcipher3"} <= set(outside("central"))
    done = import_all("central", modules("central"))
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_laptop_imports_nothing_of_the_centrals():
    assert {"fastapi", "uvicorn", "psycopg", "alembic"} <= set(outside("laptop"))
    done = import_all("laptop", modules("jobassist", "storage", "speech", "ui"))
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("lock", ["laptop", "central"])
def test_what_a_lock_does_not_hold_is_refused(lock):
    done = import_all(lock, [outside(lock)[0]])
    assert "is not in the lock" in done.stderr
