"""What can be wrong, each with its exit code, one clear line and no traceback."""

import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from jobassist.cli import run
from tests.cli.conftest import PASSPHRASE, Done, assert_one_clear_line


@pytest.mark.parametrize(
    "words",
    [
        ["nope"],
        ["case"],
        ["case", "list", "--nope"],
        ["note", "new"],
        ["seed", "--cases", "many", "--notes", "1"],
        ["seed", "--cases", "-1", "--notes", "1"],
        ["transcribe"],
        ["bench", "nope"],
        ["form", "show"],
    ],
)
def test_wrong_use_ends_with_2(jobassist, words):
    done = jobassist(*words)
    assert done.code == 2
    assert_one_clear_line(done)


def test_no_passphrase_is_wrong_use(jobassist, data_dir):
    done = jobassist("--data-dir", data_dir, "case", "list", stdin="")
    assert done.code == 2
    assert_one_clear_line(done)


def test_a_wrong_passphrase_is_told_and_changes_nothing(jobassist, data_dir):
    before = (data_dir / "store-1.db").read_bytes()
    done = jobassist("--data-dir", data_dir, "case", "list", stdin="forkert\n")
    assert done.code == 1
    assert_one_clear_line(done)
    assert (data_dir / "store-1.db").read_bytes() == before


def test_a_store_cut_in_half_is_told(jobassist, data_dir):
    file = data_dir / "store-1.db"
    os.truncate(file, file.stat().st_size // 2)
    done = jobassist("--data-dir", data_dir, "case", "list")
    assert done.code == 3
    assert_one_clear_line(done)
    checked = jobassist("--data-dir", data_dir, "--json", "store", "check")
    assert checked.code == 1
    assert not checked.json["ok"]


def test_no_store_and_no_central_are_told(jobassist, data_dir, tmp_path):
    missing = jobassist("--data-dir", tmp_path / "nothing", "case", "list")
    assert missing.code == 1
    assert_one_clear_line(missing)
    alone = jobassist("--data-dir", data_dir, "sync", "--once")
    assert alone.code == 1
    assert_one_clear_line(alone)
    down = jobassist(
        *("--data-dir", data_dir, "enrol", "--central", "http://127.0.0.1:9", "--code", "AAAA")
    )
    assert down.code == 3
    assert_one_clear_line(down)
    plain = jobassist(
        *("--data-dir", data_dir, "enrol", "--central", "http://example.test", "--code", "AAAA")
    )
    assert plain.code == 1
    assert_one_clear_line(plain)


def silence(file: Path, *, rate: int, channels: int, width: int) -> None:
    with wave.open(str(file), "wb") as sound:
        sound.setparams((channels, width, rate, 0, "NONE", ""))
        level = b"\x80" if width == 1 else b"\x00" * width
        sound.writeframes(level * rate * channels)


def test_files_that_are_no_sound_do_not_keep_the_others_waiting(jobassist, tmp_path):
    for name, content in (("zero.wav", b""), ("text.wav", b"hello"), ("cut.wav", b"RIFF\x24")):
        (tmp_path / name).write_bytes(content)
    silence(tmp_path / "quiet.wav", rate=16_000, channels=1, width=2)
    silence(tmp_path / "eight.wav", rate=8_000, channels=1, width=1)
    silence(tmp_path / "stereo.wav", rate=48_000, channels=2, width=2)
    names = ("zero.wav", "text.wav", "cut.wav", "quiet.wav", "eight.wav", "stereo.wav")
    done = jobassist("--json", "transcribe", *(tmp_path / name for name in names))
    assert done.code == 1
    assert len(done.err.splitlines()) == 3
    assert "Traceback" not in done.err
    errors = ["error" in answer for answer in done.json]
    assert errors == [True, True, True, False, False, False]
    assert [answer["text"] for answer in done.json[3:]] == ["", "", ""]

    good = jobassist("--json", "transcribe", tmp_path / "quiet.wav")
    assert good.code == 0
    assert good.json[0].keys() >= {
        *("file", "text", "segments", "model", "audio_seconds", "processing_seconds", "retries")
    }


def test_what_is_no_request_is_told_in_one_line_each(jobassist, data_dir, tmp_path):
    silence(tmp_path / "quiet.wav", rate=16_000, channels=1, width=2)
    (tmp_path / "text.wav").write_bytes(b"hello")
    files = [part for name in ("quiet", "text") for part in ("--audio", tmp_path / f"{name}.wav")]
    done = jobassist("--data-dir", data_dir, "phrase", "match", *files)
    assert done.code == 1
    assert done.out == f"{tmp_path / 'quiet.wav'}: der er ikke hørt tale\n"
    assert_one_clear_line(done)


def test_a_model_that_is_none_is_told(jobassist, tmp_path):
    page = tmp_path / "page"
    page.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (page / name).write_text("<!doctype html><title>Proxy</title>", encoding="utf-8")
    done = jobassist("model", "install", page)
    assert done.code in (1, 3)
    assert_one_clear_line(done)
    unknown = jobassist("transcribe", "--model", "none-such", tmp_path / "a.wav")
    assert unknown.code == 1
    assert_one_clear_line(unknown)


def test_a_closed_standard_input_says_nothing(data_dir, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert run.run(["--data-dir", str(data_dir), "case", "list"]) == 2
    assert "adgangssætning" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_standard_input_is_utf_8_whatever_the_machine_believes(data_dir, encoding):
    for said in (b"\xff\xfe\x00", "blåbær".encode("latin-1")):
        done = _piped(said, encoding, "normalise")
        assert (done.code, done.out) == (2, "")
        assert "UTF-8" in done.err
        assert_one_clear_line(done)
    assert _piped("\ufeffblåbær\n".encode(), encoding, "normalise").out.strip() == "Blåbær"
    opened = _piped(PASSPHRASE.encode(), encoding, "--data-dir", data_dir, "--json", "case", "list")
    assert opened.json == []


@pytest.mark.parametrize(
    ("words", "after"),
    [
        (["form", "verify"], []),
        (["store", "restore"], []),
        (["phrase", "import"], []),
        (["policy", "check"], []),
        (["--passphrase-file"], ["case", "list"]),
    ],
)
def test_a_folder_is_told_from_a_file(jobassist, data_dir, tmp_path, words, after):
    done = jobassist("--data-dir", data_dir, *words, tmp_path, *after)
    assert done.code == 2
    assert "mappe" in done.err
    assert_one_clear_line(done)


def test_a_file_that_is_nested_too_deep_is_wrong_use(jobassist, data_dir, tmp_path):
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 200_000, encoding="utf-8")
    done = jobassist("--data-dir", data_dir, "form", "fill", "virksomhedspraktik", "--data", deep)
    assert done.code == 2
    assert_one_clear_line(done)


def _piped(said: bytes, encoding: str, *words: str | Path) -> Done:
    done = subprocess.run(
        [sys.executable, "-m", "jobassist", *map(str, words)],
        input=said,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
