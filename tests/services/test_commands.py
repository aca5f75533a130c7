"""Spoken commands: obeyed through recognition noise, never found in ordinary speech."""

import pytest

from benchmarks._commands import NOTE, figures
from jobassist.services.command_edits import edit
from jobassist.services.commands import COMMANDS, Order, heard
from jobassist.services.spelling import spelt


def test_noisy_commands_are_obeyed_and_ordinary_sentences_are_not() -> None:
    measured = figures(count=200, seed=7)
    assert measured["taken"] == 0 and measured["ordinary"] == 200
    assert measured["obeyed_share"] >= 0.98


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.forms], ids=lambda c: c.name)
def test_every_form_is_its_own_command(command) -> None:
    assert {heard(form) for form in command.forms} == {Order(command.name)}


@pytest.mark.parametrize(
    ("spoken", "order"),
    [
        ("Ret tirsdag til torsdag.", Order("correct", "tirsdag", "torsdag")),
        ("Ret til til torsdag", None),
        ("Ret onsdag til torsdag.", None),  # nobody wrote onsdag
        ("Gå til vordering", Order("go_to", "assessment")),
        ("Stav søren ægir bernhard yrsa", Order("spell", "Sæby")),
        ("Stav det rigtigt", None),
        ("Jeg sagde slet det", None),
        ("", None),
    ],
)
def test_commands_with_something_to_say(spoken: str, order: Order | None) -> None:
    assert heard(spoken, NOTE) == order


def test_spelling_by_names_of_letters() -> None:
    assert spelt(["dobbelt", "ve", "e", "dobbelt", "el"]) == "Well"
    assert spelt(["a"]) == spelt(["a", "dobbelt"]) == spelt(["a", "hund"]) == ""


def changed(
    order: Order, text: str, cursor: int | None = None, pieces: tuple[str, ...] = ()
) -> str:
    """The text after the command, the cursor shown as |."""
    made = edit(order, text, len(text) if cursor is None else cursor, pieces)
    if made is None:
        return "nothing"
    new = text[: made.start] + made.text + text[made.end :]
    return new[: made.cursor] + "|" + new[made.cursor :]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Han kom. Han gik", "Han kom.|"),
        ("Han kom kl. 9.30. Han gik.", "Han kom kl. 9.30.|"),
        ("Første linje\nAnden linje", "Første linje\n|"),
        ("Kun én", "|"),
        ("", "nothing"),
    ],
)
def test_last_sentence_is_deleted(text: str, after: str) -> None:
    assert changed(Order("delete_sentence"), text) == after


def test_what_was_dictated_last_is_deleted_even_if_it_is_half_a_sentence() -> None:
    assert (
        changed(Order("delete_last"), "Han kom i går", pieces=("Han kom", " i går")) == "Han kom|"
    )
    assert changed(Order("delete_last"), "Han kom. Og gik", pieces=("noget andet",)) == "Han kom.|"


def test_correction_takes_the_last_place_and_keeps_capital_and_cursor() -> None:
    order = Order("correct", "tirsdag", "torsdag")
    assert changed(order, "Tirsdag, nej tirsdag var det") == "Tirsdag, nej torsdag var det|"
    assert changed(order, "Tirsdag var det", cursor=3) == "Tor|sdag var det"
    assert changed(order, "Onsdag") == "nothing"


def test_going_to_a_section_stands_at_its_end_or_makes_it() -> None:
    text = "Aftale:\nVi ses.\n\nNæste skridt: ring"
    assert changed(Order("go_to", "agreement"), text) == text[:15] + "|" + text[15:]
    assert changed(Order("go_to", "assessment"), "Hej") == "Hej\n\nVurdering:\n|"
    sentence = "Aftale om praktik er indgået"
    assert changed(Order("go_to", "agreement"), sentence) == sentence + "\n\nAftale:\n|"


def test_capital_and_spelt_word() -> None:
    assert changed(Order("capital"), "mød op hos borgerservice ") == "mød op hos Borgerservice |"
    assert changed(Order("spell", "Holm"), "Fru") == "Fru Holm|"
    assert changed(Order("undo"), "alt") == "nothing"
