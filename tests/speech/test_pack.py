"""A model pack is taken whole and signed, or not at all."""

import base64
import hashlib
import json
import random
import struct
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jobassist.errors import UserError
from speech.models.pack import MANIFEST, SIGNATURE, install_pack, read_manifest, verify_pack

SIGNER = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
KEY = base64.b64encode(SIGNER.public_key().public_bytes_raw()).decode()
FILES = {
    "model.bin": struct.pack("<IH", 6, 12) + b"WhisperSpec\0" + b"w" * 400,
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "vocabulary.txt": b"a\nb\n",
}


def manifest(files=FILES):
    return {
        "format": 1,
        "name": "husets-model",
        "version": "1.2",
        "title": "Husets model",
        "licence": "MIT",
        "danish_wer": {"coral": 12.5},
        "files": {
            name: {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
            for name, body in files.items()
        },
    }


def write(file, told=None, files=FILES, signer=SIGNER, also=(), *, packing=zipfile.ZIP_STORED):
    raw = json.dumps(manifest() if told is None else told).encode()
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr(MANIFEST, raw)
        if signer:
            archive.writestr(SIGNATURE, base64.b64encode(signer.sign(raw)))
        for name, body in (*files.items(), *also):
            archive.writestr(name, body)
    return file


@pytest.fixture
def place(tmp_path):
    return tmp_path / "models"


def refused(file, place, code):
    with pytest.raises(UserError) as failed:
        install_pack(file, KEY, into=place)
    assert failed.value.code == code
    assert not place.exists() or not list(place.iterdir())
    return failed.value.params.get("place")


def test_a_whole_signed_pack_is_installed(tmp_path, place):
    model = install_pack(write(tmp_path / "a.jobmodel"), KEY, into=place)
    assert model.name == "husets-model"
    assert not model.fit_for_notes  # the catalogue alone says so
    assert {f.name for f in (place / "husets-model").iterdir()} >= set(FILES)


def test_without_a_key_or_with_another_nothing_is(tmp_path, place):
    file = write(tmp_path / "a.jobmodel")
    with pytest.raises(UserError, match=r"model\.pack_no_key"):
        install_pack(file, "", into=place)
    stranger = Ed25519PrivateKey.generate()
    assert (
        refused(write(tmp_path / "b.jobmodel", signer=stranger), place, "model.pack_unsigned")
        is None
    )
    refused(write(tmp_path / "c.jobmodel", signer=None), place, "model.pack_unsigned")


def test_a_file_missing_added_or_changed_is_named(tmp_path, place):
    fewer = {name: body for name, body in FILES.items() if name != "vocabulary.txt"}
    file = tmp_path / "p.jobmodel"
    assert refused(write(file, files=fewer), place, "model.pack_broken") == "vocabulary.txt"
    more = [("../evil.sh", b"x")]
    assert refused(write(file, also=more), place, "model.pack_broken") == "../evil.sh"
    other = {**FILES, "config.json": b"[]"}
    assert refused(write(file, files=other), place, "model.pack_broken") == "config.json"


def test_one_hundred_manifests_with_one_fault_are_refused_at_its_place():
    read_manifest(json.dumps(manifest()).encode())
    for number in range(100):
        told, place = spoilt(number)
        with pytest.raises(UserError) as failed:
            read_manifest(json.dumps(told).encode())
        assert failed.value.params["place"] == place, told


@pytest.mark.parametrize("version", ["1.0-rc", "1.0\n", "\u0661.\u0662", "1.2.3.4.5", ""])
def test_a_version_is_numbers_as_packages_have_them(version):
    with pytest.raises(UserError) as failed:
        read_manifest(json.dumps({**manifest(), "version": version}).encode())
    assert failed.value.params["place"] == "version"


def test_one_hundred_damaged_packs_are_refused_and_none_by_half(tmp_path, place):
    whole = write(tmp_path / "whole.jobmodel").read_bytes()
    file = tmp_path / "damaged.jobmodel"
    for number in range(100):
        chance = random.Random(number)
        content = bytearray(whole)
        if number % 2:
            content = content[: chance.randrange(len(whole) - 22)]  # a download that broke off
        else:
            at = whole.index(b"w" * 400) + chance.randrange(400)
            content[at] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        assert refused(file, place, "model.pack_broken")


def test_a_pack_whose_packing_is_damaged_is_refused(tmp_path, place):
    file = write(tmp_path / "p.jobmodel", packing=zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(file) as archive:
        model = archive.getinfo("model.bin")
    content = bytearray(file.read_bytes())
    content[model.header_offset + 30 + len(model.filename)] = 0xFF  # a block of no known kind
    file.write_bytes(content)
    assert refused(file, place, "model.pack_broken") == file.name


def test_a_pack_is_checked_without_being_installed(tmp_path):
    assert verify_pack(write(tmp_path / "a.jobmodel"), KEY).licence == "MIT"


def spoilt(number):
    """A manifest with one fault, and where it is."""
    chance, told = random.Random(number), manifest()
    fault = number % 5
    if fault == 0:
        key = chance.choice(sorted(told))
        del told[key]
        return told, key
    if fault == 1:
        key = chance.choice(["format", "name", "version", "title", "licence", "files"])
        told[key] = chance.choice([None, "", [], -1, {}, "../x " * 60])
        return told, key
    name = chance.choice(sorted(told["files"]))
    if fault == 2:
        told["files"][name]["sha256"] = chance.choice(["", "x" * 64, "A" * 64, None, 7])
        return told, f"files.{name}.sha256"
    if fault == 3:
        told["files"][name]["size"] = chance.choice([0, -1, "9", 1.5, None, True])
        return told, f"files.{name}.size"
    stranger = chance.choice(["../up", "/etc/passwd", "run.exe", "C:\\x", "model.bin "])
    told["files"][stranger] = told["files"][name]
    return told, f"files.{stranger}"
