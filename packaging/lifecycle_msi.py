"""The life of the Windows installer under wine64: what an administrator's tools will do to it.

Usage: python packaging/lifecycle_msi.py    prints a table; exit 1 if a step does not hold

The payload is the stand-in of packaging/standin.py: this tests the installer, not the program.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import msi  # noqa: E402
import standin  # noqa: E402
from steps import Steps  # noqa: E402

WINE = shutil.which("wine64") or "/usr/lib/wine/wine64"
PROGRAMS = "drive_c/Program Files/jobassist"
PLACE = r"HKLM\SOFTWARE\jobassist"
RUN = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Run"
APPS = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
REFUSED = {1603, 1638}


class Windows:
    """A Windows of its own: a wine prefix that nothing else uses, without a display."""

    def __init__(self, folder: Path) -> None:
        self.prefix = folder / "prefix"
        self.environment = {
            **os.environ,
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=d;mshtml=d;winemenubuilder.exe=d",
            "LANG": "C.UTF-8",
            "HOME": str(folder),  # wine links its desktop there
        }
        self.environment.pop("DISPLAY", None)

    def run(self, *command: object) -> tuple[int, str]:
        """Run a program; returns its exit code and output."""
        done = subprocess.run(
            [WINE, *map(str, command)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout

    def installer(self, *arguments: object) -> int:
        """Windows Installer's own exit code, which a shell on Linux would cut to eight bits."""
        batch = self.prefix / "drive_c/run.bat"
        line = " ".join(str(a) for a in arguments)
        batch.write_text(f"@msiexec {line}\r\n@echo code=%ERRORLEVEL%\r\n", encoding="utf-8")
        _, said = self.run("cmd", "/c", r"C:\run.bat")
        return int(said.rpartition("code=")[2].strip() or -1)

    def value(self, key: str, name: str) -> str | None:
        """A text of the registry, or None."""
        code, said = self.run("reg", "query", key, "/v", name, "/reg:64")
        return said.partition("REG_SZ")[2].strip() if code == 0 else None

    def entries(self) -> list[str]:
        """The entries under Apps that are ours."""
        _, said = self.run("reg", "query", APPS, "/s", "/reg:64")
        shown = [line for line in said.splitlines() if "DisplayName" in line]
        return [line for line in shown if "jobassist" in line]

    def shortcuts(self) -> list[Path]:
        """Our shortcuts, on the desktop (wine links it out of its prefix) and in the menu."""
        return list(self.prefix.parent.rglob("jobassist.lnk"))

    def running(self) -> bool:
        """Whether the program runs."""
        _, said = self.run("tasklist")
        return "jobassist" in said

    def end(self) -> None:
        """End this prefix's server."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False)


def main() -> int:
    """Live through it."""
    with tempfile.TemporaryDirectory() as folder:
        windows = Windows(Path(folder))
        tree = standin.stage(Path(folder) / "tree")
        for number in ("0.1.0", "0.2.0"):
            made = Path(folder) / "prefix" / f"{number}.msi"
            made.parent.mkdir(exist_ok=True)
            if number == "0.2.0":
                (tree / "_internal" / "new.txt").write_text(standin.NOTE, encoding="utf-8")
            msi.build(msi.source(tree, number), tree, made)
        try:
            return 1 if live(windows) else 0
        finally:
            windows.end()


def live(windows: Windows) -> int:  # noqa: PLR0915 - a life is one list of steps
    """Install, upgrade, downgrade, remove; returns how many steps did not hold."""
    steps = Steps("Windows installer under wine64 (stand-in payload)")
    programs = windows.prefix / PROGRAMS
    data = windows.prefix / "drive_c/users/caseworker/AppData/Local/jobassist/store"

    def start() -> str | None:
        code, _ = windows.run("wineboot", "--init")
        for number in ("0.1.0", "0.2.0"):
            old = windows.prefix / f"{number}.msi"
            old.rename(windows.prefix / "drive_c" / old.name)
        data.mkdir(parents=True)
        (data / "store.db").write_bytes(b"encrypted")
        return None if code == 0 else f"wineboot ended with {code}"

    def install() -> str | None:
        code = windows.installer(
            r"/i C:\0.1.0.msi /qn DESKTOPSHORTCUT=1 AUTOSTART=1",
            r'MODELDIR="C:\models" POLICYFILE="C:\it\policies.json"',
        )
        return _expect(code == 0, f"exit {code}")

    def laid_out() -> str | None:
        there = [programs / "jobassist.exe", programs / "_internal/mappe med æøå/tekst.txt"]
        lacking = [file.name for file in there if not file.is_file()]
        return f"missing {lacking}" if lacking else None

    def properties() -> str | None:
        found = (windows.value(PLACE, "ModelDir"), windows.value(PLACE, "PolicyFile"))
        start_up = windows.value(RUN, "jobassist") or ""
        wanted = (r"C:\models", r"C:\it\policies.json")
        return _expect(found == wanted and "jobassist.exe" in start_up, f"{found} {start_up}")

    def shortcuts() -> str | None:
        found = windows.shortcuts()
        return _expect(len(found) == 2, f"{len(found)} shortcuts")

    def user_said_no() -> str | None:
        windows.run("reg", "add", PLACE, "/v", "Autostart", "/d", "0", "/f", "/reg:64")
        code = windows.installer(r"/i C:\0.2.0.msi /qn")
        kept = windows.value(RUN, "jobassist")
        return _expect(code == 0 and kept is None, f"exit {code}, Run {kept}")

    def upgraded() -> str | None:
        new = (programs / "_internal/new.txt").is_file()
        models = windows.value(PLACE, "ModelDir")
        return _expect(new and models == r"C:\models", f"new {new}, ModelDir {models}")

    def downgrade() -> str | None:
        code = windows.installer(r"/i C:\0.1.0.msi /qn")
        new = (programs / "_internal/new.txt").is_file()
        return _expect(code in REFUSED and new, f"exit {code}")

    def remove() -> str | None:
        code = windows.installer(r"/x C:\0.2.0.msi /qn")
        left = [f for f in programs.rglob("*") if f.is_file()] if programs.exists() else []
        return _expect(code == 0 and not left, f"exit {code}, left {len(left)}")

    def remove_first() -> str | None:
        return _expect((code := windows.installer(r"/x C:\0.1.0.msi /qn")) == 0, f"exit {code}")

    def nothing_left() -> str | None:
        found = [name for name in ("ModelDir", "Menu") if windows.value(PLACE, name)]
        if windows.value(RUN, "jobassist"):
            found.append("Run")
        links = windows.shortcuts()
        return _expect(not found and not links and not windows.entries(), f"{found} {links}")

    steps.begin()
    steps.take("a fresh Windows", start)
    steps.take("silent install with all four properties: 0", install)
    steps.take("files, names with æøå", laid_out)
    steps.take("MODELDIR, POLICYFILE, AUTOSTART in the registry", properties)
    steps.take("shortcuts: menu and desktop", shortcuts)
    steps.take("one entry in Apps", lambda: _one(windows))
    steps.take("the program was not started", lambda: "it runs" if windows.running() else None)
    steps.take("silent upgrade: 0, autostart stays off", user_said_no)
    steps.take("the upgrade's files, MODELDIR remembered", upgraded)
    steps.take("one entry in Apps after the upgrade", lambda: _one(windows))
    steps.take("downgrade refused, nothing changed", downgrade)
    steps.take("silent removal: 0, no file left", remove)
    steps.take("no entry, shortcut or registry value left", nothing_left)
    steps.take("the user's data is still there", lambda: _expect(any(data.iterdir()), "gone"))
    steps.take("install again: 0", install)
    steps.take("remove with autostart and desktop on: 0", remove_first)
    steps.take("no entry, shortcut or registry value left", nothing_left)
    return steps.end()


def _one(windows: Windows) -> str | None:
    found = windows.entries()
    return _expect(len(found) == 1, f"{len(found)} entries")


def _expect(held: bool, told: str) -> str | None:
    return None if held else told


if __name__ == "__main__":
    sys.exit(main())
