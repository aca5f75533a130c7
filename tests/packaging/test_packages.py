"""What the packages are made with: each part tried on something small."""

import json
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

import pytest

from jobassist.settings import TABLE
from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "packaging"))

import components
import model_pack
import msi
import sbom
import slim
import standin
import templates

SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    """The templates of the policy."""
    out = tmp_path_factory.mktemp("policy")
    assert templates.main(out) == 0
    return out


@pytest.mark.parametrize("language", ["da-DK", "en-US"])
def test_every_word_of_the_template_is_there_and_used(policy, language):
    admx = (policy / "jobassist.admx").read_text(encoding="utf-8")
    adml = ET.parse(policy / language / "jobassist.adml")
    words = {f"$(string.{e.get('id')})" for e in adml.iter(f"{SPACE}string")}
    shown = {f"$(presentation.{e.get('id')})" for e in adml.iter(f"{SPACE}presentation")}
    asked = {part.split(")")[0] + ")" for part in admx.split('"') if part.startswith("$(")}
    assert asked == words | shown


def test_every_lockable_setting_has_a_policy_and_only_some_are_recommended(policy):
    named = {e.get("name") for e in ET.parse(policy / "jobassist.admx").iter(f"{SPACE}policy")}
    lockable = [one for one in TABLE.values() if one.lockable]
    wanted = {f"locked_{one.key}" for one in lockable}
    wanted |= {f"recommended_{one.key}" for one in lockable if not one.by_policy}
    assert named == wanted


def test_a_hole_in_a_library_leaves_what_it_does(tmp_path):
    """The real engine's library loses pages that nothing reads, and still loads and answers."""
    libraries = Path(find_spec("ctranslate2").origin).parents[1] / "ctranslate2.libs"
    shutil.copytree(libraries, tmp_path / "libs")
    library = next((tmp_path / "libs").glob("libctranslate2*"))
    before = library.stat().st_size
    saved = slim.cut_section(library, ".nv_fatbin")
    assert saved > 10_000_000
    assert library.stat().st_size == before - saved
    ask = f"import ctypes; print(ctypes.CDLL({str(library)!r}) is not None)"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert told.stdout.strip() == "True", told.stderr
    assert slim.cut_section(library, ".no_such") == 0


def test_icu_keeps_danish_english_and_what_has_no_language():
    items = {"icudt73l/da.res": b"D" * 20, "icudt73l/fr.res": b"F" * 50, "icudt73l/x.cnv": b"c"}
    items |= {"icudt73l/coll/da.res": b"K" * 7, "icudt73l/uprops.icu": b"U" * 9}
    kept = slim.filtered_icu(icu(items))
    assert b"D" * 20 in kept and b"K" * 7 in kept and b"U" * 9 in kept
    assert b"F" * 50 not in kept
    header = struct.unpack_from("<H", kept)[0]
    assert struct.unpack_from("<I", kept, header)[0] == 3
    again = slim.filtered_icu(kept)
    assert b"D" * 20 in again


def icu(items):
    """Common data of ICU with these items."""
    head = struct.pack("<HBBHHBBBB4s", 32, 0xDA, 0x27, 20, 0, 0, 0, 2, 0, b"CmnD").ljust(32, b"\0")
    names, bodies, table = b"", b"", b""
    size = 4 + 8 * len(items) + sum(len(name) + 1 for name in items)
    for name, body in sorted(items.items()):
        table += struct.pack("<II", 4 + 8 * len(items) + len(names), size + len(bodies))
        names += name.encode() + b"\0"
        bodies += body
    return head + struct.pack("<I", len(items)) + table + names + bodies


def test_a_library_nobody_accounts_for_stops_the_packaging(tmp_path):
    inside = tmp_path / "_internal"
    inside.mkdir()
    (inside / "libstranger.so.1").write_bytes(b"")
    with pytest.raises(SystemExit, match=r"libstranger\.so\.1"):
        components.components(tmp_path)


def test_the_installer_has_one_upgrade_code_and_steady_components(tmp_path):
    tree = standin.stage(tmp_path / "tree")
    old, new = msi.source(tree, "0.1.0"), msi.source(tree, "0.2.0")
    assert msi.PRODUCT["upgrade_code"] in old and msi.PRODUCT["upgrade_code"] in new
    assert [part for part in old.split('"') if len(part) == 36] == [
        part for part in new.split('"') if len(part) == 36
    ]
    ET.fromstring(old.encode())
    assert "CustomAction" not in old  # nothing is ever started


def test_no_pack_is_made_of_half_a_model_or_another(tmp_path):
    model = tmp_path / "base"
    model.mkdir()
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (model / name).write_text("{}", encoding="utf-8")
    asked = [str(model), str(tmp_path / "out"), "--version", "1.0"]
    with pytest.raises(SystemExit, match="cannot be read"):
        model_pack.main([*asked, "--key", str(tmp_path / "none.pem")])
    with pytest.raises(SystemExit, match=r"no model\.bin"):
        model_pack.main(asked)
    (model / "model.bin").write_bytes(b"other weights")
    with pytest.raises(SystemExit, match="another model"):
        model_pack.main(asked)
    assert not (tmp_path / "out").exists()


def test_the_bill_names_packages_native_works_and_the_model():
    found = [
        components.Component("numpy", "2.4.0", "BSD-3-Clause", python=True),
        components.Component("OpenSSL (in cryptography)", "4.0", "Apache-2.0", "cryptography"),
    ]
    told = sbom.bill(found, ["base"])
    assert told == sbom.bill(found, ["base"])
    refs = [one["bom-ref"] for one in told["components"]]
    assert refs == ["pypi:numpy", "native:OpenSSL (in cryptography)", "model:base"]
    assert told["components"][0]["hashes"]
    assert told["components"][2]["hashes"][0]["content"].startswith("d01c3014")


def audited(**changed):
    every = [{"name": name, "version": "1", "vulns": []} for name in sbom.locked_hashes()]
    for name, entry in changed.items():
        every = [{"name": name, **entry} if one["name"] == name else one for one in every]
    return json.dumps({"dependencies": every})


@pytest.mark.parametrize(
    ("code", "said", "means"),
    [
        (0, audited(), 0),
        (1, audited(numpy={"version": "1", "vulns": [{"id": "X-1"}]}), 1),
        (0, audited(numpy={"skip_reason": "not found"}), 3),
        (0, '{"dependencies": []}', 3),
        (0, "", 3),
        (1, "Traceback", 3),
    ],
)
def test_what_could_not_be_audited_is_a_failure(code, said, means):
    assert sbom.judge(code, said, "") == means


def test_what_the_central_takes_along_is_audited_too(monkeypatch):
    asked = []
    monkeypatch.setattr(sbom, "audit_of", lambda lock: asked.append(lock) or len(asked) - 1)
    assert sbom.audit() == 1  # the worse of both
    assert asked == [sbom.LOCK, sbom.CENTRAL]
    assert {"fastapi", "psycopg"} <= sbom.locked_hashes(sbom.CENTRAL).keys()
