"""The frozen application: what it holds, and that it does its main job with loopback alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from PyInstaller.archive.readers import CArchiveReader

from jobassist.bundle import verify
from tests.house.source import ROOT
from tests.packaging.loopback import SYSTEM, alone

BUNDLE = ROOT / "build" / "dist" / "jobassist"
CLI = BUNDLE / "jobassist-cli"
MOST_MB = 380  # the promise for a release


@pytest.fixture(scope="session")
def bundle():
    """The bundle, built unless it is up to date."""
    built = subprocess.run(
        [sys.executable, ROOT / "packaging" / "bundle.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr[-3000:]
    return BUNDLE


@pytest.fixture(scope="session")
def modules(bundle):
    """The names of all Python modules inside."""
    return set(CArchiveReader(str(CLI)).open_embedded_archive("PYZ.pyz").toc)


def test_both_doors_are_there(bundle):
    assert (bundle / "jobassist").is_file()
    told = subprocess.run([CLI, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout.strip()


def test_every_room_of_the_laptop_is_inside(modules):
    assert {"jobassist.cli.doctor", "ui", "speech", "storage", "resources"} <= modules


@pytest.mark.parametrize("foreign", ["central", "fastapi", "alembic", "pytest", "tkinter"])
def test_what_is_not_the_laptops_is_not_inside(modules, foreign):
    assert [name for name in modules if name.split(".")[0] == foreign] == []


def test_no_gpl_encoder_is_inside(bundle, modules):
    assert "av" not in modules
    files = [file.name for file in bundle.rglob("*")]
    assert [name for name in files if name.startswith(("libx264", "libx265", "libavcodec"))] == []


def test_the_voice_detector_and_the_words_are_inside(bundle):
    inside = bundle / "_internal"
    assert list(inside.glob("faster_whisper/assets/*.onnx"))
    assert list(inside.glob("resources/messages/*.toml"))
    assert list(inside.glob("resources/translations/*.qm"))


def test_the_licences_go_along(bundle):
    inside = bundle / "_internal"
    assert (inside / "NOTICE").is_file()
    assert (inside / "LICENSE").is_file()
    for name in ("pyside6_essentials", "sqlcipher3", "ctranslate2", "numpy", "holidays"):
        assert list(inside.glob(f"{name}-*.dist-info")), name


def test_the_bundle_stays_small(bundle):
    size = sum(f.stat().st_size for f in bundle.rglob("*") if f.is_file() and not f.is_symlink())
    assert size / 1e6 < MOST_MB


def test_the_bundle_carries_the_notices_of_all_it_holds(bundle):
    told = (bundle / "_internal" / "THIRD-PARTY-NOTICES.txt").read_text(encoding="utf-8")
    for name in ("SQLCipher", "OpenSSL", "Qt", "CTranslate2", "numpy", "Typst", "libsndfile"):
        assert name in told, name


def test_the_bundle_knows_its_own_files(bundle, tmp_path):
    assert verify(bundle).wrong == ()
    told = frozen(tmp_path, "--json", "doctor")
    codes = {one["code"]: one["level"] for one in json.loads(told.stdout)["checks"]}
    assert codes["doctor.bundle"] == codes["doctor.engine"] == codes["doctor.vad"] == "ok"


def test_nothing_tells_of_the_machine_that_built_it(bundle):
    traces = {"RECORD", "direct_url.json", "INSTALLER", "REQUESTED"}
    assert [file.name for file in bundle.rglob("*") if file.name in traces] == []


def test_the_main_job_with_loopback_alone(bundle, tmp_path):
    """No virtual environment: model as a folder, sound as files, central from the source."""
    home = tmp_path / "home"
    home.mkdir()
    installed = frozen(home, "--json", "model", "install", installed_model())
    assert installed.returncode == 0, installed.stderr
    done = frozen(
        home,
        "demo",
        "--headless",
        "--keep",
        tmp_path / "kept",
        "--sound",
        speak("Borgeren møder til samtale på jobcentret i dag.", tmp_path / "note.wav"),
        "--request-sound",
        speak("indsæt jobsamtale telefon", tmp_path / "request.wav"),
        "--central-command",
        Path(sys.executable).parent / "jobassist",
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["heard"]
    assert told["note_state"] == "final"
    assert told["store_encrypted"] is True
    assert told["synced"] is True
    assert told["central_notes"] >= 1
    assert len(told["data_dirs"]) == 2


def test_the_window_is_painted(bundle, tmp_path):
    done = frozen(tmp_path, "screenshots", "--out", tmp_path / "pictures")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "pictures" / "light-unlock.png").read_bytes().startswith(b"\x89PNG")


def test_the_network_is_really_shut():
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    done = alone([sys.executable, "-c", reach], os.environ)
    assert "Network is unreachable" in done.stderr


def frozen(home, *arguments):
    """Run the frozen command line with an environment of its own and loopback alone."""
    environment = {"HOME": str(home), "PATH": SYSTEM, "LANG": "C.UTF-8"}
    return alone([CLI, *arguments], environment)


def installed_model():
    """Where `make setup` put the base model."""
    return Path(platformdirs.user_data_dir("jobassist", appauthor=False)) / "models" / "base"


def speak(text, file):
    """A Danish sound file."""
    subprocess.run(["espeak-ng", "-v", "da", "-s", "150", "-w", file, text], check=True)
    return file
