"""What runs a central: the unit is hardened and understood, the container file runs no root."""

import configparser
import json
import re
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

import pytest

from jobassist.cli import central
from jobassist.cli.central import _DATABASE
from jobassist.cli.parser import Parser
from tests.house.source import ROOT

FOLDER = ROOT / "packaging" / "central"
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes",
    "PrivateTmp": "yes", "PrivateDevices": "yes", "MemoryDenyWriteExecute": "yes",
    "CapabilityBoundingSet": "", "UMask": "0077",
}  # fmt: skip


def unit():
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(FOLDER / "jobassist-central.service", encoding="utf-8")
    return parser


def test_the_unit_is_hardened_and_needs_no_password():
    service = unit()["Service"]
    assert {name: service[name] for name in HARDENED} == HARDENED
    assert service["User"] != "root" and "--host 127.0.0.1" in service["ExecStart"]
    assert not re.search(r"://[^@/]*:[^@/]*@", service["ExecStart"])  # argv is everybody's to read
    # Ten seconds for answers and some more for a delivery under way.
    assert int(service["TimeoutStopSec"]) > 30


def test_systemd_understands_the_unit(tmp_path):
    tool = shutil.which("systemd-analyze")
    assert tool, "systemd-analyze is missing: apt-get install systemd"
    text = (FOLDER / "jobassist-central.service").read_text(encoding="utf-8")
    copy = tmp_path / "jobassist-central.service"
    copy.write_text(text.replace("/opt/jobassist-central/bin/jobassist", "/bin/true"))
    command = [tool, "verify", "--man=no", copy]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_package_runs_its_own_command_and_leaves_the_keys():
    sys.path.insert(0, str(FOLDER))
    import package

    unit, command = package.unit_text(), (FOLDER / package.NAME).read_text(encoding="utf-8")
    assert "ExecStart=/usr/bin/jobassist-central serve " in unit and "/opt/" not in unit
    assert command.startswith("#!/usr/bin/python3 -sP\n") and f"/{package.PLACE}" in command
    for script in (package._POSTINST, package._PRERM, package._POSTRM):
        done = subprocess.run(["sh", "-n"], input=script, text=True, check=False)
        assert done.returncode == 0 and "rm -rf /var" not in script
    for name in package.ROOMS:
        assert (ROOT / name / "__init__.py").exists()
    for name in package.DOCS:
        assert (ROOT / "docs" / name).exists()


@pytest.fixture
def command(monkeypatch):
    """The package's command, as a module."""
    loader = SourceFileLoader("own_command", str(FOLDER / "jobassist-central"))
    module = module_from_spec(spec_from_loader("own_command", loader))
    path = list(sys.path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    sys.path[:] = path
    return module


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["user", "add", "X"], ["central", "user", "add", "X"]),
        (["--json", "devices"], ["--json", "central", "devices"]),
        (
            ["--passphrase-file", "f", "staff", "add", "X"],
            ["--passphrase-file", "f", "central", "staff", "add", "X"],
        ),
        (["--data-dir", "d", "devices"], ["--data-dir", "d", "central", "devices"]),
        (["--version"], ["--version"]),
        ([], ["central", "--help"]),
    ],
)
def test_the_command_puts_central_in_its_place(monkeypatch, command, words, wanted):
    been = []
    monkeypatch.setattr(command, "be_the_service", lambda: been.append(words))
    monkeypatch.setattr(sys, "argv", ["jobassist-central", *words])
    monkeypatch.setattr(command, "run", lambda given: wanted == given)
    assert command.main()
    assert been == ([] if "--data-dir" in words else [words])


def test_the_command_and_the_unit_are_one_central(command):
    """Else an administrator's `user add` would go to a database that nobody serves."""
    service = unit()["Service"]
    assert service["User"] == command.NAME
    assert service["ExecStart"].endswith(f"--database-url {command.UNITS[_DATABASE]}")
    text = (FOLDER / "jobassist-central.service").read_text(encoding="utf-8")
    for name in ("JOBASSIST_CENTRAL_STATE", "JOBASSIST_CENTRAL_CONFIG"):
        told = text.split(f"Environment={name}=")[1].splitlines()[0]
        assert told.replace("%S", "/var/lib").replace("%E", "/etc") == command.UNITS[name]


def test_the_database_is_named_by_the_environment_or_the_option(monkeypatch):
    monkeypatch.setenv(_DATABASE, "postgresql:///a")
    parser = Parser()
    central.add(parser)
    assert parser.parse_args(["devices"]).database_url == "postgresql:///a"
    asked = parser.parse_args(["devices", "--database-url", "postgresql:///b"])
    assert asked.database_url == "postgresql:///b"


# As if nothing were installed but what the central's lock names.
_PUBLISH = """
import json, sys
from importlib.metadata import packages_distributions
locked, known = set(json.loads(sys.argv[2])), packages_distributions()

class Lacking:
    def find_spec(name, path=None, target=None):
        comes_with = known.get(name.partition(".")[0])
        if comes_with and not {one.lower().replace("_", "-") for one in comes_with} & locked:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Lacking)
from jobassist.cli.run import run
for what, file in (("forms", "forms/jobordre.yaml"), ("forms", "rules/praktik.yaml"),
                   ("texts", "phrases/standardtekster.csv")):
    words = ["--data-dir", sys.argv[1], "central", "publish", what, f"resources/{file}"]
    assert run(words) == 0, file
"""


def test_what_publishing_needs_comes_with_the_central(tmp_path):
    lock = (ROOT / "requirements" / "central.txt").read_text(encoding="utf-8")
    named = re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    locked = sorted({_plain(name) for name in named} | {"jobassist"})
    command = [sys.executable, "-c", _PUBLISH, str(tmp_path), json.dumps(locked)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_container_file_copies_what_is_there_and_runs_no_root():
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    copied = [word for line in lines if line[0] == "COPY" for word in line[1:-1]]
    for name in copied:
        assert name.startswith(("--from", "/opt")) or (ROOT / name).exists(), name
    assert ["USER", "8420:8420"] in lines
    names = [line[0] for line in lines]
    assert names.index("USER") < names.index("ENTRYPOINT") and "HEALTHCHECK" in names
    assert "--require-hashes" in text and "/ready" in text
