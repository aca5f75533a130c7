"""Min Plan in the window."""

import pytest
from PySide6.QtCore import Qt

from jobassist.records import StepState
from jobassist.services.plans import add_step, read_plan
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE


@pytest.fixture
def page(window):
    window.work.go(Place("plan", CASE.id))
    return window.work.page


def steps(house):
    return [(step.text, step.state) for step in read_plan(house.session, CASE.id).steps]


def test_what_is_written_is_saved_on_the_way_out(page, window, house, qtbot):
    qtbot.keyClicks(page.goal, "Lagermedarbejder")
    page.own_words.setPlainText("Jeg vil gerne arbejde med biler.")
    window.work.show_cases()
    plan = read_plan(house.session, CASE.id).plan
    assert (plan.job_goal, plan.own_words) == (
        "Lagermedarbejder",
        "Jeg vil gerne arbejde med biler.",
    )


def test_a_step_is_added_ticked_and_given_up(page, house, qtbot):
    qtbot.keyClicks(page.text, "Ring til Skagen Værft")
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    assert steps(house) == [("Ring til Skagen Værft", StepState.OPEN)]
    page.rows[0].tick.click()
    assert page.state.text() == "1 af 1 trin klaret"
    page.rows[0].drop_button.click()
    assert steps(house) == [("Ring til Skagen Værft", StepState.DROPPED)]
    page.rows[0].drop_button.click()
    assert steps(house) == [("Ring til Skagen Værft", StepState.OPEN)]


def test_a_day_that_cannot_be_read_is_told_and_nothing_is_added(page, house, qtbot):
    page.text.setText("Skridt")
    page.due.setText("snart")
    page.add_button.click()
    assert "kan ikke læses" in page.banner.text
    assert steps(house) == []
    assert page.text.text() == "Skridt"


def test_ctrl_and_an_arrow_move_a_step(page, house, qtbot):
    for text in ("Et", "To"):
        add_step(house.session, CASE.id, text)
    page.refresh()
    page.rows[1].setFocus()
    qtbot.keyClick(page.rows[1].tick, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [text for text, _ in steps(house)] == ["To", "Et"]
