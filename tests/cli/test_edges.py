"""Where the machine says no, and what is said but does not stop: one clear line each."""

import os
import sys
from pathlib import Path

import pytest

from jobassist.cli import call, run
from jobassist.cli.parser import Parser, verbs
from jobassist.errors import EnvironmentFault, UsageError
from tests.cli.conftest import assert_one_clear_line

WEAK = "abc\n"


def test_a_data_folder_that_cannot_be_made_is_told(jobassist, tmp_path):
    file = tmp_path / "file"
    file.touch()
    for place in (file, file / "below"):
        done = jobassist("--data-dir", place, "store", "create")
        assert done.code == 3
        assert_one_clear_line(done)


def test_a_backup_goes_nowhere_in_a_sentence(jobassist, data_dir, tmp_path):
    done = jobassist("--data-dir", data_dir, "store", "backup", tmp_path / "none" / "copy")
    assert done.code == 3
    assert_one_clear_line(done)


def test_pictures_go_nowhere_in_a_sentence(jobassist, tmp_path):
    file = tmp_path / "file"
    file.touch()
    done = jobassist("screenshots", "--out", file / "below")
    assert done.code == 3
    assert_one_clear_line(done)


@pytest.mark.parametrize(
    "words",
    [
        ["store", "restore", "none.jab"],
        ["store", "recover", "--key-file", "none.txt"],
        ["phrase", "import", "none.csv"],
        ["note", "edit", "any", "--text-file", "none.txt"],
        ["--passphrase-file", "none.txt", "store", "check"],
    ],
)
def test_a_file_that_is_not_there_is_called_missing(jobassist, data_dir, words):
    done = jobassist("--data-dir", data_dir, *words)
    assert done.code == 2
    assert "findes ikke" in done.err
    assert_one_clear_line(done)


def test_a_passphrase_file_is_read_no_further_than_a_passphrase_goes(jobassist, tmp_path):
    file = tmp_path / "endless"
    file.write_text("a" * 4097, encoding="utf-8")
    done = jobassist("--passphrase-file", file, "store", "check")
    assert done.code == 2
    assert "4096" in done.err
    assert_one_clear_line(done)
    endless = "a" * 10_000
    assert jobassist("store", "check", stdin=endless).code == 2


def test_a_text_is_the_same_whatever_ends_its_lines(tmp_path: Path):
    file = tmp_path / "text"
    file.write_bytes(b"\xef\xbb\xbfen\r\nto\rtre\n")
    assert call.read_text(file) == "en\nto\ntre\n"
    with pytest.raises(UsageError, match=r"cli\.file_too_large"):
        call.read_text(file, at_most=4)


def test_a_weak_passphrase_is_taken_but_not_in_silence(jobassist, tmp_path):
    made = jobassist("--data-dir", tmp_path / "new", "--json", "store", "create", stdin=WEAK)
    assert made.code == 0
    assert made.json["recovery_key"]
    assert "svag" in made.err
    assert_one_clear_line(made)
    key = tmp_path / "key"
    key.write_text(made.json["recovery_key"], encoding="utf-8")
    recover = ("--data-dir", tmp_path / "new", "store", "recover", "--key-file", key)
    assert "svag" in jobassist(*recover, stdin=WEAK).err
    strong = jobassist(*recover)
    assert (strong.code, strong.err) == (0, "")


def test_no_display_is_told_before_qt_gives_up(monkeypatch, capsys):
    def no_window(_data_dir: object) -> int:
        raise AssertionError("the window was begun")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(run, "run_window", no_window)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert run.run([]) == 3
    assert capsys.readouterr().err.startswith("jobassist: Her er ingen skærm")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        with monkeypatch.context() as there:
            there.setenv(name, "x")
            there.setattr(run, "run_window", lambda _data_dir: 0)
            assert run.run([]) == 0


def test_what_the_system_refuses_is_never_called_a_bug(monkeypatch, capsys):
    def refuse(_arguments: object) -> int:
        raise OSError(24, os.strerror(24), "Lise Jensen.txt")

    monkeypatch.setattr(run, "_dispatch", refuse)
    assert run.run([]) == 3
    said = capsys.readouterr().err
    assert "(EMFILE)" in said
    assert "Lise" not in said
    assert said.count("\n") == 1


def test_writing_is_a_fault_of_its_own():
    with pytest.raises(EnvironmentFault, match=r"cli\.unwritable_file"), call.writing():
        raise FileNotFoundError


def test_the_help_of_a_verb_says_usage_once(jobassist):
    done = jobassist("note", "new", "--help")
    assert done.code == 0
    assert done.out.startswith("brug: jobassist note new ")


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["note", "new", "--bogus"], "jobassist note new"),
        (["note", "new", "--case", "c", "--text-file", "t", "--bogus"], "jobassist note new"),
        (["note", "bogus"], "jobassist note"),
        (["central", "publish", "forms", "--bogus", "f"], "jobassist central publish forms"),
        (["--bogus"], "jobassist"),
    ],
)
def test_a_complaint_names_the_help_of_its_own_command(words, command, capsys):
    assert run.run(words) == 2
    assert f"»{command} --help«" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["v"], ["v", "--count", "x"], ["v", "--both=1"], ["v", "--two"]])
def test_complaints_are_danish(words):
    parser = Parser(prog="p")
    verb = verbs(parser)("v", "h")
    either = verb.add_mutually_exclusive_group(required=True)
    either.add_argument("--count", type=float)
    either.add_argument("--both", action="store_true")
    either.add_argument("--two", nargs=2)
    with pytest.raises(UsageError) as caught:
        parser.parse_args(words)
    detail = str(caught.value.params["detail"])
    for english in ("argument", "required", "invalid", "expected", "explicit", "one of"):
        assert english not in detail


def test_fields_left_in_a_finalised_note_are_told(jobassist, data_dir, tmp_path):
    at = ("--data-dir", data_dir, "--json")
    jobassist(*at, "seed", "--cases", "1", "--notes", "0")
    (case,) = jobassist(*at, "case", "list").json
    text = tmp_path / "text"
    text.write_text("Aftalt med {borger.fornavn}.", encoding="utf-8")
    made = ("note", "new", "--case", case["id"], "--text-file", text)
    done = jobassist(*at, "note", "finalise", jobassist(*at, *made).json["id"])
    assert (done.code, done.json["state"]) == (0, "final")
    assert "1 af dets flettefelter" in done.err
    assert_one_clear_line(done)
