"""Every declared kind, field and choice has words in both languages, and nothing else has."""

import enum
import tomllib
import typing
from importlib import resources

import pytest

from jobassist.messages import message
from jobassist.record_words import field_word, kind_within, kind_word, value_word
from jobassist.records import KINDS


def choices(kind):
    hints = typing.get_type_hints(kind.cls)
    for info in kind.fields:
        for said in typing.get_args(hints[info.name]) or (hints[info.name],):
            if isinstance(said, type) and issubclass(said, enum.Enum):
                yield info.name, said


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kind_and_field_has_words(kind, language):
    assert "_" not in kind_word(kind.name, language)
    assert kind_word(kind.name, language)[0].isupper()
    for info in kind.fields:
        said = field_word(kind.name, info.name, language)
        assert said[0].isupper() and "_" not in said, info.name


def test_every_choice_has_words_and_no_others():
    file = resources.files("resources").joinpath("record_words.toml")
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    declared = {
        f"{kind.name}.{name}.{one.value}"
        for kind in KINDS.values()
        for name, said in choices(kind)
        for one in said
    }
    assert words["value"].keys() <= declared
    assert words["kind"].keys() == KINDS.keys()
    fields = {info.name for kind in KINDS.values() for info in kind.fields}
    assert {name.rpartition(".")[2] for name in words["field"]} == fields
    for kind in KINDS.values():
        for name, said in choices(kind):
            for one in said:
                if "_" in one.value:
                    assert value_word(kind.name, name, one.value) != one.value


def test_one_field_may_be_called_otherwise_in_one_kind():
    assert field_word("company_contact", "role") == "Stilling"
    assert field_word("case_assignment", "role") == "Rolle"
    assert value_word("company_form", "state", "complete") == "komplet"
    assert value_word("contact_talk", "channel", "phone", "en") == "phone"
    assert value_word("note", "text", "Talte med borgeren") == "Talte med borgeren"


def test_messages_name_the_kind_and_the_field_in_the_users_language():
    said = message("store.no_such_record", "da", kind="company_visit").what
    assert said == "Posten findes ikke her (virksomhedsbesøg)."
    said = message("record.invalid", "en", kind="citizen", field="given_name").what
    assert "Given name" in said and "citizen's details" in said
    assert kind_within("note", "en") == "note"
