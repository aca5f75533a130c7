"""A draft that nothing was written in leaves no trace."""

import pytest

from jobassist.records import Note
from jobassist.services.notes import finalise, new_draft
from tests.fakes.session import CASE
from ui.notes.editor import DraftEditor


@pytest.fixture
def page(window):
    window.work.open_case(CASE.id)
    return window.work.case_page


def stored(house) -> list[Note]:
    with house.session.store.read() as tx:
        return tx.find(Note, case_id=CASE.id)


def test_drafts_that_were_never_touched_are_not_kept(page, window, house):
    page.new_note()
    first = page.editor.note.id
    page.new_note()
    assert page.editor.note.id != first
    window.work.show_cases()
    assert stored(house) == []


def test_a_draft_is_kept_from_the_first_letter_with_its_number(page, house, qtbot):
    page.new_note()
    note_id = page.editor.note.id
    qtbot.keyClicks(page.editor.text, "H")
    page.editor.saver.flush(lambda: None)
    (note,) = stored(house)
    assert (note.id, note.text) == (note_id, "H")
    assert page.past.timeline.rows.row_of(note_id) == 0


def test_a_draft_is_kept_before_its_sound_is(page, house, qtbot):
    house.recogniser.say("")
    page.new_note()
    page.editor.bar.toggle()
    assert [note.id for note in stored(house)] == [page.editor.note.id]
    page.editor.bar.cancel()
    qtbot.waitUntil(lambda: not page.editor.bar.running)


def test_an_addendum_too_is_kept_only_when_written(page, house, qtbot):
    original = new_draft(house.session, CASE.id, "Et notat.")
    finalise(house.session, original.id)
    page.refresh()
    page.show_note(original.id)
    page.reader.request_addendum()
    assert len(stored(house)) == 1
    qtbot.keyClicks(page.editor.text, "Rettelse.")
    page.editor.saver.flush(lambda: None)
    assert {note.addendum_to for note in stored(house)} == {None, original.id}


def test_a_draft_taken_away_meanwhile_does_not_come_back(page, house, qtbot):
    page.new_note()
    qtbot.keyClicks(page.editor.text, "H")
    page.editor.saver.flush(lambda: None)
    del house.session.store._contents.records["note", page.editor.note.id]
    qtbot.keyClicks(page.editor.text, "ej")
    page.editor.saver.flush(lambda: None)
    assert stored(house) == []
    assert page.editor.banner.text


def test_the_key_is_heard_before_the_names_of_texts_are_read(house, qtbot):
    house.recogniser.say("")
    note = new_draft(house.session, CASE.id, "Før.")
    editor = DraftEditor(house.context, house.session, note)  # nobody has served it yet
    qtbot.addWidget(editor)
    troubles: list[object] = []
    editor.bar.troubled.connect(troubles.append)
    editor.bar.toggle()
    qtbot.waitUntil(lambda: house.session.recordings.of_note(note.id) != [] or troubles)
    editor.bar.cancel()
    qtbot.waitUntil(lambda: not editor.bar.running)
    assert troubles == []


def test_a_second_draft_knows_the_texts_before_they_are_read_anew(page, house, monkeypatch):
    page.new_note()
    monkeypatch.setattr(page.desk, "_read_library", lambda: None)
    page.new_note()
    assert page.editor.bar._names
