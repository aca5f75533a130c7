"""Names beside what was heard, as text."""

import pytest

from speech.names.likeness import Spellings, letters, sounds

NAMES = ["jobsamtale telefon", "jobsamtale video", "virksomhedsbesøg", "klagevejledning"]


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("virksomheds besøg", "virksomhedsbesøg"), ("Job-samtale telefon.", "jobsamtale telefon")],
)
def test_spaces_case_and_marks_do_not_count(heard: str, meant: str) -> None:
    assert letters(heard) == letters(meant)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [("klakevejletning", "klagevejledning"), ("samttale", "samtale"), ("hør", "or")],
)
def test_letters_that_are_confused_are_one_sound(heard: str, meant: str) -> None:
    assert sounds(heard) == sounds(meant)


def test_the_most_like_name_is_the_one_all_hypotheses_lean_to() -> None:
    like = Spellings(NAMES).likeness(["job samtæle telefon", "jobsamtale til fond", "jo samt"])
    assert like.argmax() == 0
    assert ((like >= 0) & (like <= 100)).all()


def test_a_trigger_that_is_heard_counts_for_every_name() -> None:
    heard = ["indsæt klage vejledning"]
    with_trigger = Spellings(NAMES, "indsæt").likeness(heard)
    assert with_trigger.argmax() == 3
    assert with_trigger[3] == 100
    assert Spellings(NAMES).likeness(heard)[3] < 100
