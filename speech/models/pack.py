"""A model pack: a speech model with a signed manifest, for IT to hand out.

A pack is a zip (`.jobmodel`) of the model's files, `manifest.json`, and `manifest.sig`: the
Ed25519 signature over the manifest's bytes, base64. The manifest names each file with size and
SHA-256, the licence and the word errors. Anything missing, added, changed or unsigned refuses the
whole pack. What a model is fit for says the catalogue, never a pack.
"""

import base64
import binascii
import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jobassist.archives import clear_archive_faults
from jobassist.errors import UserError
from speech.models.installation import install
from speech.models.installed import InstalledModel
from speech.models.sources import MODEL_FILES

ENDING = ".jobmodel"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
FORMAT = 1
_LONGEST_TEXT = _WORST_RATE = 200
_LARGEST_MANIFEST = 64 << 10
_BLOCK = 1 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,3}")
_HEX = re.compile(r"[0-9a-f]{64}")
_KEYS = {"format", "name", "version", "title", "licence", "danish_wer", "files"}


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of the pack: its bytes, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself. Word errors are percent by test set."""

    name: str
    version: str
    title: str
    licence: str
    danish_wer: dict[str, float]
    files: dict[str, PackFile]


def install_pack(
    file: Path,
    key: str,
    *,
    into: Path | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> InstalledModel:
    """Check the pack as a whole, then install it. `key` is the public key, base64.

    Raises: UserError `model.pack_no_key`, `model.pack_unsigned`, `model.pack_broken` with the
    place, and what `install` raises.
    """
    manifest = verify_pack(file, key)
    hashes = {name: told.sha256 for name, told in manifest.files.items()}
    return install(
        str(file), name=manifest.name, into=into, on_progress=on_progress, expected=hashes
    )


def verify_pack(file: Path, key: str) -> Manifest:
    """Read all of it (see `install_pack` for the errors). Returns the manifest."""
    if not key:
        raise UserError("model.pack_no_key")
    broken = UserError("model.pack_broken", place=file.name[:60])
    try:
        with clear_archive_faults(broken), zipfile.ZipFile(file) as archive:
            return _read(archive, file.name, key)
    except OSError:
        raise broken from None


def _read(archive: zipfile.ZipFile, pack: str, key: str) -> Manifest:
    entries = {entry.filename: entry for entry in archive.infolist()}
    if len(entries) != len(archive.infolist()):
        _broken(pack)
    raw = _small(archive, entries, MANIFEST)
    check_signature(raw, _small(archive, entries, SIGNATURE), key)
    manifest = read_manifest(raw)
    for stranger in entries.keys() ^ {*manifest.files, MANIFEST, SIGNATURE}:
        _broken(stranger)
    for name, told in manifest.files.items():
        if entries[name].file_size != told.size or _hash(archive, name) != told.sha256:
            _broken(name)
    return manifest


def check_signature(raw: bytes, signature: bytes, key: str) -> None:
    """Raises: UserError `model.pack_unsigned` unless the key signed these bytes."""
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(signature.strip(), validate=True), raw)
    except (InvalidSignature, ValueError, binascii.Error):
        raise UserError("model.pack_unsigned") from None


def read_manifest(raw: bytes) -> Manifest:
    """The manifest, if every part of it is right. Raises: UserError `model.pack_broken`."""
    try:
        told: Any = json.loads(raw, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        _broken(MANIFEST)
    if not isinstance(told, dict):
        _broken(MANIFEST)
    for key in told.keys() ^ _KEYS:
        _broken(key)
    _need("format", told["format"] == FORMAT and type(told["format"]) is int)
    _need("name", _like(_NAME, told["name"]))
    _need("version", _like(_VERSION, told["version"]))
    for key in ("title", "licence"):
        _need(key, isinstance(told[key], str) and 0 < len(told[key]) <= _LONGEST_TEXT)
    rates, files = told["danish_wer"], told["files"]
    _need("danish_wer", isinstance(rates, dict))
    for name, rate in rates.items():
        _need(f"danish_wer.{name}", type(rate) in (int, float) and 0 <= rate <= _WORST_RATE)
    _need("files", isinstance(files, dict) and bool(files))
    return Manifest(
        told["name"],
        told["version"],
        told["title"],
        told["licence"],
        rates,
        {name: _file(name, one) for name, one in files.items()},
    )


def _file(name: str, told: Any) -> PackFile:
    whole = isinstance(told, dict) and told.keys() == {"size", "sha256"}
    _need(f"files.{name}", name in MODEL_FILES and whole)
    _need(f"files.{name}.size", type(told["size"]) is int and told["size"] > 0)
    _need(f"files.{name}.sha256", _like(_HEX, told["sha256"]))
    return PackFile(told["size"], told["sha256"])


def _small(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    if name not in entries:
        if name == SIGNATURE:
            raise UserError("model.pack_unsigned")
        _broken(name)
    if entries[name].file_size > _LARGEST_MANIFEST:
        _broken(name)
    return archive.read(name)


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _like(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _need(place: str, held: bool) -> None:
    if not held:
        _broken(place)


def _broken(place: str) -> NoReturn:
    raise UserError("model.pack_broken", place=place[:60]) from None
