"""The locks: everything pinned with hashes, no GPL encoder, no address of an index."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.house.source import ROOT

REQUIREMENTS = ROOT / "requirements"
LOCKS = ("laptop", "central", "dev")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def entries(lock):
    """`{name: (requirement, hashes)}` of a lock; a name may stand for several Pythons."""
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = {}
    for line in lines:
        pinned, *hashes = line.split("--hash=")
        found.setdefault(normal(Requirement(pinned).name), []).append((Requirement(pinned), hashes))
    return found


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(*extras):
    """What pyproject.toml asks for."""
    groups = PROJECT["optional-dependencies"]
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in groups[extra])]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_with_hashes(lock):
    for name, pins in entries(lock).items():
        for pin, hashes in pins:
            assert str(pin.specifier).startswith("=="), name
            assert pin.url is None, name
            assert hashes, name
            assert all(re.fullmatch(r"sha256:[0-9a-f]{64}\s*", each) for each in hashes), name


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("laptop", ["laptop"]), ("central", ["central"]), ("dev", ["laptop", "central", "dev"])],
)
def test_a_lock_holds_what_the_project_asks_for(lock, extras):
    pinned = entries(lock)
    for wanted in asked_for(*extras):
        pins = pinned.get(normal(wanted.name))
        assert pins, f"{wanted.name} is not in {lock}.txt: run `make lock`"
        for pin, _ in pins:
            version = str(pin.specifier).removeprefix("==")
            assert wanted.specifier.contains(version), f"{wanted}: run `make lock`"


@pytest.mark.parametrize("lock", ["laptop", "central"])
def test_the_locks_agree(lock):
    everything = {name: [p.specifier for p, _ in pins] for name, pins in entries("dev").items()}
    for name, pins in entries(lock).items():
        assert [pin.specifier for pin, _ in pins] == everything[name], name


def test_no_lock_holds_gpl_encoders():
    assert [lock for lock in LOCKS if "av" in entries(lock)] == []


def test_the_central_installs_without_window_and_speech():
    foreign = {"pyside6-essentials", "faster-whisper", "ctranslate2", "onnxruntime", "sqlcipher3"}
    assert foreign & entries("central").keys() == set()


def test_the_laptop_installs_without_the_central():
    assert {"fastapi", "uvicorn", "psycopg", "alembic"} & entries("laptop").keys() == set()


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("lock", LOCKS)
def test_each_python_gets_one_version(lock, python):
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    for name, pins in entries(lock).items():
        chosen = [p for p, _ in pins if p.marker is None or p.marker.evaluate(here)]
        assert len(chosen) <= 1, name
