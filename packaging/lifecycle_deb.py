"""The life of the Debian package in a minimal Debian of its own (mmdebstrap, chroot; as root).

Usage: python packaging/lifecycle_deb.py [SUITE]    prints a table; exit 1 if a step does not hold

The present version is the real package of build/package; the older and the newer one hold the same
bundle under other numbers.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

import debian  # noqa: E402
from steps import Steps  # noqa: E402

PACKAGES = ROOT / "build" / "package"
MOST_SECONDS = 30
DOCTOR_SECONDS = 3


class Chroot:
    """A minimal Debian in a folder."""

    def __init__(self, folder: Path, suite: str) -> None:
        self.folder = folder
        self.suite = suite

    def make(self) -> str | None:
        """Fetch it, with the libraries that the package depends on."""
        wanted = [entry.split(" | ")[0] for entry in debian.depends()]
        command = ["mmdebstrap", "--variant=minbase", "--mode=root", "--quiet"]
        command += [f"--include={','.join([*wanted, 'dpkg', 'ca-certificates'])}"]
        done = subprocess.run(
            [*command, self.suite, self.folder], capture_output=True, text=True, check=False
        )
        return done.stderr[-300:] if done.returncode else None

    def run(self, *command: object, home: str = "/root") -> subprocess.CompletedProcess[str]:
        """Run a program inside, without a display, a terminal or standard input."""
        # A /proc of its own, gone with the command: nothing is left mounted.
        inside = ["unshare", "--mount", "--pid", "--fork", f"--root={self.folder}", "--mount-proc"]
        path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin"
        setting = ["env", "-i", f"HOME={home}", "LANG=C.UTF-8", path]
        return subprocess.run(
            [*inside, "--", *setting, "DEBIAN_FRONTEND=noninteractive", *map(str, command)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def dpkg(self, *arguments: object) -> str | None:
        """What dpkg complains of; nothing when it did it."""
        done = self.run("dpkg", *arguments)
        return (done.stderr or done.stdout)[-300:] if done.returncode else None


def main(arguments: list[str]) -> int:
    """Live through it."""
    if os.geteuid() != 0:
        sys.exit("A chroot needs root: run `sudo make package-test`.")
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        chroot = Chroot(Path(folder) / "debian", *(arguments or ["bookworm"]))
        chroot.folder.mkdir()
        return 1 if live(chroot) else 0


def live(chroot: Chroot) -> int:  # noqa: PLR0915 - a life is one list of steps
    """Install, upgrade, downgrade, remove, purge; returns how many steps did not hold."""
    steps = Steps(f"Debian package in a minimal Debian {chroot.suite}")
    number = version("jobassist")
    data = chroot.folder / "home/caseworker/.local/share/jobassist/store"
    policy = chroot.folder / "etc/jobassist/policies.json"
    own = PACKAGES / f"jobassist_{number}_amd64.deb"

    def prepare() -> str | None:
        for other in ("0.0.1", "99.0.0"):
            debian.main(["--quick", "--version", other, str(chroot.folder / "packages")])
        for file in (own, *PACKAGES.glob("jobassist-model-*.deb")):
            (chroot.folder / "packages" / file.name).write_bytes(file.read_bytes())
        data.mkdir(parents=True)
        (data / "store.db").write_bytes(b"encrypted")
        return None

    def install(other: str) -> str | None:
        return chroot.dpkg("--install", f"/packages/jobassist_{other}_amd64.deb")

    def silent() -> str | None:
        began = time.monotonic()
        fault = install(number)
        seconds = time.monotonic() - began
        return fault or (f"{seconds:.0f} s" if seconds > MOST_SECONDS else None)

    def laid_out() -> str | None:
        wanted = ["usr/bin/jobassist", "usr/share/applications/jobassist.desktop", "etc/jobassist"]
        wanted += ["usr/share/mime/packages/jobassist.xml"]
        wanted += ["usr/share/icons/hicolor/scalable/apps/jobassist.svg"]
        wanted += ["usr/share/doc/jobassist/copyright"]
        lacking = [name for name in wanted if not os.path.lexists(chroot.folder / name)]
        return f"missing {lacking}" if lacking else None

    def told(other: str) -> str | None:
        said = chroot.run("dpkg-query", "--show", "--showformat=${Version}", "jobassist").stdout
        return None if said == other else f"version {said}"

    def doctor(*, warm: bool) -> str | None:
        if warm:
            chroot.run("jobassist-cli", "--json", "doctor")
        began = time.monotonic()
        done = chroot.run("jobassist-cli", "--json", "doctor")
        seconds = time.monotonic() - began
        checks = {one["code"]: one["level"] for one in json.loads(done.stdout)["checks"]}
        if checks.get("doctor.bundle") != "ok":
            return f"bundle: {sorted(checks)}"
        return f"{seconds:.1f} s" if seconds > DOCTOR_SECONDS else None

    def policy_broken() -> str | None:
        policy.write_text('{\n "idle_minutes": 99\n}')
        done = chroot.run("jobassist-cli", "--json", "doctor")
        policy.write_text('{"idle_minutes": 2}')
        return None if "policies.json:2" in done.stdout else done.stdout[:200] + done.stderr[:200]

    def model() -> str | None:
        packs = sorted((chroot.folder / "packages").glob("jobassist-model-*.deb"))
        fault = chroot.dpkg("--install", f"/packages/{packs[0].name}")
        done = chroot.run("jobassist-cli", "--json", "model", "verify")
        return fault or (None if done.returncode == 0 else done.stderr[-200:] or done.stdout)

    def kept() -> str | None:
        return None if (data / "store.db").read_bytes() == b"encrypted" else "gone"

    def gone() -> str | None:
        places = ("usr/lib/jobassist", "usr/bin/jobassist")
        left = [p for p in places if os.path.lexists(chroot.folder / p)]
        return f"left: {left}" if left else None

    steps.begin()
    steps.take("a minimal Debian with the package's dependencies", chroot.make)
    steps.take("older, present and newer packages", prepare)
    steps.take("install an older version", lambda: install("0.0.1"))
    steps.take(f"silent upgrade within {MOST_SECONDS} s", silent)
    steps.take("the version is told", lambda: told(number))
    steps.take("desktop entry, icon, MIME types, /etc/jobassist", laid_out)
    steps.take(f"doctor as root, no display, within {DOCTOR_SECONDS} s", lambda: doctor(warm=True))
    steps.take("a broken policy is named by file and line", policy_broken)
    steps.take("the model package, verified", model)
    steps.take("upgrade to a newer version", lambda: install("99.0.0") or told("99.0.0"))
    steps.take("downgrade to this version", lambda: install(number) or told(number))
    steps.take("the policy outlives both", lambda: None if policy.is_file() else "gone")
    steps.take("remove", lambda: chroot.dpkg("--remove", "jobassist") or gone())
    steps.take("the policy outlives removal", lambda: None if policy.is_file() else "gone")
    steps.take("the user's data outlives removal", kept)
    steps.take("install again", silent)
    steps.take("purge", lambda: chroot.dpkg("--purge", "jobassist") or gone())
    steps.take("the policy goes by purge", lambda: "left" if policy.exists() else None)
    steps.take("the user's data outlives purge", kept)
    return steps.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
