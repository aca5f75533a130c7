"""Min dag: what waits, where it leads, and what is ticked off."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from jobassist.ports.clock import danish_day
from jobassist.services.filing import untransferred
from jobassist.services.notes import finalise, new_draft
from jobassist.services.talks import plan_talk
from jobassist.services.tasks import my_tasks, new_task
from tests.fakes.session import CASE, CITIZEN
from ui.day.rows import MOST


@pytest.fixture
def today(house):
    return danish_day(house.session.clock.now())


@pytest.fixture
def page(window, house, today):
    """A day with a talk, a late task, a draft and a note for the case system."""
    session = house.session
    plan_talk(session, CASE.id, today, starts_at="09:30")
    new_task(session, CASE.id, "Ring til lægen", today - timedelta(days=1))
    new_task(session, CASE.id, "Først næste måned", today + timedelta(days=30))
    new_draft(session, CASE.id, "En begyndt kladde")
    finalise(session, new_draft(session, CASE.id, "Et endeligt notat").id)
    made = window.work.page
    made.refresh()
    return made


def titles(page):
    return [(entry.title, entry.place is None) for entry in page.view.rows()]


def test_a_clear_day_says_so(window):
    assert window.work.place().page == "day"
    assert window.work.page.stack.currentWidget() is window.work.page.nothing
    assert not window.work.page.next_button.isVisible()


def test_everything_that_waits_stands_under_its_heading(page):
    assert titles(page) == [
        ("Samtaler", True),
        (CITIZEN.name, False),
        ("Opgaver og frister", True),
        ("Ring til lægen", False),
        ("Kladder", True),
        (CITIZEN.name, False),
        ("Skal overføres til fagsystemet", True),
        (CITIZEN.name, False),
    ]
    talk, task = page.view.rows()[1], page.view.rows()[3]
    assert (talk.when, task.when, task.late) == ("9.30", "I går", True)


def test_of_many_notes_the_newest_are_shown_and_all_are_counted(window, house):
    for number in range(MOST + 2):
        finalise(house.session, new_draft(house.session, CASE.id, f"Notat {number}").id)
    page = window.work.page
    page.refresh()
    heading, *rows = page.view.rows()
    assert (heading.title, heading.detail) == ("Skal overføres til fagsystemet", str(MOST + 2))
    assert len(rows) == MOST


def test_the_start_of_a_long_note_is_cut_by_the_list_and_never_inside_a_word(window, house):
    said = "Borgeren fortæller om sit forløb hos Nordjysk Kantine, hvor hun har været siden marts. "
    new_draft(house.session, CASE.id, said * 20)
    page = window.work.page
    page.refresh()
    shown = page.view.rows()[1].detail
    assert shown.startswith(said * 2)
    start, cut = shown[:-2], shown[-2:]
    assert cut == " …" and (said * 20).startswith(start + " ")


def test_headings_are_stepped_over_and_enter_leads_there(page, window, qtbot):
    page.view.setFocus()
    for _ in range(2):
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.current().detail == "En begyndt kladde"
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.work.case_page.editor.text.toPlainText() == "En begyndt kladde"


def test_space_ticks_off_and_undo_takes_it_back(page, house, qtbot):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert [one.task.text for one in my_tasks(house.session)] == ["Først næste måned"]
    assert "Ring til lægen" not in [title for title, _ in titles(page)]
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Ring til lægen" in [title for title, _ in titles(page)]


def test_the_circle_is_for_the_mouse(page, house, qtbot):
    at = page.view.count() - 1
    spot = page.view.visualItemRect(page.view.item(at)).topLeft() + QPoint(24, 20)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert untransferred(house.session) == []


def test_one_key_begins_the_next_thing(page, window, qtbot):
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert (window.work.place().page, window.work.place().case_id) == ("talk", CASE.id)
