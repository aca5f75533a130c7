"""Setting up: only what is missing is installed, and nobody is left guessing."""

import shutil
import subprocess

import pytest

from tests.house.source import ROOT

SCRIPT = ROOT / "packaging" / "setup" / "debian.sh"
TOOLS = ("sh", "dirname", "grep", "sed", "sort", "tr", "env", "mktemp", "rm", "cat", "printf")


@pytest.fixture
def machine(tmp_path):
    """A PATH with the plain tools and whatever commands a test puts there."""

    class Machine:
        folder = tmp_path / "bin"
        log = tmp_path / "apt.log"

        def command(self, name, body):
            (self.folder / name).write_text(f"#!/bin/sh\n{body}\n")
            (self.folder / name).chmod(0o755)

        def install(self, *lists):
            return subprocess.run(
                ["sh", SCRIPT, *lists],
                env={"PATH": str(self.folder)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )

        def calls(self):
            return self.log.read_text().splitlines() if self.log.exists() else []

    made = Machine()
    made.folder.mkdir()
    for tool in TOOLS:
        (made.folder / tool).symlink_to(shutil.which(tool))
    made.command("id", "echo 0")
    made.command("dpkg-query", "echo 'installed python3-venv, '")
    made.command("python3", "echo python3.12")
    made.command("apt-get", f'echo "$@" >> {made.log}')
    return made


def names(*lists):
    """What the lists ask for."""
    found = set()
    for each in lists:
        text = (SCRIPT.parent / f"debian-{each}.txt").read_text()
        found |= {line for line in text.splitlines() if not line.startswith("#")}
    return {name.replace("@python@", "python3.12") for name in found}


def test_only_what_is_missing_is_installed(machine):
    assert machine.install("run").returncode == 0
    (call,) = machine.calls()
    assert call.startswith("install --yes --no-install-recommends ")
    assert set(call.split()[3:]) == names("run") - {"python3-venv"}


def test_nothing_missing_calls_nothing(machine):
    present = "\\n".join(f"installed {name}, " for name in names("run", "demo", "bundle", "test"))
    machine.command("dpkg-query", f"printf '{present}\\n'")
    done = machine.install("run", "demo", "bundle", "test")
    assert (done.returncode, done.stdout, machine.calls()) == (0, "", [])


def test_a_package_under_its_newer_name_counts(machine):
    rest = "\\n".join(f"installed {name}, " for name in names("demo") - {"espeak-ng"})
    provided = "installed espeak-ngt64, espeak-ng (= 1.52), espeak"
    machine.command("dpkg-query", f"printf '{rest}\\n{provided}\\n'")
    assert machine.install("demo").returncode == 0
    assert machine.calls() == []


def test_a_removed_package_does_not_count(machine):
    machine.command("dpkg-query", "echo 'config-files espeak-ng, '")
    machine.install("demo")
    assert machine.calls() == ["install --yes --no-install-recommends espeak-ng"]


def test_old_package_lists_are_fetched_anew_once(machine):
    machine.command("apt-get", f'echo "$1" >> {machine.log}; test -e {machine.log}.fetched || '
                    f'{{ test "$1" = update && : > {machine.log}.fetched; }}')  # fmt: skip
    assert machine.install("demo").returncode == 0
    assert machine.calls() == ["install", "update", "install"]


def test_without_rights_it_says_what_it_must_run(machine):
    machine.command("id", "echo 1000")
    done = machine.install("demo")
    assert done.returncode == 3
    assert "apt-get install --yes --no-install-recommends espeak-ng" in done.stderr
    assert machine.calls() == []


def test_sudo_is_used_where_it_is_allowed(machine):
    machine.command("id", "echo 1000")
    machine.command("sudo", f'echo "sudo $*" >> {machine.log}')
    assert machine.install("demo").returncode == 0
    assert machine.calls()[-1].startswith("sudo DEBIAN_FRONTEND=noninteractive apt-get install")


def test_a_failing_installation_shows_why(machine):
    machine.command("apt-get", "echo 'E: no space left'; exit 100")
    done = machine.install("demo")
    assert done.returncode == 3
    assert "E: no space left" in done.stderr


def test_another_system_is_told_where_to_read(machine):
    (machine.folder / "dpkg-query").unlink()
    done = machine.install("run")
    assert done.returncode == 0
    assert "debian-*.txt" in done.stderr
