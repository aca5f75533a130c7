import pytest
from PySide6.QtCore import Qt

from jobassist.services.notes import new_draft
from tests.fakes.session import CASE


@pytest.fixture
def stopped(window, house, qtbot):
    """A draft with three blanks that finalising was stopped by."""
    draft = new_draft(house.session, CASE.id, "Et: […et…] To: […to…] Tre: […tre…]")
    window.work.open_case(CASE.id, draft.id)
    editor = window.work.case_page.editor
    window.activateWindow()
    editor.text.setFocus()
    qtbot.waitUntil(editor.text.hasFocus)
    qtbot.keyClick(editor.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.text.textCursor().selectedText() == "[…et…]"
    return editor


def test_the_key_the_stop_names_goes_to_the_blank_it_stopped_at(stopped, qtbot):
    for word in ("æble", "bær", "citron"):
        qtbot.keyClick(stopped.text, Qt.Key.Key_F4)
        qtbot.keyClicks(stopped.text, word)
    assert stopped.text.toPlainText() == "Et: æble To: bær Tre: citron"


def test_the_key_goes_on_once_it_has_been_pressed(stopped, qtbot):
    for expected in ("[…et…]", "[…to…]", "[…tre…]", "[…et…]"):
        qtbot.keyClick(stopped.text, Qt.Key.Key_F4)
        assert stopped.text.textCursor().selectedText() == expected


def test_the_stop_counts_down_and_goes_with_the_last_blank(stopped, qtbot):
    for left in (3, 2, 1):
        assert str(left) in stopped.banner.text
        assert str(left) in stopped.open_blanks.words.text()
        qtbot.keyClick(stopped.text, Qt.Key.Key_F4)
        qtbot.keyClicks(stopped.text, "x")
    assert not stopped.banner.text
    assert not stopped.open_blanks.words.text()


def test_a_message_that_came_after_the_stop_is_left_alone(stopped, qtbot):
    stopped.banner.tell("Noget andet.")
    qtbot.keyClicks(stopped.text, "x")
    assert stopped.banner.text == "Noget andet."
