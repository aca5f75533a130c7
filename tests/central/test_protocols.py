"""Devices of older versions are served as ever: what each version says is frozen in a file.

A file of a version that was released is never changed. With each new version comes a new file; the
central must speak with those of its own version and the two before it.
"""

import json
from pathlib import Path

import httpx
import pytest

from jobassist.ids import new_id
from jobassist.sync.wire import (
    OLDEST_PROTOCOL,
    PROTOCOL,
    PROTOCOL_HEADER,
    canonical,
    digest,
    enrolment_proof,
)
from tests.central.test_http import problem
from tests.fakes.device import FakeDevice
from tests.sync.servers import serving

FOLDER = Path(__file__).with_name("protocols")


def test_every_version_that_is_spoken_is_frozen():
    assert max(1, PROTOCOL - 2) == OLDEST_PROTOCOL
    frozen = {int(file.stem.removeprefix("version_")) for file in FOLDER.glob("*.json")}
    assert frozen >= set(range(OLDEST_PROTOCOL, PROTOCOL + 1))


@pytest.mark.parametrize("version", range(OLDEST_PROTOCOL, PROTOCOL + 1))
def test_a_device_of_that_version_enrols_pushes_and_pulls(database, central, version):
    frozen = json.loads((FOLDER / f"version_{version}.json").read_text(encoding="utf-8"))
    device, code = FakeDevice(new_id(), 21), central.new_user("Mette")[1]
    said = {} if version == 1 else {PROTOCOL_HEADER: str(version)}
    with serving(database) as url, httpx.Client(base_url=url, trust_env=False) as http:
        key = {"id": device.id, "public_key": device.public_key}
        proof = device.sign(enrolment_proof(code, device.id))
        asked = {**frozen["enrol"], "code": code, "device": key, "proof": proof}
        enrolled = http.post("/enrol", json=asked, headers=said).json()
        assert enrolled["protocol"] == version and set(frozen["enrolled"]) <= enrolled.keys()
        assert bool(enrolled.get("expires_at")) is frozen["token_ends"]
        said["Authorization"] = f"Bearer {enrolled['token']}"
        change = {**frozen["change"], "id": new_id(), "record": new_id()}
        payload = canonical(change)
        operation = {"id": change["id"], "hash": digest(payload), "payload": payload}
        batch = {"protocol": version, "operations": [operation]}
        (answer,) = http.post("/push", json=batch, headers=said).json()["answers"]
        assert answer["outcome"] in ("applied", "merged") and set(frozen["answer"]) <= answer.keys()
        manifest = http.get("/manifest", headers=said).json()
        assert manifest["protocol"] == version and set(frozen["manifest"]) <= manifest.keys()
        assert all(set(frozen["scope"]) <= scope.keys() for scope in manifest["scopes"])
        page = http.get("/feed/organisation", headers=said).json()
        assert set(frozen["page"]) <= page.keys()
        assert all(set(frozen["row"]) <= row.keys() for row in page["rows"])
        assert change["record"] in {row["id"] for row in page["rows"]}


@pytest.mark.parametrize("version", ["0", str(PROTOCOL + 1), "x", "", "1.5", "-1"])
def test_other_versions_are_told_so(database, version):
    with serving(database) as url:
        headers = {PROTOCOL_HEADER: version}
        said = httpx.get(f"{url}/login", headers=headers, trust_env=False)
    assert problem(said) == (400, "protocol")
