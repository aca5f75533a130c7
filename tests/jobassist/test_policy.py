"""The organisation's policy: locked, recommended, and refused as a whole when it is broken."""

import json

import pytest
from jsonschema import Draft202012Validator

from jobassist.errors import EnvironmentFault
from jobassist.policy import Policy, load_policy, machine_policy_file, read_policy, windows_policy
from jobassist.policy_registry import INSTALLER_PLACE, PLACE, RECOMMENDED_PLACE
from jobassist.policy_schema import schema
from jobassist.settings import TABLE, Settings
from tests.jobassist.policies import broken, sound


def test_no_file_fixes_nothing(tmp_path):
    assert load_policy(tmp_path / "policies.json") == Policy({}, {})


def test_settings_without_either_word_are_locked(tmp_path):
    file = tmp_path / "policies.json"
    file.write_text(json.dumps({"idle_minutes": 2, "model": "large-v3"}), encoding="utf-8")
    assert load_policy(file).locked == {"idle_minutes": 2, "model": "large-v3"}


def test_locked_over_user_over_recommended_over_default(tmp_path):
    text = '{"locked": {"idle_minutes": 2}, "recommended": {"clipboard_seconds": 30}}'
    policy = read_policy(text.encode(), "p")
    settings = Settings.load(tmp_path / "settings.json", policy.locked, policy.recommended)
    assert (settings["idle_minutes"], settings["clipboard_seconds"]) == (2, 30)
    assert not settings.locked("clipboard_seconds")
    settings.choose("clipboard_seconds", 40)
    assert settings["clipboard_seconds"] == 40
    settings.reset("clipboard_seconds")
    assert settings["clipboard_seconds"] == 30


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        ("", "", ":1:1"),
        ("not json", "", ":1:1"),
        ("[]", "", ":1:1"),
        ('{\n "locked": {\n  "idle_minutes": 2 x}}', "", ":3:21"),
        ('{"no_such_key": 1}', "no_such_key", ":1:2"),
        ('{\n"idle_minutes": 99}', "idle_minutes", ":2:1"),
        ('{"theme": "dark"}', "theme", ":1:2"),  # the user's own business: not lockable
        ('{"recommended": {\n"diagnostics": false}}', "diagnostics", ":2:1"),
        ('{"idle_minutes": 1,\n"idle_minutes": 2}', "idle_minutes", ":2:1"),
        ('{"locked": {}, "idle_minutes": 1}', "idle_minutes", ":1:16"),
        ('{"idle_minutes": NaN}', "", ""),
        (r'{"office_name": "\ud800"}', "office_name", ":1:2"),
        ("[" * 100_000, "", ""),
    ],
)
def test_a_broken_policy_fails_closed_and_names_its_place(tmp_path, content, key, line):
    file = tmp_path / "policies.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=r"policy\.broken") as failed:
        load_policy(file)
    assert failed.value.params == {"key": key, "place": f"{file}{line}"}


def test_bytes_that_are_no_text_and_a_folder_fail_closed_too(tmp_path):
    file = tmp_path / "policies.json"
    file.write_bytes(b'{\n"model": "\xff\xfe\x00"}')
    with pytest.raises(EnvironmentFault, match=r"policy\.broken") as failed:
        load_policy(file)
    assert failed.value.params["place"] == f"{file}:2:11"
    with pytest.raises(EnvironmentFault, match=r"policy\.broken"):
        load_policy(tmp_path)


def test_a_link_to_a_policy_that_is_not_there_fails_closed(tmp_path):
    """The share it lies on is not mounted: IT meant some policy, and nobody knows which."""
    file = tmp_path / "policies.json"
    try:
        file.symlink_to(tmp_path / "share" / "policies.json")
    except OSError:  # Windows without the right to make links: there is nothing to fail on
        return
    with pytest.raises(EnvironmentFault, match=r"policy\.broken") as failed:
        load_policy(file)
    assert failed.value.params == {"key": "", "place": str(file)}


def test_two_hundred_broken_policies_are_refused_with_their_place_and_none_by_half():
    """One setting is spoilt in a policy that is sound otherwise: nothing of it is applied."""
    judge = Draft202012Validator(schema())
    seen = set()
    for number in range(200):
        text, key = broken(number)
        with pytest.raises(EnvironmentFault, match=r"policy\.broken") as failed:
            read_policy(text.encode(), "policies.json")
        assert failed.value.params["key"] == key, text
        assert failed.value.params["place"].startswith("policies.json:")
        assert not judge.is_valid(json.loads(text)), text  # the schema is of the same mind
        seen.add(text)
    assert len(seen) == 200


def test_the_schema_and_the_program_allow_the_same_policies():
    judge = Draft202012Validator(schema())
    Draft202012Validator.check_schema(schema())
    for number in range(100):
        policy = sound(number)
        text = json.dumps(policy, ensure_ascii=False, indent=1)
        read = read_policy(text.encode(), "policies.json")
        assert (dict(read.locked), dict(read.recommended)) == (
            policy["locked"],
            policy["recommended"],
        )
        judge.validate(policy)


def test_every_lockable_setting_is_in_the_schema_with_words_in_both_languages():
    locked = schema()["properties"]["locked"]["properties"]
    assert set(locked) == {one.key for one in TABLE.values() if one.lockable}
    assert all(told["title"] and told["x-da"] for told in locked.values())


def test_the_registry_stands_over_the_file(tmp_path):
    file = tmp_path / "it.json"
    file.write_text('{"idle_minutes": 4, "model": "large-v3"}', encoding="utf-8")
    hive = {
        PLACE: {"idle_minutes": 2, "update_notice": 0},
        RECOMMENDED_PLACE: {"language": "en"},
        INSTALLER_PLACE: {"PolicyFile": str(file), "ModelDir": "D:/models"},
    }
    policy = windows_policy(hive.get)
    assert policy.locked == {"idle_minutes": 2, "update_notice": False, "model": "large-v3"}
    assert policy.recommended == {"language": "en", "model_dir": "D:/models"}


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        (PLACE, "idle_minutes", "2"),
        (PLACE, "update_notice", 2),
        (PLACE, "no_such_key", 1),
        (PLACE, "model", b"base"),
        (RECOMMENDED_PLACE, "diagnostics", 0),
    ],
)
def test_a_broken_value_of_the_registry_is_named_by_its_key(tmp_path, place, name, value):
    with pytest.raises(EnvironmentFault, match=r"policy\.broken") as failed:
        windows_policy({place: {name: value}}.get)
    assert failed.value.params["place"] == rf"HKLM\{place}\{name}"


def test_a_policy_file_that_was_named_must_be_there(tmp_path):
    hive = {INSTALLER_PLACE: {"PolicyFile": str(tmp_path / "gone.json")}}
    with pytest.raises(EnvironmentFault, match=r"policy\.broken"):
        windows_policy(hive.get)


def test_the_policy_lies_where_only_administrators_write(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    assert machine_policy_file().as_posix() == "/etc/jobassist/policies.json"
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("PROGRAMDATA", "C:/ProgramData")
    assert machine_policy_file().as_posix() == "C:/ProgramData/jobassist/policies.json"
