"""Letters of a case in the window: from a text to a sealed one."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel

from jobassist.records import DeliveryState, LetterDelivery, LetterState, Phrase
from jobassist.services.letters import list_letters
from tests.fakes.session import CASE
from tests.services.test_merge_sources import FORM, UNIT
from ui.letters.subject import SubjectLine

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
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    return window.work.letters


def _write(page, qtbot):
    page.new_button.click()
    qtbot.keyClicks(page.letter_texts.palette.field, "prøvebrev")
    qtbot.keyClick(page.letter_texts.palette.field, Qt.Key.Key_Return)


def test_a_case_without_letters_says_so_and_not_to_choose_one(page, qtbot):
    told = lambda: " ".join(one.text() for one in page.nothing.findChildren(QLabel))  # noqa: E731
    assert "Ingen breve endnu" in told()
    _write(page, qtbot)
    assert "Intet brev valgt" in told()


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
    assert page.letter_texts.palette.list.count() > 1
    assert all(text.category == "Brev" for text in page.letter_texts.index.texts)


def test_what_is_written_is_saved_on_the_way_back(page, house, window, qtbot):
    _write(page, qtbot)
    page.sheet.heading.subject.setText("Noget vigtigt")
    page.back_button.click()
    assert window.work.case_page.case_id == CASE.id
    assert list_letters(house.session, CASE.id)[0].subject == "Noget vigtigt"


def test_date_sender_and_recipient_are_the_writers_to_change(page, house, qtbot):
    _write(page, qtbot)
    heading = page.sheet.heading
    heading.dated.setDate(QDate(2026, 12, 1))
    heading.sender_lines.setPlainText("Frederikshavn Kommune\nYdelsen")
    heading.recipient.setPlainText("Anders Østergaard\nHavnevej 1")
    page.back_button.click()
    letter = list_letters(house.session, CASE.id)[0]
    assert letter.dated == date(2026, 12, 1)
    assert (letter.sender, letter.recipient) == (
        "Frederikshavn Kommune\nYdelsen", "Anders Østergaard\nHavnevej 1",
    )  # fmt: skip


def test_a_letter_is_addressed_to_the_company_of_the_case(page, house, qtbot):
    with house.session.store.write() as tx:
        tx.put(UNIT)
        tx.put(FORM)
    page.refresh()
    _write(page, qtbot)
    heading = page.sheet.heading
    assert heading.choice.count() == 2 and heading.choice.currentIndex() == 0
    heading.choice.setCurrentIndex(1)
    heading.choice.activated.emit(1)
    page.save_all(lambda: None)
    letter = list_letters(house.session, CASE.id)[0]
    assert (letter.recipient_cvr, letter.recipient.split("\n")[0]) == (UNIT.cvr, "Skagen Værft")


def test_a_draft_is_thrown_away_and_taken_back(page, house, qtbot):
    _write(page, qtbot)
    page.sheet.discard_button.click()
    assert list_letters(house.session, CASE.id) == []
    assert page.sheet.text.isReadOnly() and page.sheet.queue_button.isHidden()
    page.sheet.restore_button.click()
    assert list_letters(house.session, CASE.id)[0].state is LetterState.DRAFT
    assert not page.sheet.text.isReadOnly()


def test_another_text_is_put_into_the_letter(page, house, qtbot):
    with house.session.store.write() as tx:
        tx.put(
            replace(TEXT, id="p-2", key="pl-ny", category="Min Plan", title="Nyt mål", body="Mål")
        )
    _write(page, qtbot)
    qtbot.keyClick(page.sheet.choices.list, Qt.Key.Key_1)
    page.insert_text()
    qtbot.keyClicks(page.inserts.palette.field, "nyt mål")
    qtbot.keyClick(page.inserts.palette.field, Qt.Key.Key_Return)
    assert page.sheet.text.toPlainText() == "Kære Anders\n\nVi ringer Mål."


def test_what_became_of_a_letter_is_shown_with_the_way_on(page, house, qtbot):
    _write(page, qtbot)
    qtbot.keyClick(page.sheet.choices.list, Qt.Key.Key_2)
    page.sheet.queue_button.click()
    letter = list_letters(house.session, CASE.id)[0]
    told = LetterDelivery(
        id="d-1", case_id=CASE.id, letter_id=letter.id, state=DeliveryState.FAILED,
        reason="recipient.exempt", changed_at=house.session.clock.now(),
    )  # fmt: skip
    with house.session.store.write() as tx:
        tx.put(told)
    page.refresh()
    page.list.setCurrentRow(-1)
    page.list.setCurrentRow(0)
    assert "recipient.exempt" in page.sheet.banner.text
    page.sheet.anew_button.click()
    assert [one.state for one in list_letters(house.session, CASE.id)].count(LetterState.DRAFT) == 1
    assert not page.sheet.text.isReadOnly()


def test_in_a_narrow_window_one_sees_the_text_or_the_pages(page, window, qtbot):
    _write(page, qtbot)
    sheet = page.sheet
    window.resize(1180, 780)
    assert sheet.paper.isVisible() and sheet.view.isVisible() and not sheet.pages_button.isVisible()
    window.resize(880, 600)
    qtbot.waitUntil(lambda: not sheet.view.isVisible())
    assert sheet.paper.isVisible()
    sheet.pages_button.click()
    assert sheet.view.isVisible() and not sheet.paper.isVisible()


def test_a_subject_that_is_too_long_ends_in_three_dots_until_one_writes_in_it(qtbot):
    line = SubjectLine()
    qtbot.addWidget(line)
    line.resize(300, 40)
    long = "Indkaldelse til samtale om din plan og de næste skridt, tirsdag den 24. november"
    line.setText(long)
    line.show()
    assert line.shown().endswith("…") and long.startswith(line.shown()[:-1])
    assert (line.text(), line.toolTip()) == (long, long)
    apart = line.grab().toImage()
    line.setText(line.shown()[:-1] + "X" * 60)
    assert line.grab().toImage() == apart  # what there is no room for is not seen
    line.resize(1200, 40)
    assert line.shown() == line.text()
