"""Freeze jobassist into build/dist/jobassist: windowed `jobassist` and console `jobassist-cli`.

Usage: python packaging/bundle.py          quick when nothing has changed since the last build
       python packaging/bundle.py twice    build once more elsewhere, and compare byte for byte
       python packaging/bundle.py seal     take its hashes anew, after its files were signed

The bundle is remembered by a hash of what goes into it: the rooms, the resources, the lock, the
spec. It carries the hashes of its files (`doctor` compares them) and the notices of others' works.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]  # the folder is no package: it is never installed

import components  # noqa: E402
import slim  # noqa: E402
from components import NATIVE  # noqa: E402

from jobassist.bundle import RECORD, recorded, sha256  # noqa: E402

BUILD = ROOT / "build"
BUNDLE = BUILD / "dist" / "jobassist"
SPEC = ROOT / "pyinstaller.spec"
INGREDIENTS = ("jobassist", "ui", "speech", "storage", "resources")
# 2020-01-01: any fixed instant will do; the archives inside carry it instead of the build's.
REPRODUCIBLE = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1577836800"}


def main(arguments: list[str]) -> int:
    """Build if needed, and say where the bundle is."""
    if arguments == ["twice"]:
        return compare()
    if arguments == ["seal"]:
        seal(BUNDLE)
        return 0
    key = ingredients()
    remembered = BUILD / "bundle.key"
    if BUNDLE.is_dir() and remembered.is_file() and remembered.read_text() == key:
        print(f"{BUNDLE.relative_to(ROOT)} is up to date.")
        return 0
    remembered.unlink(missing_ok=True)
    if code := build(BUNDLE, BUILD / "work"):
        return code
    remembered.write_text(key)
    print(f"{BUNDLE.relative_to(ROOT)}: {size(BUNDLE) / 1e6:.0f} MB")
    return 0


def build(bundle: Path, work: Path) -> int:
    """Freeze, slim and seal; returns PyInstaller's exit code."""
    shutil.rmtree(bundle, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", str(SPEC), "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(bundle.parent), "--workpath", str(work)]
    fresh = work.with_name(work.name + "-pycache")
    shutil.rmtree(fresh, ignore_errors=True)
    # Compiled code that lies about was compiled by others (pip, a test, another path), and is
    # written down otherwise: a bundle made of it would differ from machine to machine.
    environment = {**os.environ, **REPRODUCIBLE, "PYTHONPYCACHEPREFIX": str(fresh)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    shutil.rmtree(fresh, ignore_errors=True)
    if done.returncode:
        return done.returncode
    if sys.platform == "linux":
        share_the_executable(bundle)
        slim.strip_symbols(bundle)
        for file in slim.libraries(bundle):
            if file.name.startswith("libctranslate2"):
                slim.cut_section(file, ".nv_fatbin")
            if file.name.startswith("libicudata"):
                slim.danish_icu(file)
    (bundle / "_internal" / "THIRD-PARTY-NOTICES.txt").write_text(
        components.notices(components.components(bundle)), encoding="utf-8"
    )
    seal(bundle)
    return 0


def seal(bundle: Path) -> None:
    """Write the hashes of all files into the bundle, one mode for each kind of file."""
    files = {}
    for file in sorted(f for f in bundle.rglob("*") if f.is_file()):
        if not file.is_symlink() and file.name != RECORD:
            file.chmod(0o755 if file.parent == bundle or ".so" in file.name else 0o644)
            files[file.relative_to(bundle).as_posix()] = sha256(file)
    told = {"version": version("jobassist"), "files": files}
    (bundle / "_internal" / RECORD).write_text(json.dumps(told, indent=0), encoding="utf-8")


def compare() -> int:
    """Build a second time in another folder, and name the first files that differ."""
    second = BUILD / "twice" / "jobassist"
    if code := build(second, BUILD / "twice-work"):
        return code
    one, two = (recorded(folder) for folder in (BUNDLE, second))
    unlike = sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
    shutil.rmtree(second.parent)
    shutil.rmtree(BUILD / "twice-work")
    for name in unlike[:20]:
        print(f"differs: {name}")
    print(f"{len(one)} files, {len(unlike)} differ between two builds.")
    return 1 if unlike or not one else 0


def share_the_executable(bundle: Path) -> None:
    """Linux has no windowed kind of program: there one name is a link to the other, 18 MB less."""
    console = bundle / "jobassist-cli"
    console.unlink()
    console.symlink_to("jobassist")


def ingredients() -> str:
    """SHA-256 over everything that goes into the bundle."""
    digest = hashlib.sha256(sys.version.encode())
    files = [
        SPEC,
        ROOT / "pyproject.toml",
        ROOT / "requirements" / "dev.txt",
        HERE / "bundle.py",
        HERE / "slim.py",
    ]
    files += [HERE / "components.py", NATIVE]
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
    sys.exit(main(sys.argv[1:]))
