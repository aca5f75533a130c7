"""Letters of a case in the window: from a text to a sealed one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from jobassist.records import LetterState, Phrase
from jobassist.services.letters import list_letters
from tests.fakes.session import CASE

TEXT = Phrase(
    id="p-brev",
    key="br-proeve",
    title="Prøvebrev",
    category="Brev",
    body="Kære {borger.fornavn}\n\n{valg.hvor|Vi ringer|Vi mødes}.",
)


@pytest.fixture
def page(window, house, qtbot):
    with house.session.store.write() as tx:
        tx.put(TEXT)
    window.work.open_case(CASE.id)
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    return window.work.letters


def _write(page, qtbot):
    page.new_button.click()
    qtbot.keyClicks(page.palette_.field, "prøvebrev")
    qtbot.keyClick(page.palette_.field, Qt.Key.Key_Return)


def test_a_letter_is_chosen_filled_seen_and_queued(page, house, qtbot):
    _write(page, qtbot)
    sheet = page.sheet
    assert sheet.text.toPlainText() == "Kære Anders\n\n[vælg: Vi ringer | Vi mødes]."
    assert [one for one in sheet.findChildren(QLabel) if one.accessibleName() == "Side 1"]
    sheet.queue_button.click()
    assert sheet.banner.text
    qtbot.keyClick(sheet.choices.list, Qt.Key.Key_2)
    sheet.queue_button.click()
    queued = list_letters(house.session, CASE.id)[0]
    assert (queued.state, queued.text) == (LetterState.QUEUED, "Kære Anders\n\nVi mødes.")
    assert house.session.attachments.has(queued.pdf_id)
    assert sheet.text.isReadOnly()
    assert sheet.queue_button.isHidden()


def test_only_texts_for_letters_are_offered(page):
    page.new_letter()
    assert page.palette_.list.count() > 1
    assert all(text.category == "Brev" for text in page._index.texts)


def test_what_is_written_is_saved_on_the_way_back(page, house, window, qtbot):
    _write(page, qtbot)
    page.sheet.subject.setText("Noget vigtigt")
    page.back_button.click()
    assert window.work.case_page.case_id == CASE.id
    assert list_letters(house.session, CASE.id)[0].subject == "Noget vigtigt"
