"""Make the central's Debian package: `jobassist-central`, with its unit and all it needs of Python.

Usage: python packaging/central/package.py [--python 3.11] [--version V] [--quick] OUT

Debian 12 has Python 3.11, Debian 13 has 3.13: what is compiled in the package is for one of them.
Installing starts nothing, since there is a database to name first; an upgrade restarts what runs.
The database, the central's keys and the list of what was erased are never touched.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent))

import debian  # noqa: E402

NAME = "jobassist-central"
PLACE = f"usr/lib/{NAME}"
ROOMS = ("jobassist", "central", "resources")
DOCS = ("central-operations.md", "protocol.md", "security.md")
_COMPILED_FOR = "manylinux_2_28_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64"

_POSTINST = f"""#!/bin/sh
set -e
if [ "$1" = configure ]; then
    if ! getent passwd {NAME} >/dev/null; then
        useradd --system --user-group --home-dir /var/lib/{NAME} --no-create-home \\
            --shell /usr/sbin/nologin {NAME}
    fi
    python3 -m compileall -q -j 0 /{PLACE} || true
    install -d -m 0700 -o {NAME} -g {NAME} /var/lib/{NAME}
    install -d -m 0750 -o root -g {NAME} /etc/{NAME}
    if [ ! -e /etc/{NAME}/central.toml ]; then
        echo "# Everything is optional: /usr/share/doc/{NAME}/central-operations.md" \
            > /etc/{NAME}/central.toml
        chown root:{NAME} /etc/{NAME}/central.toml
        chmod 0640 /etc/{NAME}/central.toml
    fi
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl try-restart {NAME}.service
    fi
fi
"""
_PRERM = f"""#!/bin/sh
set -e
find /{PLACE} -name __pycache__ -type d -prune -exec rm -rf {{}} +
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    systemctl disable --now {NAME}.service || true
fi
"""
_POSTRM = f"""#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
fi
if [ "$1" = purge ]; then
    rm -rf /etc/{NAME}
    echo "{NAME}: /var/lib/{NAME} (the keys) and the database are left as they are."
fi
"""


def main(arguments: list[str]) -> int:
    """Build it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default="3.11")
    parser.add_argument("--version", action="append", help="as many packages of the same tree")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        tree = Path(folder) / "tree"
        stage(tree, options.python)
        major, minor = map(int, options.python.split("."))
        fields = {
            "Package": NAME,
            "Architecture": "amd64",
            "Section": "net",
            "Depends": f"python3 (>= {options.python}~), python3 (<< {major}.{minor + 1}~), passwd",
            "Recommends": "postgresql (>= 15), postgresql-client (>= 15), ca-certificates",
            "Description": "central of jobassist, the assistant for Danish job centres\n"
            " Sync, IT support's pages, connectors, Digital Post. Needs PostgreSQL and a proxy\n"
            f" with TLS in front: /usr/share/doc/{NAME}/central-operations.md.",
        }
        scripts = {"postinst": _POSTINST, "prerm": _PRERM, "postrm": _POSTRM}
        for number in options.version or [version("jobassist")]:
            told = {**fields, "Version": f"{number}+py{major}{minor}"}
            print(debian.package(tree, told, options.out, quick=options.quick, scripts=scripts))
            shutil.rmtree(tree / "DEBIAN")
    return 0


def stage(tree: Path, python: str) -> None:
    """Lay it out as Debian has it."""
    site = tree / PLACE
    site.mkdir(parents=True)
    fetched = [sys.executable, "-m", "pip", "install", "--quiet", "--no-compile", "--target", site]
    fetched += ["--require-hashes", "--only-binary=:all:", "--python-version", python]
    fetched += [word for name in _COMPILED_FOR for word in ("--platform", name)]
    fetched += ["--platform", "any", "--no-deps", "-r", ROOT / "requirements" / "central.txt"]
    subprocess.run(fetched, check=True)
    shutil.rmtree(site / "bin", ignore_errors=True)
    for room in ROOMS:
        unwanted = shutil.ignore_patterns("__pycache__", "*.ts", "*.qm")
        shutil.copytree(ROOT / room, site / room, ignore=unwanted)
    command = tree / "usr/bin" / NAME
    command.parent.mkdir(parents=True)
    shutil.copy(HERE / NAME, command)
    unit = tree / "usr/lib/systemd/system" / f"{NAME}.service"
    unit.parent.mkdir(parents=True)
    unit.write_text(unit_text(), encoding="utf-8")
    docs = tree / "usr/share/doc" / NAME
    docs.mkdir(parents=True)
    for name in DOCS:
        shutil.copyfile(ROOT / "docs" / name, docs / name)
    shutil.copyfile(HERE.parent / "linux/copyright", docs / "copyright")


def unit_text() -> str:
    """The unit, with the places of the package."""
    text = (HERE / f"{NAME}.service").read_text(encoding="utf-8")
    text = text.replace(f"/opt/{NAME}/bin/jobassist central ", f"/usr/bin/{NAME} ")
    return text.replace(f"/opt/{NAME}/share/", f"/usr/share/doc/{NAME}/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
