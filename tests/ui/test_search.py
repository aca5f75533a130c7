from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from jobassist.services.notes import new_draft
from tests.fakes.session import CASE, CITIZEN


@pytest.fixture
def search(window):
    made = window.work.search
    made.begin()
    return made


def rows(search):
    return [search.palette.list.item(i).text() for i in range(search.palette.list.count())]


def test_hits_say_whose_note_it_is(window, house, search, qtbot):
    with house.session.store.write() as tx:
        other = replace(CITIZEN, id="b-2", cpr="6202905678", given_name="Bente")
        tx.put(other)
        tx.put(replace(CASE, id="c-2", number="S-2026-0002", citizen_id=other.id))
    for case_id in (CASE.id, "c-2"):
        new_draft(house.session, case_id, "Jobsamtale om praktik.")
    qtbot.keyClicks(search.palette.field, "?praktik")
    assert len(rows(search)) == 2
    for name, number in ((CITIZEN.name, CASE.number), (other.name, "S-2026-0002")):
        (row,) = [each for each in rows(search) if each.startswith(f"{name} · {number}\n")]
        assert row.endswith("Jobsamtale om praktik.")


def test_a_person_comes_first_and_enter_opens_the_case(window, search, qtbot):
    qtbot.keyClicks(search.palette.field, "anders")
    assert rows(search)[0].startswith(CITIZEN.name)
    assert CITIZEN.cpr[6:] not in rows(search)[0]
    qtbot.keyClick(search.palette.field, Qt.Key.Key_Return)
    assert window.work.case_page.case_id == CASE.id


def test_a_text_is_opened_in_the_library(window, search, qtbot):
    qtbot.keyClicks(search.palette.field, "/prøvetekst")
    qtbot.keyClick(search.palette.field, Qt.Key.Key_Return)
    assert window.work.texts.place().record_id == "jn-proeve"


def test_what_keys_do_here_is_found_by_its_name(window, search, qtbot):
    qtbot.keyClicks(search.palette.field, ">indstil")
    assert rows(search)[0].startswith("Indstillinger\n")
    qtbot.keyClick(search.palette.field, Qt.Key.Key_Return)
    assert window.work.place().page == "settings"


def test_a_pages_own_keys_are_offered_on_that_page_only(window, qtbot):
    search = window.work.search
    search.begin()
    qtbot.keyClicks(search.palette.field, ">nyt notat")
    assert rows(search) == []
    search.palette.close_it()
    window.work.open_case(CASE.id)
    search.begin()
    qtbot.keyClicks(search.palette.field, ">nyt notat")
    qtbot.keyClick(search.palette.field, Qt.Key.Key_Return)
    assert window.work.case_page.editor is not None


def test_nothing_fits_is_said(search, qtbot):
    qtbot.keyClicks(search.palette.field, "qqqqqq")
    assert rows(search) == []
    assert search.palette.preview.toPlainText() == "Intet passer."
