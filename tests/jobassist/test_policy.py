"""The organisation's policy fixes settings; a broken one opens nothing."""

import json

import pytest

from jobassist.errors import EnvironmentFault
from jobassist.policy import load_policy, machine_policy_file


def test_no_file_fixes_nothing(tmp_path):
    assert load_policy(tmp_path / "policies.json") == {}


def test_a_policy_fixes_what_may_be_locked(tmp_path):
    file = tmp_path / "policies.json"
    file.write_text(json.dumps({"idle_minutes": 2, "model": "large-v3"}), encoding="utf-8")
    assert load_policy(file) == {"idle_minutes": 2, "model": "large-v3"}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", ""),
        ("not json", ""),
        ("[]", ""),
        ('{"no_such_key": 1}', "no_such_key"),
        ('{"idle_minutes": 99}', "idle_minutes"),
        ('{"theme": "dark"}', "theme"),  # the user's own business: not lockable
    ],
)
def test_a_broken_policy_fails_closed_and_names_its_place(tmp_path, content, key):
    file = tmp_path / "policies.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=r"policy\.broken") as failed:
        load_policy(file)
    assert failed.value.params == {"key": key}


def test_bytes_that_are_no_text_fail_closed_too(tmp_path):
    file = tmp_path / "policies.json"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EnvironmentFault, match=r"policy\.broken"):
        load_policy(file)


def test_the_policy_lies_where_only_administrators_write(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert machine_policy_file().as_posix() == "/etc/jobassist/policies.json"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("PROGRAMDATA", "C:/ProgramData")
    assert machine_policy_file().as_posix() == "C:/ProgramData/jobassist/policies.json"
