"""Freeze jobassist into build/dist/jobassist: windowed `jobassist` and console `jobassist-cli`.

Usage: python packaging/bundle.py    Quick when nothing has changed since the last build.

The bundle is remembered by a hash of what goes into it: the rooms, the resources, the lock, the
spec. With the same sources two builds are meant to be the same byte for byte.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
BUNDLE = BUILD / "dist" / "jobassist"
SPEC = ROOT / "pyinstaller.spec"
INGREDIENTS = ("jobassist", "ui", "speech", "storage", "resources")
# 2020-01-01: any fixed instant will do; the archives inside carry it instead of the build's.
REPRODUCIBLE = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1577836800"}
HEAVY = ("_ext", "_sqlite3", "libctranslate2", "libpython3", "tokenizers", "_rust", "_yaml")


def main() -> int:
    """Build if needed, and say where the bundle is."""
    key = ingredients()
    remembered = BUILD / "bundle.key"
    if BUNDLE.is_dir() and remembered.is_file() and remembered.read_text() == key:
        print(f"{BUNDLE.relative_to(ROOT)} is up to date.")
        return 0
    remembered.unlink(missing_ok=True)
    shutil.rmtree(BUNDLE, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", str(SPEC), "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(BUNDLE.parent), "--workpath", str(BUILD / "work")]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **REPRODUCIBLE}, check=False)
    if done.returncode:
        return done.returncode
    strip_debug_symbols()
    share_the_executable()
    remembered.write_text(key)
    print(f"{BUNDLE.relative_to(ROOT)}: {size(BUNDLE) / 1e6:.0f} MB")
    return 0


def strip_debug_symbols() -> None:
    """Take debug symbols out of the libraries that carry many; a full strip breaks NumPy's."""
    strip = shutil.which("strip")
    if strip is None or sys.platform != "linux":
        return
    libraries = [
        file
        for file in BUNDLE.rglob("*.so*")
        if file.is_file() and not file.is_symlink() and file.name.startswith(HEAVY)
    ]
    subprocess.run([strip, "--strip-debug", *libraries], check=True)


def share_the_executable() -> None:
    """Linux has no windowed kind of program: there one name is a link to the other, 18 MB less."""
    if sys.platform == "linux":
        console = BUNDLE / "jobassist-cli"
        console.unlink()
        console.symlink_to("jobassist")


def ingredients() -> str:
    """SHA-256 over everything that goes into the bundle."""
    digest = hashlib.sha256(sys.version.encode())
    files = [SPEC, ROOT / "pyproject.toml", ROOT / "requirements" / "dev.txt", Path(__file__)]
    for room in INGREDIENTS:
        found = (ROOT / room).rglob("*")
        files += sorted(f for f in found if f.is_file() and f.suffix != ".pyc")
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def size(folder: Path) -> int:
    """Bytes in all files of the folder; a link counts nothing."""
    files = [f for f in folder.rglob("*") if f.is_file() and not f.is_symlink()]
    return sum(file.stat().st_size for file in files)


if __name__ == "__main__":
    sys.exit(main())
