"""A final note in the wrong case, and one that stands in the case system."""

from dataclasses import replace

import pytest

from jobassist.services.cases import open_case
from jobassist.services.filing import untransferred
from jobassist.services.notes import finalise, new_draft
from tests.fakes.session import CASE
from ui.cases.misfiling import MisfilingDialog

RIGHT = replace(CASE, id="c-2", number="S-2026-0002")


@pytest.fixture
def note(house):
    with house.session.store.write() as tx:
        tx.put(RIGHT)
    return finalise(house.session, new_draft(house.session, CASE.id, "Vi talte om job.").id)


@pytest.fixture
def dialog(house, note, qtbot):
    made = MisfilingDialog(house.context, house.session, note)
    qtbot.addWidget(made)
    return made


def test_the_note_is_filed_in_the_chosen_case(dialog, house, note):
    assert dialog.list.count() == 1  # never the case it stands in
    dialog.list.setCurrentRow(0)
    dialog.reason.setText("Forkert sag var åben")
    dialog.move_note()
    assert dialog.result() == 1
    assert dialog.moved.case_id == RIGHT.id
    file = open_case(house.session, CASE.id)
    assert (file.notes, file.misfiled) == ((), 1)


def test_a_case_and_a_reason_are_asked_for(dialog, house, note):
    dialog.move_note()
    assert "Vælg den sag" in dialog.banner.text
    dialog.list.setCurrentRow(0)
    dialog.move_note()
    assert "begrundelse" in dialog.banner.text
    assert open_case(house.session, CASE.id).misfiled == 0


def test_what_is_hidden_is_counted_under_the_timeline(dialog, window, house):
    window.work.open_case(CASE.id)
    page = window.work.case_page
    assert not page.past.hidden.isVisible()
    dialog.list.setCurrentRow(0)
    dialog.reason.setText("Forkert")
    dialog.move_note()
    page.refresh()
    assert page.past.hidden.text().startswith("1 notat er flyttet")
    assert page.past.timeline.rows.rowCount() == 0


def test_the_mark_of_the_case_system_is_set_and_taken_back(window, house, note):
    window.work.open_case(CASE.id, note.id)
    reader = window.work.case_page.reader
    assert not reader.transferred.isChecked()
    reader.transferred.trigger()
    assert untransferred(house.session) == []
    window.work.case_page.show_note(note.id)
    reader.transferred.trigger()
    assert [one.note.id for one in untransferred(house.session)] == [note.id]
