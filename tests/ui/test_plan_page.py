"""Min Plan in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from jobassist.records import Phrase, StepState
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
    assert page.state.text() == "1 af 1 skridt klaret"
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
    assert page.text.toPlainText() == "Skridt"


def test_ctrl_and_an_arrow_move_a_step(page, house, qtbot):
    for text in ("Et", "To"):
        add_step(house.session, CASE.id, text)
    page.refresh()
    page.rows[1].setFocus()
    qtbot.keyClick(page.rows[1].tick, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [text for text, _ in steps(house)] == ["To", "Et"]


TEXT = Phrase(
    id="p-plan",
    key="pl-proeve",
    title="Prøvetrin",
    category="Min Plan",
    body="Jeg møder {valg.hvor|på Skagen Værft|hos kommunen} {udfyld.hvornaar}, {borger.fornavn}.",
)


@pytest.fixture
def with_text(page, house):
    with house.session.store.write() as tx:
        tx.put(TEXT)
    return page


def choose_text(page, qtbot):
    page.texts.open()
    palette = page.texts.chooser.palette
    assert palette.current().value.category == "Min Plan"  # the plan's own come first
    qtbot.keyClicks(palette.field, "prøvetrin")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_a_standard_text_becomes_a_step_once_its_blanks_are_filled(with_text, house, qtbot):
    page = with_text
    page.goal.setFocus()
    choose_text(page, qtbot)
    qtbot.keyClick(page.texts.choices.list, Qt.Key.Key_1)
    assert page.text.toPlainText() == "Jeg møder på Skagen Værft […hvornår…], Anders."
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    assert steps(house) == [] and "mangler" in page.banner.text
    qtbot.keyClicks(page.text, "mandag")  # in place of the blank one was taken to
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    assert steps(house) == [("Jeg møder på Skagen Værft mandag, Anders.", StepState.OPEN)]


def test_a_standard_text_goes_into_the_field_one_is_in(with_text, house, window, qtbot):
    page = with_text
    qtbot.waitUntil(window.isActiveWindow)
    page.progress.setPlainText("Godt i gang.")
    page.progress.moveCursor(QTextCursor.MoveOperation.End)
    page.progress.setFocus()
    choose_text(page, qtbot)
    assert page.progress.toPlainText().startswith("Godt i gang. Jeg møder [vælg:")
    assert page.text.toPlainText() == ""
    page.save_all(lambda: None)
    assert "Jeg møder" in read_plan(house.session, CASE.id).plan.progress


def test_letters_are_no_part_of_a_plan(with_text):
    with_text.texts.open()
    index = with_text.texts.chooser.index
    assert index.texts and all(text.category != "Brev" for text in index.texts)
