"""The doubtful words of a draft, kept beside it."""

import pytest

from jobassist.services.doubts import Doubt
from jobassist.services.marks import Mark, kept
from jobassist.services.notes import finalise, new_draft, save_draft
from tests.fakes.session import CASE, fake_session

TEXT = "Han møder ikke på mandag."
IKKE = Mark("ikke", "d-1", Doubt(10, 14, 0.5, 1.0, 1.5))
MANDAG = Mark("mandag", "d-1", Doubt(18, 24, 0.4, 2.0, 2.5))


@pytest.fixture
def session():
    return fake_session()


@pytest.fixture
def note(session):
    return save_draft(session, new_draft(session, CASE.id, "").id, text=TEXT, marks=(IKKE, MANDAG))


def test_marks_are_kept_with_the_text_and_left_by_other_changes(session, note):
    save_draft(session, note.id, title="Opfølgning")
    assert kept(session, note.id, TEXT) == [IKKE, MANDAG]


def test_moved_words_are_found_and_changed_or_doubled_ones_are_decided(session, note):
    (moved,) = kept(session, note.id, "NB: Han møder altid på mandag.")
    assert (moved.words, moved.doubt.start, moved.doubt.end) == ("mandag", 23, 29)
    assert kept(session, note.id, "Ikke ikke, men ikke, og mandag eller mandag.") == []


def test_marks_that_are_settled_or_of_a_final_note_are_gone(session, note):
    save_draft(session, note.id, text=TEXT, marks=(MANDAG,))
    assert kept(session, note.id, TEXT) == [MANDAG]
    finalise(session, note.id)
    assert kept(session, note.id, TEXT) == []
