"""The life of the central's Debian package in a minimal Debian with PostgreSQL (chroot; as root).

Usage: python packaging/lifecycle_central.py [SUITE]    exit 1 if a step of its table does not hold

No systemd runs there: the unit is checked by systemd's own tool in tests/packaging, and what its
ExecStart says is run here as its user. The older and the newer version hold the same central.
"""

import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]

from lifecycle_deb import Chroot  # noqa: E402
from steps import Steps  # noqa: E402

NAME = "jobassist-central"
PYTHONS = {"bookworm": "3.11", "trixie": "3.13"}

# PostgreSQL and the central live as long as the script: each step starts them anew.
_TRIED = f"""
set -e
mkdir -p /dev/shm && mount -t tmpfs -o mode=1777 tmpfs /dev/shm
started=$(ls /etc/postgresql)
pg_ctlcluster "$started" main start
trap 'pg_ctlcluster "$started" main stop --mode fast' EXIT
as() {{ who=$1; shift; setpriv --reuid="$who" --regid="$who" --init-groups "$@"; }}
as postgres psql -qAtc "SELECT 1 FROM pg_roles WHERE rolname='{NAME}'" postgres | grep -q 1 \\
    || as postgres createuser {NAME}
as postgres psql -qAtc "SELECT 1 FROM pg_database WHERE datname='jobassist'" postgres | grep -q 1 \\
    || as postgres createdb -O {NAME} jobassist
export PYTHONDONTWRITEBYTECODE=1
url='postgresql://{NAME}@/jobassist?host=/run/postgresql'
# Where the unit says it is: there must be one.
as {NAME} test -r /etc/{NAME}/central.toml
as {NAME} {NAME} serve --host 127.0.0.1 --port 8420 --database-url "$url" > /tmp/said 2>&1 &
served=$!
for _ in $(seq 600); do grep -q ready /tmp/said && break; sleep 0.1; done
python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8420/ready', timeout=5)"
{{verbs}}
kill -TERM $served
wait $served || test $? -eq 143
"""


class Host(Chroot):
    """A minimal Debian with PostgreSQL."""

    def make(self) -> str | None:
        """Fetch it."""
        wanted = "python3,passwd,dpkg,ca-certificates,postgresql"
        command = ["mmdebstrap", "--variant=minbase", "--mode=root", "--quiet"]
        done = subprocess.run(
            [*command, f"--include={wanted}", self.suite, self.folder],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stderr[-300:] if done.returncode else None

    def tried(self, *verbs: str) -> tuple[str | None, str]:
        """Serve on PostgreSQL as the unit does, with root's verbs beside it; fault and output."""
        own = "\n".join(f"{NAME} {verb}" for verb in verbs)
        done = self.run("sh", "-c", _TRIED.replace("{verbs}", own))
        said = done.stdout + done.stderr
        return (said[-400:] if done.returncode else None), done.stdout


def main(arguments: list[str]) -> int:
    """Live through it."""
    if os.geteuid() != 0:
        sys.exit("A chroot needs root.")
    suite = (arguments or ["bookworm"])[0]
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        host = Host(Path(folder) / "debian", suite)
        host.folder.mkdir()
        return 1 if live(host, PYTHONS[suite]) else 0


def live(host: Host, python: str) -> int:
    """Install, upgrade, downgrade, remove, purge; returns how many steps did not hold."""
    steps = Steps(f"The central's package in a minimal Debian {host.suite} with PostgreSQL")
    number, tail = version("jobassist"), f"+py{python.replace('.', '')}_amd64.deb"
    state = host.folder / "var/lib" / NAME

    def prepare() -> str | None:
        made = [sys.executable, HERE / "central" / "package.py", "--quick", "--python", python]
        made += ["--version", "0.0.1", "--version", number, "--version", "99.0.0"]
        made += [host.folder / "packages"]
        done = subprocess.run(made, capture_output=True, text=True, check=False)
        return done.stderr[-300:] if done.returncode else None

    def install(which: str) -> str | None:
        return host.dpkg("--install", f"/packages/{NAME}_{which}{tail}")

    def told(verb: str, *wanted: str) -> str | None:
        fault, said = host.tried(verb)
        return fault or next((f"no {one}" for one in wanted if one not in said), None)

    def owned() -> str | None:
        done = host.run("stat", "-c", "%U %a", f"/var/lib/{NAME}", f"/etc/{NAME}")
        right = f"{NAME} 700\nroot 750\n"
        return None if done.stdout == right else done.stdout + done.stderr

    def kept() -> str | None:
        return None if list(state.glob("keys-*.json")) else "the keys are gone"

    def gone() -> str | None:
        places = (f"usr/lib/{NAME}", f"usr/bin/{NAME}", f"usr/lib/systemd/system/{NAME}.service")
        left = [p for p in places if os.path.lexists(host.folder / p)]
        return f"left: {left}" if left else None

    def wrong_use() -> str | None:
        done = host.run(NAME, "user", "add", "X", "--role", "konge")
        return None if done.returncode == 2 else f"exit {done.returncode}: {done.stderr[-200:]}"

    steps.begin()
    steps.take("a minimal Debian with PostgreSQL", host.make)
    steps.take("older, present and newer packages", prepare)
    steps.take("install an older version", lambda: install("0.0.1"))
    steps.take("its user, and folders that are its own", owned)
    steps.take("it serves; an employee is added", lambda: told("user add Mette", "Mette"))
    steps.take("upgrade", lambda: install(number))
    steps.take("it knows the employee", lambda: told("enrolment-code Mette", "Kode:"))
    steps.take("wrong use is exit code 2", wrong_use)
    steps.take("texts are checked and published", lambda: _publish(host))
    steps.take("a backup by pg_dump", lambda: told("backup /var/lib/jobassist-central/b", "Bytes"))
    steps.take("a newer version, and back again", lambda: install("99.0.0") or install(number))
    steps.take("it knows the employee", lambda: told("enrolment-code Mette", "Kode:"))
    steps.take("remove", lambda: host.dpkg("--remove", NAME) or gone())
    steps.take("the keys outlive removal", kept)
    steps.take("install again: it is the same central", lambda: install(number))
    steps.take("it knows the employee", lambda: told("enrolment-code Mette", "Kode:"))
    steps.take("purge", lambda: host.dpkg("--purge", NAME) or gone())
    steps.take("the keys outlive purge", kept)
    return steps.end()


def _publish(host: Host) -> str | None:
    texts = host.folder / "texts.csv"
    texts.write_text("noegle,titel,kategori,tekst\nhilsen,Hilsen,Brev,Goddag\n", encoding="utf-8")
    form = ROOT / "resources/forms/jobordre.yaml"
    (host.folder / "form.yaml").write_bytes(form.read_bytes())
    fault, said = host.tried("publish texts /texts.csv", "publish forms /form.yaml", "published")
    return fault or (None if "1 nye" in said and "jobordre" in said else said[-200:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
