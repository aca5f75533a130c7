"""What corrections teach, and what they do not."""

import pytest

from jobassist.services.lexicon import Learnt, corrected, corrections, forget, in_use, learnt
from speech.written import Normaliser
from tests.fakes.session import fake_session


def test_misheard_name_is_learnt_at_once_and_written_from_then_on() -> None:
    session = fake_session()
    assert corrected(session, "Kristjansen", "Christiansen")
    assert in_use(session) == {"kristjansen": "Christiansen"}
    written = Normaliser(user=in_use(session))
    assert written("vi talte med kristjansen") == "Vi talte med Christiansen"


def test_other_word_is_learnt_the_second_time() -> None:
    session = fake_session()
    corrected(session, "mentoer", "mentor")
    assert in_use(session) == {}
    corrected(session, "mentoer", "mentor")
    assert in_use(session) == {"mentoer": "mentor"}


@pytest.mark.parametrize(
    ("heard", "written"),
    [
        ("tirsdag", "torsdag i næste uge"),
        ("Skagen", "Frederikshavn"),
        ("12", "13"),
        ("praktik", "praktik"),
        ("", "Ole"),
        ("en to tre fire fem", "En to tre fire fem"),
        ("tirsdag", "torsdag"),
        ("mødte", "møder"),
        ("har været", "havde været"),
    ],
)
def test_change_of_mind_teaches_nothing(heard: str, written: str) -> None:
    session = fake_session()
    assert not corrected(session, heard, written)
    assert learnt(session) == []


def test_words_heard_apart_are_learnt() -> None:
    session = fake_session()
    assert corrected(session, "freds havn", "Frederikshavn")


def test_a_capital_alone_is_learnt_the_second_time() -> None:
    session = fake_session()
    corrected(session, "momentum", "Momentum")
    assert in_use(session) == {}
    corrected(session, "momentum", "Momentum")
    assert in_use(session) == {"momentum": "Momentum"}


@pytest.mark.parametrize(
    ("dictated", "now", "found"),
    [
        (
            "Vi talte med kristjansen om mentoer.",
            "Vi talte med Christiansen om mentor.",
            [("kristjansen", "Christiansen"), ("mentoer", "mentor")],
        ),
        (
            "Han bor i freds havn nu",
            "Han bor i Frederikshavn nu",
            [("freds havn", "Frederikshavn")],
        ),
        ("Han kom. det gik godt", "Han kom. Det gik godt", []),
        ("Han kom.", "Han kom ikke.", []),
        ("Han kom.", "", []),
    ],
)
def test_what_was_typed_over(dictated: str, now: str, found: list[tuple[str, str]]) -> None:
    assert corrections(dictated, now) == found


def test_what_was_learnt_can_be_forgotten() -> None:
    session = fake_session()
    corrected(session, "kristjansen", "Christiansen")
    corrected(session, "mentoer", "mentor")
    forget(session, "kristjansen")
    assert learnt(session) == [Learnt("mentoer", "mentor", 1)]
