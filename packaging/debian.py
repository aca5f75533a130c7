"""Make Debian packages from staged trees: the laptop application, and speech model packs.

Usage: python packaging/debian.py [--version V] [--quick] OUT    the application, from build/dist
`--quick` compresses little, for packages that only a test installs.

Nothing is started or asked by the package; there are no maintainer scripts but the one that takes
the organisation's policy away on purge. Users' data is never touched.
"""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUNDLE = ROOT / "build" / "dist" / "jobassist"
SYSTEM = ROOT / "build" / "system-libraries.txt"
EPOCH = "1577836800"
# What is loaded by name and so seen by no linker: sound, Qt's platforms, fonts, Kerberos.
BY_NAME = ["libportaudio2", "libxcb-cursor0", "libegl1", "libgl1", "fonts-dejavu-core"]
RENAMED = {"libglib2.0-0": "libglib2.0-0t64", "libpng16-16": "libpng16-16t64"}
# Through these a part of Qt or PortAudio can do more; without them it does without.
OPTIONAL = {"libcups2", "libjack-jackd2-0", "libavahi-client3", "libavahi-common3", "libgnutls30"}
_PURGE = """#!/bin/sh
set -e
if [ "$1" = purge ]; then
    rm -rf /etc/jobassist
fi
"""


def main(arguments: list[str]) -> int:
    """Build the application's package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--version", default=version("jobassist"))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        tree = Path(folder) / "tree"
        stage(tree)
        fields = {
            "Package": "jobassist",
            "Version": options.version,
            "Architecture": "amd64",
            "Section": "misc",
            "Depends": ", ".join(depends()),
            "Recommends": "gnome-keyring | keepassxc, libcups2 | libcups2t64",
            "Description": "offline-first assistant for Danish job centres\n"
            " Dictation, standard texts, forms signed on the screen, an encrypted case store.\n"
            " The speech model is a package of its own (jobassist-model-*).",
        }
        print(package(tree, fields, options.out, quick=options.quick, scripts={"postrm": _PURGE}))
    return 0


def stage(tree: Path) -> None:
    """Lay the application out as Debian has it."""
    if not BUNDLE.is_dir():
        sys.exit("There is no bundle: run `make bundle` first.")
    shutil.copytree(BUNDLE, tree / "usr/lib/jobassist", symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    for name in ("jobassist", "jobassist-cli"):
        (tree / "usr/bin" / name).symlink_to(f"../lib/jobassist/{name}")
    shared = tree / "usr/share"
    places = {
        HERE / "linux/jobassist.desktop": shared / "applications",
        HERE / "linux/jobassist.svg": shared / "icons/hicolor/scalable/apps",
        HERE / "linux/jobassist.xml": shared / "mime/packages",
        HERE / "linux/copyright": shared / "doc/jobassist",
        BUNDLE / "_internal/THIRD-PARTY-NOTICES.txt": shared / "doc/jobassist",
    }
    for file, folder in places.items():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / file.name)
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (shared / "doc/jobassist/changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    (tree / "etc/jobassist").mkdir(parents=True)


def depends() -> list[str]:
    """Debian's packages for the libraries that the bundle leaves to the system."""
    wanted = needed(BUNDLE)
    every = [line for line in SYSTEM.read_text(encoding="utf-8").splitlines() if line]
    # What they need in turn is their packages' business.
    files = [f for f in every if any(Path(f).name.startswith(name) for name in wanted)]
    names = {*BY_NAME, "libc6"}
    for file in files:
        # With a merged /usr the package knows a library by its old place.
        for known in (file, file.removeprefix("/usr")):
            asked = subprocess.run(
                ["dpkg-query", "--search", known], capture_output=True, text=True, check=False
            )
            if asked.returncode == 0:
                names.add(asked.stdout.partition(":")[0])
                break
        else:
            sys.exit(f"No package of Debian holds {file}.")
    told = sorted(names - OPTIONAL)
    return [f"{name} | {RENAMED[name]}" if name in RENAMED else name for name in told]


def needed(bundle: Path) -> set[str]:
    """The libraries that those of the bundle name themselves."""
    found: set[str] = set()
    for file in bundle.rglob("*.so*"):
        if file.is_file() and not file.is_symlink():
            said = subprocess.run(
                ["objdump", "-p", file], capture_output=True, text=True, check=True
            )
            found |= {line.split()[1] for line in said.stdout.splitlines() if "NEEDED" in line}
    return found


def package(
    tree: Path,
    fields: dict[str, str],
    out: Path,
    *,
    quick: bool = False,
    scripts: dict[str, str] | None = None,
) -> Path:
    """Make a package of the staged tree; returns the file. The same tree gives the same bytes.

    `scripts`: the maintainer's, by name (`postrm`).
    """
    control = tree / "DEBIAN"
    control.mkdir()
    files = [f for f in tree.rglob("*") if f.is_file() and not f.is_symlink()]
    kilobytes = sum(-(-f.stat().st_size // 1024) for f in files)
    told = {**fields, "Maintainer": "jobassist <jobassist@localhost>", "Priority": "optional"}
    told["Installed-Size"] = str(kilobytes)
    description = told.pop("Description")
    lines = [f"{key}: {value}" for key, value in told.items()] + [f"Description: {description}"]
    (control / "control").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, text in (scripts or {}).items():
        (control / name).write_text(text, encoding="utf-8")
    for each in tree.rglob("*"):
        if not each.is_symlink():
            script = each.parent == control and each.name != "control"
            runs = each.is_dir() or script or os.access(each, os.X_OK)
            each.chmod(0o755 if runs else 0o644)
    out.mkdir(parents=True, exist_ok=True)
    file = out / f"{fields['Package']}_{fields['Version']}_{fields['Architecture']}.deb"
    pressed = ["-Zgzip", "-z1"] if quick else ["-Zxz", "-z6"]
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", *pressed, "--build", tree, file],
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return file


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
