"""Which speech models are installed, where they lie, and whether they are whole.

A model is a folder of a models folder. Models folders are searched in this order: the one the
setting `model_dir` or `JOBASSIST_MODEL_DIR` names, the machine's (IT support's), the user's.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from jobassist.errors import UserError
from speech.models.catalogue import Model, catalogue
from speech.models.kind import WAV2VEC2, kind_of, other_kind_of

RECORD = "jobassist-model.json"
NEEDED = ("config.json", "model.bin", "tokenizer.json")
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")
NEEDED_OF_LETTERS = ("config.json", "model.bin")
LETTERS = ("vocab.json", "vocabulary.json")
_APP = "jobassist"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model on this machine. `sha256_ok` is None until `verify` has read it."""

    name: str
    path: Path
    sha256_ok: bool | None
    danish_wer: float | None
    danish_wer_common_voice: float | None
    licence: str
    fit_for_notes: bool


def user_models_dir() -> Path:
    """Where a user without rights on the machine keeps models."""
    return platformdirs.user_data_path(_APP, appauthor=False) / "models"


def machine_models_dir() -> Path:
    """Where IT support puts models for every user of the machine.

    On Linux it is Debian's place, whatever the session's own search path says.
    """
    if sys.platform == "linux":
        return Path("/usr/share") / _APP / "models"
    return platformdirs.site_data_path(_APP, appauthor=False) / "models"


def models_dirs(override: str | Path = "") -> list[Path]:
    """The folders that are searched, first first."""
    chosen = str(override) or os.environ.get("JOBASSIST_MODEL_DIR", "")
    named = [Path(chosen).expanduser()] if chosen else []
    return [*named, machine_models_dir(), user_models_dir()]


def list_models(override: str | Path = "") -> list[InstalledModel]:
    """Every installed model, once; nothing is hashed (`verify` does that)."""
    found: dict[str, InstalledModel] = {}
    for folder in _model_folders(override):
        found.setdefault(folder.name, describe(folder))
    return [found[name] for name in sorted(found)]


def find_model(name: str, override: str | Path = "") -> Path:
    """The folder of an installed model.

    Raises: UserError `speech.no_model` if none of that name is installed, `speech.model_damaged`
    if its folder lacks a file, `model.other_kind` if it holds a kind of model that cannot be used.
    """
    for folder in (directory / name for directory in models_dirs(override)):
        if folder.is_dir():
            if kind := other_kind_of(folder / "model.bin"):
                raise UserError("model.other_kind", kind=kind)
            if missing_file(folder):
                raise UserError("speech.model_damaged", name=name)
            return folder
    raise UserError("speech.no_model", name=name)


def verify(folder: Path, on_progress: Callable[[float], None] | None = None) -> InstalledModel:
    """Read the whole model and compare it with the catalogue's hashes, or else its own record's."""
    model = describe(folder)
    expected = expected_hashes(folder)
    whole = bool(expected) and missing_file(folder) is None
    for done, (name, digest) in enumerate(expected.items(), start=1):
        file = folder / name
        whole = whole and file.is_file() and sha256(file) == digest
        if on_progress:
            on_progress(done / len(expected))
    return described(model.name, folder, whole)


def describe(folder: Path) -> InstalledModel:
    """What is known of an installed model without reading its weights."""
    return described(folder.name, folder, None)


def described(name: str, folder: Path, sha256_ok: bool | None) -> InstalledModel:
    """The installed model with what the catalogue says; an unknown one is not fit for notes."""
    known: Model | None = catalogue().get(name)
    return InstalledModel(
        name=name,
        path=folder,
        sha256_ok=sha256_ok,
        danish_wer=known.danish_wer if known else None,
        danish_wer_common_voice=known.danish_wer_common_voice if known else None,
        licence=known.licence if known else "unknown",
        fit_for_notes=known.fit_for_notes if known else False,
    )


def expected_hashes(folder: Path) -> dict[str, str]:
    """File to SHA-256: the catalogue's where it knows them, else those recorded at install."""
    known = catalogue().get(folder.name)
    if known and known.sha256:
        return dict(known.sha256)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        hashes = record["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return hashes if isinstance(hashes, dict) else {}


def missing_file(folder: Path) -> str | None:
    """The first file a complete model has and this one has not."""
    by_letters = kind_of(folder / "model.bin") == WAV2VEC2
    needed, one_of = (NEEDED_OF_LETTERS, LETTERS) if by_letters else (NEEDED, VOCABULARIES)
    for name in needed:
        if not (folder / name).is_file():
            return name
    if not any((folder / name).is_file() for name in one_of):
        return one_of[0]
    return None


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _model_folders(override: str | Path) -> Iterator[Path]:
    for directory in models_dirs(override):
        if directory.is_dir():
            # A name with a dot first is an install that is going on or was killed.
            yield from sorted(
                f for f in directory.iterdir() if f.is_dir() and not f.name.startswith(".")
            )
