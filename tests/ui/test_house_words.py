"""The words of the house in the window: everybody sees them, a librarian changes them."""

import pytest

from jobassist.services.terms import add_term, in_use
from ui.notes.house_words import HouseWords


@pytest.fixture
def words(house, qtbot):
    made = HouseWords(house.context, house.session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_word_is_added_taken_up_changed_and_removed(words, house):
    assert not words.empty.isHidden() and words.words.isHidden()
    words.spoken.setText("k c")
    words.written.setText("KC")
    words.add_button.click()
    assert in_use(house.session) == {"k c": "KC"}
    assert words.words.count() == 1 and words.spoken.text() == ""
    words.words.setCurrentRow(0)
    words.written.setText("Kompetencecentret")
    words.written.returnPressed.emit()
    assert in_use(house.session) == {"k c": "Kompetencecentret"}
    words.words.setCurrentRow(0)
    words.remove_button.click()
    assert in_use(house.session) == {} and not words.remove_button.isEnabled()


def test_what_cannot_be_a_word_is_told_and_stands(words, house):
    words.spoken.setText("borgeren")
    words.written.setText("010190-1234")
    words.add_button.click()
    assert words.banner.text and words.written.text() == "010190-1234"
    assert in_use(house.session) == {}


def test_who_may_not_keep_them_sees_them_alone(house, qtbot, monkeypatch):
    add_term(house.session, "k c", "KC")
    monkeypatch.setattr("jobassist.services.terms.is_librarian", lambda _session, _tx: False)
    made = HouseWords(house.context, house.session)
    qtbot.addWidget(made)
    made.show()
    assert made.words.count() == 1
    assert made.keeping.isHidden()
    assert "tekstansvarlig" in made.hint.text()
