"""Two windows on one session: a page or a draft is written in one of them, and lock closes both."""

import pytest

from jobassist.records import Note
from jobassist.services.notes import new_draft
from jobassist.services.whereabouts import Place, keep_positions, positions
from tests.fakes.session import CASE
from ui.cases.case_page import CasePage
from ui.shell.places import CASE as CASE_PAGE
from ui.shell.places import CASES, DAY, LETTERS, PLAN
from ui.window import MainWindow


@pytest.fixture
def draft(house):
    return new_draft(house.session, CASE.id, "Borger oplyser")


@pytest.fixture
def two(window, draft):
    """The first window on the draft, the second on the list of cases; their works."""
    window.work.open_case(CASE.id, draft.id)
    window.windows.open_beside(Place(CASES))
    assert window.second is not None
    yield window.work, window.second.work
    if window.second:
        window.second.deleteLater()
        window.second = None


def stored(house, note_id: str) -> str:
    with house.session.store.read() as tx:
        return tx.get(Note, note_id).text


def test_the_key_shows_the_page_in_the_other_window(window):
    window.work.open_case(CASE.id)
    window.work.go_beside()
    second = window.second
    assert second.isVisible()
    assert second.work.page.case_id == CASE.id
    second.close()


def test_a_draft_is_written_in_one_window_and_followed_in_the_other(two, house, draft):
    first, second = two
    second.open_case(CASE.id, draft.id)
    assert isinstance(second.page, CasePage)
    assert second.page.editor is None
    assert "andet vindue" in second.page.reader.banner.text
    first.case_page.editor.text.insert(" om praktik")
    first.case_page.editor.saver.flush(lambda: None)
    assert "praktik" in second.page.reader.text.toPlainText()
    assert stored(house, draft.id) == first.case_page.editor.text.toPlainText()


def test_the_other_window_takes_the_draft_over_with_what_was_just_typed(two, house, draft):
    first, second = two
    second.open_case(CASE.id, draft.id)
    first.case_page.editor.text.insert(" om praktik")
    action = second.page.reader.banner._actions[0]
    action.click()
    assert first.case_page.editor is None
    assert "praktik" in second.page.editor.text.toPlainText()
    second.page.editor.text.insert("!")
    second.page.editor.saver.flush(lambda: None)
    assert "!" in stored(house, draft.id)


def test_a_draft_behind_another_page_is_free_to_be_written(two, draft):
    first, second = two
    first.go(Place(DAY))
    second.open_case(CASE.id, draft.id)
    assert second.case_page.editor is not None
    first.open_case(CASE.id, draft.id)  # back: it is read here now
    assert first.case_page.editor is None


def test_a_page_one_writes_on_is_in_one_window_only(two):
    first, second = two
    first.go(Place(PLAN, CASE.id))
    second.go(Place(PLAN, CASE.id))
    assert second.place().page == CASES  # it stays where it was; the first one is raised
    assert first.place().page == PLAN
    first.go(Place(DAY))
    second.go(Place(PLAN, CASE.id))
    assert second.place().page == PLAN


def test_a_page_is_sent_over_and_its_case_stays(two):
    first, second = two
    first.go(Place(LETTERS, CASE.id))
    first.go_beside()
    assert second.place().page == LETTERS
    assert first.place().page == CASE_PAGE


def test_locking_saves_and_hides_both(window, house, draft):
    window.windows.open_beside(Place(CASE_PAGE, CASE.id, draft.id))
    second = window.second
    second.work.case_page.editor.text.insert(" om løn")
    second.work.lock_requested.emit()
    assert not second.isVisible()
    assert house.door.locked == 1
    assert "løn" in stored(house, draft.id)


def test_both_come_back_after_a_lock(window, house, qtbot, draft):
    window.windows.open_beside(Place(CASE_PAGE, CASE.id, draft.id))
    window.lock()
    again = MainWindow(house.context)
    qtbot.addWidget(again)
    again.show()
    again.start_work(house.session)
    assert again.second is not None
    assert again.second.work.case_page.editor.note.id == draft.id
    again.second.deleteLater()
    again.second = None
    again.work = None


def test_closing_the_first_saves_the_second(window, house, draft, qtbot):
    window.windows.open_beside(Place(CASE_PAGE, CASE.id, draft.id))
    window.second.work.case_page.editor.text.insert(" om ferie")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert "ferie" in stored(house, draft.id)


def test_positions_are_kept_for_each_set_of_screens(house):
    keep_positions(house.session, "one", "aa", "")
    keep_positions(house.session, "one two", "bb", "cc")
    assert positions(house.session, "one") == ("aa", "")
    assert positions(house.session, "one two") == ("bb", "cc")
    assert positions(house.session, "three") == ("", "")
    for number in range(9):
        keep_positions(house.session, f"s{number}", "dd", "")
    assert positions(house.session, "one") == ("", "")


def test_dictating_in_the_second_window_is_no_idleness(two):
    first, second = two
    assert not first._is_busy()
    second.page.is_busy = lambda: True
    assert first._is_busy()
