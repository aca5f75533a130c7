"""What runs a central: the unit is hardened and understood, the container file runs no root."""

import configparser
import re
import shutil
import subprocess

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
