"""After a note is final."""

from dataclasses import replace

import pytest

from jobassist.errors import UserError
from jobassist.records import Misfiling, Note, NoteState
from jobassist.services.filing import mark_transferred, move_misfiled, untransferred
from jobassist.services.notes import finalise, new_draft
from tests.fakes.session import CASE, fake_session

RIGHT = replace(CASE, id="c-2", number="S-2026-0002")


@pytest.fixture
def session():
    return fake_session(RIGHT)


@pytest.fixture
def note(session):
    return finalise(session, new_draft(session, CASE.id, "Vi talte om job.").id)


def ids(session):
    return [one.note.id for one in untransferred(session)]


def test_a_final_note_waits_until_it_is_in_the_case_system(session, note):
    new_draft(session, CASE.id, "En kladde")
    assert ids(session) == [note.id]
    mark_transferred(session, note.id)
    mark_transferred(session, note.id)
    assert ids(session) == []
    mark_transferred(session, note.id, transferred=False)
    assert ids(session) == [note.id]


def test_a_draft_cannot_be_in_the_case_system(session):
    with pytest.raises(UserError, match=r"note\.not_final"):
        mark_transferred(session, new_draft(session, CASE.id, "x").id)


def test_a_note_in_the_wrong_case_is_filed_in_the_right_one(session, note):
    copy = move_misfiled(session, note.id, RIGHT.id, "Forkert sag åben")
    assert (copy.case_id, copy.text, copy.state) == (RIGHT.id, note.text, NoteState.FINAL)
    assert copy.hash != note.hash
    assert copy.previous_hash == note.hash
    with session.store.read() as tx:
        assert tx.get(Note, note.id) == note
        (moved,) = tx.find(Misfiling)
    assert (moved.note_id, moved.copy_id, moved.case_id) == (note.id, copy.id, CASE.id)
    assert ids(session) == [copy.id]


@pytest.mark.parametrize(
    "to, reason, code",
    [
        (CASE.id, "x", "misfiling.same_case"),
        (RIGHT.id, " ", "misfiling.no_reason"),
        ("c-9", "x", "store.no_such_record"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(session, note, to, reason, code):
    with pytest.raises(UserError, match=code.replace(".", r"\.")):
        move_misfiled(session, note.id, to, reason)
    with session.store.read() as tx:
        assert tx.count(Misfiling) == 0


def test_a_note_is_moved_once(session, note):
    move_misfiled(session, note.id, RIGHT.id, "Forkert")
    with pytest.raises(UserError, match=r"misfiling\.done_before"):
        move_misfiled(session, note.id, RIGHT.id, "Igen")
