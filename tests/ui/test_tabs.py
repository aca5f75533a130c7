"""Several cases open at once, and one way to get anywhere."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from jobassist.records import Citizen
from jobassist.services.notes import new_draft
from jobassist.services.whereabouts import Left, Place, keep_place
from tests.fakes.session import CASE
from ui.shell.places import PLAN
from ui.window import MainWindow


@pytest.fixture
def two(window, house):
    """Both cases of the house, open; the last is shown."""
    other = replace(CASE, id="c-2", number="2026-00002")
    with house.session.store.write() as tx:
        tx.put(other)
    ids = [CASE.id, other.id]
    for case_id in ids:
        window.work.open_case(case_id)
    return ids


def test_each_open_case_has_a_tab_with_its_name(window, two):
    titles = window.work.tabs.titles()
    assert list(titles) == two
    assert all(title not in ("", "…") for title in titles.values())
    assert window.work.case_page.case_id == two[-1]


def test_keys_step_round_the_tabs(window, two, qtbot):
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert window.work.case_page.case_id == two[0]
    qtbot.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.work.case_page.case_id == two[-1]


def test_a_draft_is_saved_when_one_goes_to_another_tab(window, two, house, qtbot):
    page = window.work.case_page
    note = new_draft(house.session, page.case_id, "")
    page.refresh()
    page.show_note(note.id)
    qtbot.keyClicks(page.editor.text, "Skrevet")
    window.work.open_case(two[0])
    with house.session.store.read() as tx:
        assert tx.get(type(note), note.id).text == "Skrevet"
    window.work.open_case(two[-1])
    assert window.work.case_page is page
    assert page.editor.text.toPlainText() == "Skrevet"


def test_closing_a_tab_shows_the_one_beside_and_then_the_list(window, two, qtbot):
    window.work.close_tab()
    assert window.work.case_page.case_id == two[0]
    assert list(window.work.tabs.titles()) == [two[0]]
    window.work.close_tab()
    assert window.work.case_page is None
    assert window.work.page is window.work.cases


def test_the_letters_light_their_case(window, two):
    window.work.show_letters(two[0])
    assert window.work.tabs.currentIndex() == 0
    window.work.go_back()
    assert window.work.case_page.case_id == two[0]
    window.work.go_back()
    assert window.work.page is window.work.cases


def test_the_oldest_tab_goes_when_there_are_too_many(window):
    tabs = window.work.tabs
    for n in range(9):
        tabs.add(f"other-{n}", f"Nr. {n}")
    window.work.open_case(CASE.id)
    assert "other-0" not in tabs.titles()
    assert CASE.id in tabs.titles()


def test_one_comes_back_to_every_open_case(house, qtbot):
    left = Left(Place("cases"), {CASE.id: "Anders And"})
    keep_place(house.session, left)
    again = MainWindow(house.context)
    qtbot.addWidget(again)
    again.start_work(house.session)
    assert again.work.tabs.titles() == {CASE.id: "Anders And"}
    assert again.work.page is again.work.cases


def test_a_tab_has_its_name_also_when_another_page_of_the_case_came_first(window, house, qtbot):
    window.work.go(Place(PLAN, CASE.id))
    qtbot.waitUntil(lambda: window.work.tabs.titles()[CASE.id] not in ("", "…"))
    with house.session.store.read() as tx:
        assert window.work.tabs.titles()[CASE.id] == tx.get(Citizen, CASE.citizen_id).name
