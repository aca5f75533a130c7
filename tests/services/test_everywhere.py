"""One search for everything."""

import pytest

from jobassist.services.everywhere import What, look, word_forms
from jobassist.services.notes import new_draft
from jobassist.services.phrases import import_standard_texts
from tests.fakes.session import CASE, CITIZEN, fake_session


@pytest.fixture
def session():
    made = fake_session()
    import_standard_texts(made)
    new_draft(made, CASE.id, "Vi har haft to samtaler om rengøring.")
    return made


def test_a_name_finds_the_case(session):
    found = look(session, "øster")
    assert [card.citizen for card in found.cases] == [CITIZEN]
    assert found.corrected is None


@pytest.mark.parametrize("query", ["andres", "Østergård", "anders østergaad"])
def test_a_slip_in_a_name_is_put_right_and_said(session, query):
    found = look(session, query)
    assert [card.case.id for card in found.cases] == [CASE.id]
    assert found.corrected


@pytest.mark.parametrize("query", ["xyz", "ande østergaardsen", "and"])
def test_what_is_far_from_every_name_is_not(session, query):
    found = look(session, query, What.CASES)
    assert found.corrected is None


@pytest.mark.parametrize("query", ["samtaler", "samtalerne", "samtale", "rengøringen"])
def test_notes_are_found_by_other_forms_of_a_word(session, query):
    assert len(look(session, query, What.NOTES).notes) == 1


def test_the_form_that_was_typed_comes_first(session):
    new_draft(session, CASE.id, "En samtale.")
    first, second = look(session, "samtaler", What.NOTES).notes
    assert ("samtaler" in first.note.text, "samtaler" in second.note.text) == (True, False)


def test_one_kind_alone(session):
    whole, texts = look(session, "samtale"), look(session, "samtale", What.TEXTS)
    assert whole.notes
    assert whole.texts
    assert not (texts.notes or texts.cases or texts.units)
    assert len(texts.texts) > len(whole.texts)


def test_nothing_is_looked_for_without_a_word(session):
    assert look(session, "  ") == look(session, "")
    assert look(session, "").texts == ()


def test_short_words_keep_their_ending():
    assert word_forms("bus hus samtaler") == "bus hus samtal"
