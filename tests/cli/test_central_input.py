"""Bad input to `central`: one clear line and the right exit code; wrong use is 2."""

import pytest

from tests.cli.test_bad_input import assert_one_clear_line


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("user add X --role konge", 2),
        ("grant x y konge", 2),
        ("grant-team x Nord reader --to-day imorgen", 2),
        ("serve --port 99999", 2),
        ("serve --host 203.0.113.9", 2),
        ("post take-in --folder {here} --recipient-cvr hej", 2),
        ("devices --database-url mysql://x/y", 2),
        ("backup {here}/b --database-url nonsense", 2),
        ("withdraw form", 2),
        ("restore {bad}", 1),
        ("restore {bad} --database-url postgresql://nobody@127.0.0.1:1/x", 1),
        ("publish policy {bad}", 1),
        ("publish forms {bad}", 1),
        ("publish texts {bad}", 1),
        ("seal-documents", 3),
        ("devices --database-url postgresql://nobody@127.0.0.1:1/x", 3),
    ],
)
def test_bad_input_is_told_in_a_line(jobassist, tmp_path, words, code):
    bad = tmp_path / "bad.bin"
    bad.write_bytes(bytes(range(256)) * 4)
    given = [word.format(here=tmp_path, bad=bad) for word in words.split()]
    done = jobassist("--data-dir", tmp_path / "central", "central", *given)
    assert done.code == code, done.err
    assert_one_clear_line(done)
    assert not (tmp_path / "b").exists()


def test_a_policy_at_fault_is_named_by_line_and_column(jobassist, tmp_path):
    file = tmp_path / "policies.json"
    file.write_text('{"locked": {\n "idle_minutes": 99}}', encoding="utf-8")
    for words in (("policy", "check"), ("central", "publish", "policy")):
        done = jobassist("--data-dir", tmp_path / "central", *words, file)
        assert done.code == 1 and "policies.json:2:2" in done.err
        assert_one_clear_line(done)


def test_no_address_is_wrong_use(jobassist, tmp_path):
    done = jobassist("--data-dir", tmp_path, "enrol", "--central", "hej", "--code", "AAAA")
    assert done.code == 2
    assert_one_clear_line(done)


def test_a_list_with_nothing_in_it_says_so(jobassist, tmp_path):
    for verb, told in (("devices", "Ingen computere"), ("published", "Ingen blanketter")):
        done = jobassist("--data-dir", tmp_path / "central", "central", verb)
        assert (done.code, told in done.out) == (0, True), done.err


def test_what_a_computer_never_told_is_a_dash_and_each_fact_has_a_danish_name():
    from jobassist.cli.central import _lines

    told = _lines({"device": "x", "told_at": None, "ring": None, "errors": [], "model": "base"})
    assert told == ["Computer: x", "Sidst meldt: –", "Ring: –", "Fejl: –", "Talemodel: base"]
