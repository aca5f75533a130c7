"""The small language of standard texts and its marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobassist.errors import UserError
from jobassist.services.templates import Field, blanks, choice_mark, fields_left, fill, parse


def test_text_and_fields():
    assert parse("Kære {borger.navn}, | hej") == ("Kære ", Field("borger.navn"), ", | hej")


def test_a_choice_holds_fields():
    (choice,) = parse("{valg.a|ja|nej: {udfyld.b}}")
    assert choice == Field("valg.a", (("ja",), ("nej: ", Field("udfyld.b"))))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("{", 1, 1),
        ("a\nbc{borger.navn", 2, 3),
        ("a }", 1, 3),
        ("{valg.a|kun en}", 1, 1),
        ("{borger.navn|a|b}", 1, 1),
        ("{}", 1, 1),
        ("{borger}", 1, 1),
        ("{borger.__class__[0]}", 1, 1),
        ("{7*7}", 1, 1),
        ("{{borger.navn}}", 1, 1),
        ("{valg.a|" * 20, 1, 8 * 8 + 1),
    ],
)
def test_a_broken_text_is_told_with_its_place(text: str, line: int, column: int):
    with pytest.raises(UserError) as caught:
        parse(text)
    assert caught.value.params == {"line": line, "column": column}


def test_filling_a_blank_leaves_the_others():
    text = "[…a…] og [vælg: x | y […b…]]."
    second = fill(text, blanks(text)[1], "y […b…]")
    assert second == "[…a…] og y […b…]."
    assert [blank.name for blank in blanks(second)] == ["a", "b"]


def test_brackets_of_the_writer_are_no_blanks():
    assert blanks("[se bilag] [vælg: kun en] […] [… [vælg: a | b") == []


def test_a_choice_within_a_choice_keeps_its_bars():
    (blank,) = blanks(choice_mark(["a", "b " + choice_mark(["c", "d"])]))
    assert blank.choices == ("a", "b [vælg: c | d]")


@settings(max_examples=200, deadline=None)
@given(st.text("{}|[]…\nvalg.udfyd: ", max_size=40))
def test_hostile_texts_are_read_or_refused(text: str):
    for blank in blanks(text):
        assert 0 <= blank.start < blank.end <= len(text)
    try:
        parse(text)
    except UserError as error:
        assert error.code == "phrase.broken"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Aftalt med {borger.fornavn} og {valg.dag|mandag|tirsdag}.", 2),
        ("{hvis.sag.type=a|b}", 1),
        ("Uden felter: {ikke et felt}, {a}, [… dato …], {}", 0),
    ],
)
def test_fields_that_were_never_written_out_are_counted(text: str, left: int):
    assert fields_left(text) == left
