"""Policy over the user's choice over the default."""

import json
from dataclasses import replace

import pytest

from jobassist.errors import PolicyDenied, UserError
from jobassist.settings import TABLE, Settings, check


@pytest.mark.parametrize("key", TABLE)
def test_every_default_is_allowed(key):
    assert check(key, TABLE[key].default) == TABLE[key].default


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("no_such_key", 1),
        ("language", "fr"),
        ("idle_minutes", 0),
        ("idle_minutes", 6),
        ("idle_minutes", True),  # a truth value is an int to Python, not to us
        ("idle_minutes", "5"),
        ("unfit_model_may_write_notes", 1),
        ("model", None),
    ],
)
def test_a_value_outside_the_table_is_refused(key, value):
    with pytest.raises(UserError, match=r"settings\.invalid"):
        check(key, value)


def test_a_choice_is_kept_on_disk(tmp_path):
    file = tmp_path / "settings.json"
    Settings(file).choose("theme", "dark")
    assert Settings.load(file, {})["theme"] == "dark"
    assert [f.name for f in tmp_path.iterdir()] == ["settings.json"]


def test_policy_stands_over_the_choice_and_cannot_be_changed(tmp_path):
    file = tmp_path / "settings.json"
    Settings(file).choose("idle_minutes", 4)
    settings = Settings.load(file, {"idle_minutes": 2})
    assert settings["idle_minutes"] == 2
    assert settings.locked("idle_minutes")
    with pytest.raises(PolicyDenied, match=r"settings\.locked"):
        settings.choose("idle_minutes", 5)


@pytest.mark.parametrize("content", ["", "{", "[]", '"theme"', '{"theme": "plaid", "gone": 1}'])
def test_a_broken_file_of_choices_means_defaults(tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_text(content, encoding="utf-8")
    assert Settings.load(file, {})["theme"] == TABLE["theme"].default


def test_one_broken_choice_leaves_the_others(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "plaid", "idle_minutes": 3}), encoding="utf-8")
    settings = Settings.load(file, {})
    assert (settings["theme"], settings["idle_minutes"]) == ("system", 3)


def test_a_setting_that_is_not_declared_is_our_bug():
    with pytest.raises(KeyError):
        Settings()["no_such_key"]


def test_a_choice_under_a_former_name_is_read_under_the_present_one(tmp_path, monkeypatch):
    renamed = replace(TABLE["idle_minutes"], former=("lock_minutes",))
    monkeypatch.setitem(TABLE, "idle_minutes", renamed)
    file = tmp_path / "settings.json"
    file.write_text('{"lock_minutes": 3}', encoding="utf-8")
    settings = Settings.load(file, {})
    assert settings["idle_minutes"] == 3
    settings.choose("theme", "dark")
    assert json.loads(file.read_text()) == {"idle_minutes": 3, "theme": "dark"}


def test_what_another_version_chose_goes_along(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"of_tomorrow": [1], "theme": "dark"}', encoding="utf-8")
    Settings.load(file, {}).choose("theme", "light")
    assert json.loads(file.read_text()) == {"of_tomorrow": [1], "theme": "light"}
