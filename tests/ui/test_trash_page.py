"""The bin in the window: thrown away with a way back, listed, taken back, deleted for good."""

from datetime import date

import pytest

from jobassist.records import PrivatePhrase
from jobassist.services.notes import new_draft
from jobassist.services.phrase_library import save_private
from jobassist.services.talks import plan_talk
from jobassist.services.tasks import new_task
from jobassist.services.trash import Kind, in_the_bin, throw_away
from jobassist.services.whereabouts import Place
from tests.fakes.session import CASE
from ui import keys
from ui.shell.places import LETTERS, TALKS, TEXTS, TRASH


def ids(house) -> set[str]:
    return {one.id for one in in_the_bin(house.session)}


def test_a_draft_is_thrown_away_as_it_stands_and_comes_back_by_the_key(window, house):
    draft = new_draft(house.session, CASE.id, "Borgeren oplyser")
    work = window.work
    work.open_case(CASE.id, draft.id)
    work.case_page.editor.text.insert(" om praktik")
    work.case_page.editor.throw_button.click()
    assert ids(house) == {draft.id}
    assert work.case_page.editor is None
    assert draft.id not in {note.id for note in work.case_page.file.notes}
    assert "smidt ud" in work.toast.text
    work._everywhere[keys.TAKE_BACK]()
    assert ids(house) == set()
    (back,) = [note for note in work.case_page.file.notes if note.id == draft.id]
    assert back.text.endswith("om praktik") or "om praktik" in back.text


def test_a_task_and_a_talk_are_thrown_away_from_their_rows(window, house):
    task = new_task(house.session, CASE.id, "Ring til lægen")
    talk = plan_talk(house.session, CASE.id, date(2026, 11, 25))
    window.work.go(Place(TALKS, CASE.id))
    page = window.work.page
    page.task_rows[0].throw_button.click()
    assert not page.task_rows
    window.work.toast.undo_button.click()
    assert page.task_rows[0].task.id == task.id
    page.talk_rows[0].throw_button.click()
    assert ids(house) == {talk.id}


def test_a_letter_and_an_own_text_too(window, house):
    save_private(house.session, "mine", title="Min egen", body="Tekst")
    with house.session.store.read() as tx:
        text = tx.find(PrivatePhrase)[0]
    window.work.go(Place(TEXTS, record_id="mine"))
    window.work.texts.editor.throw_button.click()
    assert ids(house) == {text.id}
    assert "mine" not in {one.key for one in window.work.texts.library.texts}
    window.work.toast.undo_button.click()
    assert "mine" in {one.key for one in window.work.texts.library.texts}
    window.work.show_letters(CASE.id)
    assert window.work.place().page == LETTERS


def test_a_shared_text_is_not_ones_own_to_throw_away(window):
    window.work.show_texts()
    window.work.texts.show_text(window.work.texts.library.texts[0])
    assert window.work.texts.editor.throw_button.isHidden()


@pytest.fixture
def bin_(window, house):
    """The bin with a draft in it."""
    draft = new_draft(house.session, CASE.id, "Borgeren oplyser")
    throw_away(house.session, Kind.NOTE, draft.id)
    window.work.go(Place(TRASH))
    return window.work.page


def test_the_bin_says_what_it_is_and_until_when(bin_):
    told = bin_.list.item(0).text()
    assert "Borgeren oplyser" in told
    assert "Anders Østergaard" in told
    assert "slettes" in told


def test_taking_back_leads_to_where_it_belongs(bin_, window, house):
    bin_.take_back()
    assert ids(house) == set()
    assert window.work.place().case_id == CASE.id


def test_deleting_for_good_asks_once_more(bin_, house):
    bin_.empty_button.click()
    assert len(ids(house)) == 1
    assert "for altid" in bin_.banner.text
    bin_.banner._actions[0].click()
    assert ids(house) == set()
    assert bin_.stack.currentWidget() is bin_.nothing


def test_an_empty_bin_says_how_long_things_stay(window):
    window.work.go(Place(TRASH))
    page = window.work.page
    assert page.stack.currentWidget() is page.nothing
    assert not page.back_button.isEnabled()


def test_a_toast_without_a_way_back_lets_clicks_through(window):
    window.work.toast.tell("Gemt")
    assert window.work.toast.undo_button.isHidden()
    window.work.toast.undo()  # nothing to take back
    assert window.work.toast.text == "Gemt"
