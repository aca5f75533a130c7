"""`case export` and `case passages` as a user calls them."""

import json

import pytest

TEXT = "Anders bor med Birthe Klitgaard, 620375-1111.\n"


@pytest.fixture
def number(jobassist, data_dir, tmp_path):
    """The number of a case with one final note that tells of somebody else."""
    jobassist("--data-dir", data_dir, "seed", "--cases", "1", "--notes", "1", "--seed", "1")
    case = jobassist("--data-dir", data_dir, "--json", "case", "list").json[0]
    file = tmp_path / "note.txt"
    file.write_text(TEXT, encoding="utf-8")
    made = jobassist(
        "--data-dir", data_dir, "--json", "note", "new", "--case", case["id"], "--text-file", file
    )
    jobassist("--data-dir", data_dir, "note", "finalise", made.json["id"])
    return case["number"]


def test_a_case_is_written_once_with_what_is_left_out_counted(
    jobassist, data_dir, number, tmp_path
):
    out = tmp_path / "aktindsigt.pdf"
    words = ("--data-dir", data_dir, "--json", "case", "export", number, "--out", out)
    done = jobassist(*words, "--suggested", "--parts", "person,notes")
    assert done.code == 0, done.err
    assert done.json["left_out"] >= 1
    assert done.json["parts"]["notes"] == 2
    assert out.read_bytes().startswith(b"%PDF")
    again = jobassist(*words)
    assert again.code == 2
    log = jobassist("--data-dir", data_dir, "--json", "access", "sample", "--action", "extract")
    assert {"case", "note"} <= {one["kind"] for one in log.json}


def test_what_passages_suggests_may_be_given_back_as_it_is(jobassist, data_dir, number, tmp_path):
    shown = jobassist("--data-dir", data_dir, "--json", "case", "passages", number)
    marks = [mark for one in shown.json for mark in one["suggested"]]
    file = tmp_path / "udelad.json"
    file.write_text(json.dumps(marks), encoding="utf-8")
    words = ("--data-dir", data_dir, "--json", "case", "export", number, "--leave-out", file)
    done = jobassist(*words, "--out", tmp_path / "a.pdf")
    assert done.json["left_out"] == len(marks) >= 1


@pytest.mark.parametrize(
    ("told", "code"),
    [('{"a": 1}', 2), ("hest", 2), ('[{"key": "note:x", "start": 0, "end": 4}]', 1)],
)
def test_wrong_marks_write_nothing(jobassist, data_dir, number, tmp_path, told, code):  # noqa: PLR0917
    file, out = tmp_path / "udelad.json", tmp_path / "a.pdf"
    file.write_text(told, encoding="utf-8")
    words = ("--data-dir", data_dir, "case", "export", number, "--leave-out", file, "--out", out)
    done = jobassist(*words)
    assert done.code == code
    assert "Traceback" not in done.err
    assert not out.exists()


def test_an_unknown_part_is_wrong_use(jobassist, data_dir, number, tmp_path):
    out = tmp_path / "a.pdf"
    words = ("--data-dir", data_dir, "case", "export", number, "--parts", "hest", "--out", out)
    done = jobassist(*words)
    assert done.code == 2
    assert "hest" in done.err
