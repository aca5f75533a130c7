"""The bill of materials (CycloneDX 1.6): Python packages, native works inside wheels, models.

Usage: python packaging/sbom.py BUNDLE OUT.json [MODEL...]
       python packaging/sbom.py --audit

`--audit` asks a vulnerability service by pip-audit for the locked packages, the laptop's and the
central's. It ends with 0 only when it was answered and nothing is known; what could not be audited
is a failure, and says so.
"""

import json
import re
import subprocess
import sys
import uuid
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from components import Component, components  # noqa: E402

from speech.models.catalogue import catalogue  # noqa: E402

LOCK = HERE.parent / "requirements" / "laptop.txt"
CENTRAL = LOCK.with_name("central.txt")


def main(arguments: list[str]) -> int:
    """Write the bill, or audit."""
    if arguments[:1] == ["--audit"]:
        return audit()
    bundle, out, *models = arguments
    told = bill(components(Path(bundle)), models)
    Path(out).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {len(told['components'])} components")
    return 0


def bill(found: list[Component], models: list[str]) -> dict[str, Any]:
    """The bill as CycloneDX has it. The same components give the same bytes."""
    listed = [_component(one) for one in found] + [_model(name) for name in models]
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(listed, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "jobassist",
                "name": "jobassist",
                "version": version("jobassist"),
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": listed,
        "dependencies": [
            {"ref": "jobassist", "dependsOn": [one["bom-ref"] for one in listed]},
        ],
    }


def _component(one: Component) -> dict[str, Any]:
    hashes = locked_hashes().get(_normal(one.name), []) if one.python else []
    told: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"{'pypi' if one.python else 'native'}:{one.name}",
        "name": one.name,
        "licenses": [{"license": {"name": one.licence}}],
    }
    if one.version:
        told["version"] = one.version
    if one.python:
        told["purl"] = f"pkg:pypi/{_normal(one.name)}@{one.version}"
    if hashes:
        told["hashes"] = [{"alg": "SHA-256", "content": digest} for digest in hashes]
    if one.inside:
        told["properties"] = [{"name": "jobassist:inside", "value": one.inside}]
    return told


def _model(name: str) -> dict[str, Any]:
    known = catalogue()[name]
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{name}",
        "name": known.title,
        "licenses": [{"license": {"name": known.licence}}],
        "hashes": [{"alg": "SHA-256", "content": known.sha256["model.bin"]}]
        if known.sha256
        else [],
    }


def locked_hashes(lock: Path = LOCK) -> dict[str, list[str]]:
    """Each locked package's hashes, wheels for every system among them."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.read_text(encoding="utf-8").splitlines():
        if named := re.match(r"([A-Za-z0-9_.-]+)==", line):
            name = _normal(named[1])
        if digest := re.search(r"sha256:([0-9a-f]{64})", line):
            found.setdefault(name, []).append(digest[1])
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def audit() -> int:
    """0: asked, and nothing is known. 1: something is known. 3: could not be asked."""
    return max([audit_of(lock) for lock in (LOCK, CENTRAL)])


def audit_of(lock: Path) -> int:
    """The same of one lock."""
    print(f"{lock.name}:", flush=True)
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--no-deps"]
    command += ["--disable-pip", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return judge(done.returncode, done.stdout, done.stderr, lock)


def judge(code: int, said: str, complained: str, lock: Path = LOCK) -> int:
    """What an audit's answer means. No answer, or one that skips packages, is a failure."""
    try:
        asked = json.loads(said)["dependencies"]
        skipped = [one["name"] for one in asked if "skip_reason" in one]
        known = [(one["name"], each["id"]) for one in asked for each in one.get("vulns", ())]
    except (ValueError, KeyError, TypeError):
        reason = (complained.strip().splitlines() or ["pip-audit is not installed"])[-1]
        print(f"COULD NOT BE AUDITED: {reason[:200]}", file=sys.stderr)
        return 3
    locked = locked_hashes(lock).keys()
    missing = sorted(locked - {_normal(one["name"]) for one in asked})
    for name, id in known:
        print(f"{name}: {id}", file=sys.stderr)
    if skipped or missing:
        told = ", ".join(sorted({*skipped, *missing})[:10])
        print(f"COULD NOT BE AUDITED: {told}", file=sys.stderr)
        return 3
    print(f"{len(asked)} packages audited, {len(known)} known vulnerabilities.")
    return 1 if known or code else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
