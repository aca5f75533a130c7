"""A code becomes what happened and what to do next."""

import pytest

from jobassist.errors import UserError
from jobassist.messages import explain, message


def test_a_message_has_its_parameters_filled_in():
    told = message("settings.locked", key="theme")
    assert told.what == "Indstillingen »theme« er styret af din organisation."
    assert told.next == "Spørg IT, hvis den skal ændres."
    assert str(told) == f"{told.what} {told.next}"


def test_english_is_there_too():
    assert message("settings.locked", "en", key="theme").what.startswith("The setting")


def test_an_unknown_code_is_told_as_a_bug_with_the_code():
    assert "room.never_heard_of" in message("room.never_heard_of").what


def test_an_error_explains_itself():
    told = explain(UserError("record.invalid", kind="note", field="text"))
    assert "»Tekst«" in told.what


def test_nothing_to_do_next_leaves_no_trailing_space():
    assert str(message("app.cancelled")) == "Afbrudt."


def test_an_unknown_language_is_our_bug():
    with pytest.raises(KeyError):
        message("app.cancelled", "fr")


def test_a_parameter_that_is_lacking_leaves_a_dash():
    told = message("store.in_use", program="jobassist")
    assert "(jobassist, proces –)" in told.what


def test_decimals_are_written_as_the_language_writes_them():
    assert message("doctor.disk", "da", gigabytes=46.8).what.startswith("46,8 GB")
    assert message("doctor.disk", "en", gigabytes=46.8).what.startswith("46.8 GB")
